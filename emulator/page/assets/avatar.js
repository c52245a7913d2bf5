import { html } from './html.js';

/** Initials on a colour that belongs to the phone number, or to what stands in its place. */
export function Avatar({ name, phone, size = 44 }) {
	const words = name.replace(/\(.*\)/, '').match(/\p{L}+/gu) ?? [];
	const initials = words
		.slice(0, 2)
		.map((word) => word[0])
		.join('');
	let hue = 0;
	for (const sign of phone) hue = (hue * 7 + (parseInt(sign, 36) || 0) * 41) % 360;
	return html`<span
		class="avatar"
		style=${{ '--hue': hue, '--size': `${size}px` }}
		aria-hidden="true"
	>
		${initials || '#'}
	</span>`;
}
