import { html } from './html.js';

const PATHS = {
	back: 'M15 5l-7 7 7 7',
	send: 'M4 12l16-8-5 16-3.500-6.500z',
	reply: 'M9 7L4 12l5 5M4 12h9a7 7 0 0 1 7 7',
	link: 'M10 14L20 4M14 4h6v6M19 14v5a1 1 0 0 1-1 1H5a1 1 0 0 1-1-1V6a1 1 0 0 1 1-1h5',
	copy: 'M9 9h10v11H9zM15 9V4H5v11h4',
	list: 'M8 6h12M8 12h12M8 18h12M4 6h.01M4 12h.01M4 18h.01',
	close: 'M6 6l12 12M18 6L6 18',
	image: 'M4 5h16v14H4zM4 16l4.500-4.500 4 4 3-3 4.500 4.500M15 9h.01',
	video: 'M4 6h11v12H4zM15 10.500l5-3v9l-5-3',
	document: 'M7 3h7l4 4v14H7zM14 3v4h4M10 12h5M10 16h5',
	sticker: 'M5 5h14v9l-5 5H5zM14 19v-5h5M9 10h.01M14 10h.01M9.500 13.500q2 1.600 4 0',
	hook: 'M12 8a3 3 0 1 1 2.800 4L18 18M9 12l-3.500 6M8 18h10M6 20a2 2 0 1 1 0-4 2 2 0 0 1 0 4M18 20a2 2 0 1 1 0-4 2 2 0 0 1 0 4',
	phone: 'M8 3h8a1 1 0 0 1 1 1v16a1 1 0 0 1-1 1H8a1 1 0 0 1-1-1V4a1 1 0 0 1 1-1zM11 18h2',
	mail: 'M4 6h16v12H4zM4 7l8 6 8-6',
	call: 'M6 4l3-1 2 5-2 1.500a11 11 0 0 0 5.500 5.500L16 13l5 2-1 3q-1 2-3 2A14 14 0 0 1 4 7q0-2 2-3z',
	play: 'M8 5l11 7-11 7z',
	pause: 'M8 5v14M16 5v14',
};

/** A line icon by name; decorative, so hidden from assistive technology. */
export const Icon = ({ name, size = 18 }) =>
	html`<svg
		class=${`icon icon-${name}`}
		width=${size}
		height=${size}
		viewBox="0 0 24 24"
		aria-hidden="true"
	>
		<path d=${PATHS[name]} />
	</svg>`;

const WORDS = {
	accepted: 'Accepted, not sent yet',
	sent: 'Sent',
	delivered: 'Delivered',
	seen: 'Read',
	failed: 'Failed',
};

const TICKS = {
	accepted: 'M9 3a6 6 0 1 1 0 12A6 6 0 0 1 9 3zM9 6v3.200l2.200 1.400',
	sent: 'M4 9.500l3.500 3.500L14.500 5.500',
	delivered: 'M1 9.500l3.500 3.500L11.500 5.500M8.500 12l1 1 7-7.500',
	seen: 'M1 9.500l3.500 3.500L11.500 5.500M8.500 12l1 1 7-7.500',
	failed: 'M9 2.500a6.500 6.500 0 1 1 0 13 6.500 6.500 0 0 1 0-13zM9 5.700v4.200M9 12.300v.1',
};

/** How far a message of the shop has come. */
export const Ticks = ({ status }) =>
	status in TICKS &&
	html`<span
		class=${`ticks ticks-${status}`}
		data-testid="ticks"
		data-status=${status}
		role="img"
		aria-label=${WORDS[status]}
		title=${WORDS[status]}
	>
		<svg width="18" height="18" viewBox="0 0 18 18" aria-hidden="true">
			<path d=${TICKS[status]} />
		</svg>
	</span>`;
