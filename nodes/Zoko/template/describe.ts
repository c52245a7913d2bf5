/**
 * Reads `templateDesc`, the only description of a template that Zoko's API gives. The grammar was
 * worked out from real accounts: an optional `Header: <kind> {{1}}` line, the body with or without
 * `Body:`, an optional `Footer:` line and an optional last line `Buttons: [Title] {{n}}, …`.
 * Nothing in it is escaped, so everything that is not one of these lines is body text.
 */
export interface TemplateParts {
	header?: { kind: string; placeholder?: Key };
	body: string;
	footer?: string;
	buttons: Array<{ title: string; placeholder?: Key }>;
}

/** What stands between the braces of a placeholder: its number, or the name that WhatsApp also allows. */
type Key = number | string;

/**
 * Where a placeholder stands, with what helps to recognise the place; `before` and `after` are all of
 * the body around it. `placeholder` is its place in `templateArgs`, from 1.
 */
export type Slot = { placeholder: number; name?: string } & SlotPart;

type SlotPart =
	| { part: 'header'; kind: string }
	| { part: 'body'; sentence: string; before: string; after: string }
	| { part: 'button'; title: string }
	| { part: 'unknown' };

/** A number, or a name in letters, digits and underscores as `{{customer_name}}`. */
const KEY = String.raw`\{\{\s*(\d{1,3}|[\p{L}_][\p{L}\p{M}\p{N}_]{0,99})\s*\}\}`;
const PLACEHOLDER = new RegExp(KEY, 'gu');
/**
 * Longest description that is read, in UTF-16 units, and most placeholders. WhatsApp's own limits
 * (body 1,024, header and footer 60, ten buttons of 25 characters) stay far below.
 */
const MAX_DESCRIPTION = 16_384;
const MAX_PLACEHOLDERS = 100;

const BUTTONS_LINE = /^Buttons:\s*\[/;

/**
 * Splits a description into its parts, from the outside in. Never fails: what it does not know
 * becomes body text.
 */
export function parseDescription(templateDesc: string): TemplateParts {
	const lines = templateDesc.slice(0, MAX_DESCRIPTION).replace(/\r\n?/g, '\n').split('\n');
	const dropBlankEnd = () => {
		while (lines.length > 0 && lines[lines.length - 1]?.trim() === '') lines.pop();
	};

	const header = /^\s*Header:\s*(.*)$/.exec(lines[0] ?? '')?.[1];
	if (header !== undefined) lines.shift();
	dropBlankEnd();
	const buttons = BUTTONS_LINE.test(lines[lines.length - 1] ?? '')
		? parseButtons(lines.pop() ?? '')
		: [];
	dropBlankEnd();
	const footer =
		lines.length > 1 ? /^Footer:\s(.*)$/.exec(lines[lines.length - 1] ?? '')?.[1] : undefined;
	if (footer !== undefined) lines.pop();

	const parts: TemplateParts = {
		body: lines
			.join('\n')
			.replace(/^\s*Body:\s?/, '')
			.trim(),
		buttons,
	};
	if (header !== undefined) parts.header = parseHeader(header);
	if (footer !== undefined) parts.footer = footer.trim();
	return parts;
}

function parseHeader(text: string): NonNullable<TemplateParts['header']> {
	const placeholder = firstPlaceholder(text);
	const kind = text.replace(PLACEHOLDER, '').trim();
	return placeholder === undefined ? { kind } : { kind, placeholder };
}

/** What ends a title: a placeholder, the next button or the end of the line. */
const TITLE_END = new RegExp(String.raw`\](?:\s*${KEY})?\s*(?:,\s*\[|$)`, 'uy');

/** Titles may hold commas and brackets, so every `]` is looked at once whether a title ends there. */
function parseButtons(line: string): TemplateParts['buttons'] {
	const text = line.replace(BUTTONS_LINE, '');
	const buttons: TemplateParts['buttons'] = [];
	let start = 0;
	for (let at = text.indexOf(']'); at !== -1; at = text.indexOf(']', at + 1)) {
		TITLE_END.lastIndex = at;
		const end = TITLE_END.exec(text);
		if (!end) continue;
		const title = text.slice(start, at);
		buttons.push(end[1] === undefined ? { title } : { title, placeholder: keyOf(end[1]) });
		start = TITLE_END.lastIndex;
		at = start - 1;
	}
	return buttons;
}

function firstPlaceholder(text: string): Key | undefined {
	const key = [...text.matchAll(PLACEHOLDER)][0]?.[1];
	return key === undefined ? undefined : keyOf(key);
}

const keyOf = (text: string): Key => (/^\d/.test(text) ? Number(text) : text);

/**
 * One slot per placeholder, in the order of `templateArgs`: the order of their numbers, or, once
 * one of them has a name, the order in which they appear. When the description disagrees with
 * `templateVariableCount`, the count is right and every slot is `unknown`: a wrong label would put
 * a value into the wrong place. The same goes for numbers among names that are out of order.
 */
export function templateSlots(templateDesc: string, templateVariableCount: number): Slot[] {
	const found = describedSlots(parseDescription(templateDesc));
	const count = Math.min(templateVariableCount, MAX_PLACEHOLDERS);
	const numbers = Array.from({ length: count }, (_, index) => index + 1);
	const agrees = found.size === numbers.length && numbers.every((number) => found.has(number));
	return numbers.map(
		(placeholder) => (agrees && found.get(placeholder)) || { placeholder, part: 'unknown' },
	);
}

function describedSlots(parts: TemplateParts): Map<number, Slot> {
	const places = describedPlaces(parts);
	const named = [...places.keys()].some((key) => typeof key === 'string');
	const slots = new Map<number, Slot>();
	let position = 0;
	for (const [key, place] of places) {
		position += 1;
		if (typeof key === 'string') {
			slots.set(position, { placeholder: position, name: key, ...place });
		} else if (!named || key === position) {
			slots.set(key, { placeholder: key, ...place });
		}
	}
	return slots;
}

/** The place where each placeholder appears first, in the order of appearance. */
function describedPlaces({ header, body, buttons }: TemplateParts): Map<Key, SlotPart> {
	const places = new Map<Key, SlotPart>();
	const add = (key: Key, place: SlotPart) => {
		if (!places.has(key)) places.set(key, place);
	};
	if (header?.placeholder !== undefined) {
		add(header.placeholder, { part: 'header', kind: header.kind });
	}
	for (const match of body.matchAll(PLACEHOLDER)) {
		if (places.size >= MAX_PLACEHOLDERS) break;
		const key = keyOf(match[1] ?? '');
		if (places.has(key)) continue;
		const sentence = sentenceAround(body, match.index, match[0].length);
		const before = body.slice(0, match.index);
		const after = body.slice(match.index + match[0].length);
		add(key, { part: 'body', sentence, before, after });
	}
	for (const { title, placeholder } of buttons) {
		if (placeholder !== undefined) add(placeholder, { part: 'button', title });
	}
	return places;
}

/**
 * Characters of a sentence before and after a placeholder. The editor shows about 22 characters of
 * a label, so the placeholder has to come early; a long label hides that a value is missing.
 */
const BEFORE = 12;
const AFTER = 16;

/** How much of a line is looked at on each side, in UTF-16 units. */
const WINDOW = 1000;

/**
 * The line that a placeholder stands in, cut to its surroundings at word boundaries; other
 * placeholders in it are left out, so that two labels of one line differ.
 */
function sentenceAround(body: string, start: number, length: number): string {
	const end = start + length;
	const lineStart = body.lastIndexOf('\n', start - 1) + 1;
	const nextBreak = body.indexOf('\n', end);
	const lineEnd = nextBreak === -1 ? body.length : nextBreak;

	// Other placeholders and bold or struck text only take room in a label.
	const words = (text: string) => Array.from(text.replace(PLACEHOLDER, '…').replace(/[*~]/g, ''));
	const before = words(body.slice(Math.max(lineStart, start - WINDOW), start));
	const after = words(body.slice(end, Math.min(lineEnd, end + WINDOW)));
	const head = before.slice(-BEFORE).join('');
	const tail = after.slice(0, AFTER).join('');
	const left =
		before.length > BEFORE ? `…${head.replace(/^\S*\s[….,:;!?\s]*/, '')}` : head.trimStart();
	const right = after.length > AFTER ? `${tail.replace(/\s\S*$/, '')}…` : tail.trimEnd();
	return left + body.slice(start, end) + right;
}
