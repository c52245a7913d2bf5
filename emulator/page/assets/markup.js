import { html } from './html.js';

/** Delimiters and the elements that they make; the text between ``` is not looked into. */
const STYLES = [
	{ mark: '```', tag: 'code', plain: true },
	{ mark: '`', tag: 'code', plain: true },
	{ mark: '*', tag: 'strong' },
	{ mark: '_', tag: 'em' },
	{ mark: '~', tag: 's' },
];

const LINK = /https?:\/\/[^\s<>"]*[^\s<>"'.,;:!?)\]*_~]/g;

const isWord = (character) => character !== undefined && /[\p{L}\p{N}]/u.test(character);

/** Where the closing mark of a span stands, or -1: it hugs its text and ends at a word's edge. */
function closing(text, from, mark) {
	const start = from + mark.length;
	if (isWord(text[from - 1]) || text[start] === undefined) return -1;
	if (mark !== '```' && /\s/.test(text[start])) return -1;
	for (let at = text.indexOf(mark, start + 1); at !== -1; at = text.indexOf(mark, at + 1)) {
		const inner = text.slice(start, at);
		if (mark !== '```' && inner.includes('\n')) return -1;
		if (mark === '```' || (!/\s$/.test(inner) && !isWord(text[at + mark.length]))) return at;
	}
	return -1;
}

/** A text with its web addresses as links; nothing but http and https becomes one. */
function linked(text) {
	const parts = [];
	let from = 0;
	for (const { 0: address, index } of text.matchAll(LINK)) {
		parts.push(text.slice(from, index));
		parts.push(html`<a href=${address} target="_blank" rel="noopener noreferrer">${address}</a>`);
		from = index + address.length;
	}
	return [...parts, text.slice(from)];
}

/**
 * WhatsApp's text markup as elements: *bold*, _italic_, ~struck~, `code`, ```mono``` and links. Without
 * `links`, web addresses stay words, for places that are links themselves.
 */
export function markup(text, { links: withLinks = true } = {}) {
	const words = withLinks ? linked : (plain) => [plain];
	const parts = [];
	let plainFrom = 0;
	let at = 0;
	const links = [...text.matchAll(LINK)].map(({ 0: address, index }) => [
		index,
		index + address.length,
	]);
	while (at < text.length) {
		const link = links.find(([from, to]) => at >= from && at < to);
		const style = link ? undefined : STYLES.find(({ mark }) => text.startsWith(mark, at));
		const end = style === undefined ? -1 : closing(text, at, style.mark);
		if (end === -1) {
			at = link ? link[1] : at + (style?.mark.length ?? 1);
			continue;
		}
		const inner = text.slice(at + style.mark.length, end);
		parts.push(...words(text.slice(plainFrom, at)));
		parts.push(
			html`<${style.tag}>${style.plain ? inner : markup(inner, { links: withLinks })}<//>`,
		);
		at = end + style.mark.length;
		plainFrom = at;
	}
	return [...parts, ...words(text.slice(plainFrom))];
}
