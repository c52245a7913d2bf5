import { html } from './html.js';

/** Initials on a colour that belongs to the phone number. */
export function Avatar({ name, phone, size = 44 }) {
	const words = name.replace(/\(.*\)/, '').match(/\p{L}+/gu) ?? [];
	const initials = words
		.slice(0, 2)
		.map((word) => word[0])
		.join('');
	let hue = 0;
	for (const digit of phone) hue = (hue * 7 + Number(digit) * 41) % 360;
	return html`<span
		class="avatar"
		style=${{ '--hue': hue, '--size': `${size}px` }}
		aria-hidden="true"
	>
		${initials || '#'}
	</span>`;
}
