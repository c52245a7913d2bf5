import { useRef, useState } from 'preact/hooks';

import { html } from './html.js';
import { Icon } from './icons.js';

/** The last part of a URL's path, as a file name. */
export function fileName(url) {
	const path = url.split(/[?#]/)[0];
	const last = path.slice(path.lastIndexOf('/') + 1);
	try {
		return decodeURIComponent(last) || url;
	} catch {
		return last || url;
	}
}

const isWebAddress = (url) => /^https?:\/\//i.test(url);

const Placeholder = ({ icon, url }) =>
	html`<div class="media-placeholder" data-testid="media-placeholder">
		<${Icon} name=${icon} size=${30} />
		<span class="media-url">${url}</span>
	</div>`;

/** An image, a video, a sticker, a recording or a document; what cannot be loaded shows its URL. */
export function Media({ kind, url, filename }) {
	const [broken, setBroken] = useState(!isWebAddress(url));
	const fail = () => setBroken(true);
	if (kind === 'document')
		return html`<${Document} url=${url} name=${filename ?? fileName(url)} />`;
	if (kind === 'audio') return html`<${Audio} url=${url} broken=${broken} onBroken=${fail} />`;
	if (broken) return html`<${Placeholder} icon=${kind} url=${url} />`;
	if (kind === 'video') {
		return html`<video
			class="media-video"
			data-testid="media-video"
			src=${url}
			controls
			preload="metadata"
			onError=${fail}
		></video>`;
	}
	return html`<img
		class=${`media-${kind}`}
		data-testid=${`media-${kind}`}
		src=${url}
		alt=${fileName(url)}
		referrerpolicy="no-referrer"
		onError=${fail}
	/>`;
}

function Document({ url, name }) {
	const extension =
		/\.([a-z0-9]{1,5})$/i.exec(name)?.[1] ?? /\.([a-z0-9]{1,5})$/i.exec(fileName(url))?.[1];
	const content = html`<span class="file-icon">
			<${Icon} name="document" size=${26} />
			<span class="file-kind">${(extension ?? 'file').toUpperCase()}</span>
		</span>
		<span class="file-text">
			<span class="file-name" data-testid="document-name">${name}</span>
			<span class="media-url">${url}</span>
		</span>`;
	return isWebAddress(url)
		? html`<a class="media-document" href=${url} target="_blank" rel="noopener noreferrer"
				>${content}</a
			>`
		: html`<div class="media-document">${content}</div>`;
}

/** Heights of the bars that stand for a recording; always the same for the same URL. */
function wave(url) {
	let seed = 7;
	for (const character of url) seed = (seed * 31 + character.codePointAt(0)) % 9973;
	return Array.from({ length: 30 }, () => {
		seed = (seed * 137 + 71) % 9973;
		return 18 + (seed % 78);
	});
}

function Audio({ url, broken, onBroken }) {
	const player = useRef();
	const [playing, setPlaying] = useState(false);
	const toggle = () => {
		if (playing) player.current.pause();
		else player.current.play().catch(onBroken);
	};
	return html`<div class="media-audio" data-testid="media-audio">
		<button
			class="audio-button"
			disabled=${broken}
			onClick=${toggle}
			aria-label=${playing ? 'Pause' : 'Play'}
		>
			<${Icon} name=${playing ? 'pause' : 'play'} />
		</button>
		<span class="audio-text">
			<span class="wave" aria-hidden="true">
				${wave(url).map((height) => html`<i style=${{ height: `${height}%` }}></i>`)}
			</span>
			<span class="media-url">${url}</span>
		</span>
		${!broken &&
		html`<audio
			ref=${player}
			src=${url}
			preload="none"
			onPlay=${() => setPlaying(true)}
			onPause=${() => setPlaying(false)}
			onEnded=${() => setPlaying(false)}
			onError=${onBroken}
		></audio>`}
	</div>`;
}
