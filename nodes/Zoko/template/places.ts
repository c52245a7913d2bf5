import { createHash } from 'node:crypto';
import type { Slot } from './describe';

/** A place of a template: words to call it by, and what tells it from every other place. */
interface Place {
	/** A few words in letters, digits and underscores of any script; may be empty. */
	words: string;
	unique: string;
}

interface Surroundings {
	/** The words that stand for the place in its id. */
	words: string[];
	/** What the place is recognised by. */
	own: string;
	/** Where it stands among others that read the same. */
	leading: string;
}

const ANY_PLACEHOLDER = /\{\{[^{}]*\}\}/;

/** Longest readable part of an id, in code points. */
const LONGEST = 30;

/**
 * Says what identifies the place of each placeholder: its name, or the words around it, the title
 * of its button, its header. A place keeps its identity when others are added, taken away or
 * swapped.
 *
 * Places that read the same can only be told apart by what stands in front of them, so that and how
 * many they are belongs to their identity. A place that the description does not show stands and
 * falls with the whole description.
 * @returns as many places as slots, in their order
 */
export function placesOf(slots: Slot[], templateDesc: string): Place[] {
	const whole = createHash('sha256').update(templateDesc.normalize('NFC')).digest('hex');
	const around = slots.map((slot, index) => surroundingsOf(slot, slots, index, whole));
	const counts = new Map<string, number>();
	const key = (index: number) => `${slots[index]?.part} ${around[index]?.own}`;
	around.forEach((_, index) => counts.set(key(index), (counts.get(key(index)) ?? 0) + 1));
	return around.map(({ words, own, leading }, index) => {
		const alike = counts.get(key(index)) ?? 1;
		const unique = alike === 1 ? own : JSON.stringify([own, leading, alike]);
		return { words: readable(words), unique };
	});
}

function surroundingsOf(slot: Slot, slots: Slot[], index: number, whole: string): Surroundings {
	// A name says what a place is, wherever it stands.
	if (slot.name !== undefined && slot.part !== 'button') {
		const own = JSON.stringify(['name', plain(slot.name)]);
		return { words: wordsOf(slot.name), own, leading: slot.name };
	}
	switch (slot.part) {
		case 'header':
			return { words: wordsOf(slot.kind), own: plain(slot.kind), leading: '' };
		case 'button': {
			const titles = slots
				.slice(0, index + 1)
				.flatMap((each) => (each.part === 'button' ? [each.title] : []));
			const { title } = slot;
			return { words: wordsOf(title), own: plain(title) || title, leading: titles.join('\n') };
		}
		case 'body':
			return bodySurroundings(slot.before, slot.after);
		case 'unknown':
			return {
				words: [],
				own: JSON.stringify([slot.placeholder, slots.length, whole]),
				leading: '',
			};
	}
}

/**
 * A place in the body is known by the words of its line up to the placeholders beside it. Where
 * there are none, by the nearest words before it, or else behind it, how far away they are, how many
 * such places are side by side, and the signs around it.
 */
function bodySurroundings(before: string, after: string): Surroundings {
	const behind = before.split(ANY_PLACEHOLDER);
	const ahead = after.split(ANY_PLACEHOLDER);
	const left = lines(behind.at(-1)).at(-1) ?? '';
	const right = lines(ahead[0])[0] ?? '';
	const leading = [...behind, right].join('{{}}').normalize('NFC');
	const [leftWords, rightWords] = [wordsOf(left), wordsOf(right)];
	if (plain(left) || plain(right)) {
		const words = [...leftWords.slice(-3), ...rightWords.slice(0, 2)];
		return { words, own: JSON.stringify([plain(left), plain(right)]), leading };
	}
	const last = nearest(behind.reverse(), (text) => lines(text).reverse());
	const next = nearest(ahead, (text) => lines(text));
	const { line, distance } = last.line ? last : next;
	const sideBySide = last.distance + next.distance;
	const own = JSON.stringify([line, distance, sideBySide, left.trim(), right.trim()]);
	return { words: wordsOf(line).slice(-3), own, leading };
}

/** The first line with words in it, and how many placeholders stand between; without one, how many there are. */
function nearest(texts: string[], linesOf: (text: string) => string[]) {
	for (const [distance, text] of texts.entries()) {
		const line = linesOf(text).map(plain).find(Boolean);
		if (line) return { line, distance };
	}
	return { line: '', distance: texts.length - 1 };
}

const lines = (text = '') => text.split('\n');

/** Without what people change when they polish a text: case, punctuation, markup, invisible marks. */
function plain(text: string): string {
	return text
		.toLowerCase()
		.normalize('NFC')
		.replace(/[\p{Cf}\ufe00-\ufe0f]/gu, '')
		.replace(/[\p{P}\s~`]+/gu, ' ')
		.trim();
}

function wordsOf(text: string): string[] {
	return plain(text).match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
}

function readable(words: string[]): string {
	const [first = '', ...rest] = words;
	let text = [...first].slice(0, LONGEST).join('');
	for (const word of rest) {
		if ([...text, ...word].length >= LONGEST) break;
		text += `_${word}`;
	}
	return text;
}
