/**
 * Reads `templateDesc`, the only description of a template that Zoko's API gives. The grammar was
 * worked out from real accounts: an optional `Header: <kind> {{1}}` line, the body with or without
 * `Body:`, an optional `Footer:` line and an optional last line `Buttons: [Title] {{n}}, …`.
 * Nothing in it is escaped, so everything that is not one of these lines is body text.
 */
export interface TemplateParts {
	header?: { kind: string; placeholder?: number };
	body: string;
	footer?: string;
	buttons: Array<{ title: string; placeholder?: number }>;
}

/** Where a placeholder stands, with what helps to recognise the place. */
export type Slot = { placeholder: number } & (
	| { part: 'header'; kind: string }
	| { part: 'body'; sentence: string }
	| { part: 'button'; title: string }
	| { part: 'unknown' }
);

const PLACEHOLDER = /\{\{\s*(\d{1,3})\s*\}\}/g;
const BUTTONS_LINE = /^Buttons:\s*\[/;

/**
 * Splits a description into its parts, from the outside in. Never fails: what it does not know
 * becomes body text.
 */
export function parseDescription(templateDesc: string): TemplateParts {
	const lines = templateDesc.replace(/\r\n?/g, '\n').split('\n');
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

/**
 * Titles may hold commas and brackets, so a title ends where `]` is followed by a placeholder, by
 * the next button or by the end of the line.
 */
function parseButtons(line: string): TemplateParts['buttons'] {
	const text = line.replace(/^Buttons:\s*/, '').trimEnd();
	const button = /\[(.*?)\](?:\s*\{\{\s*(\d{1,3})\s*\}\})?(?=\s*,\s*\[|\s*$)(?:\s*,\s*)?/g;
	return [...text.matchAll(button)].map(([, title = '', number]) =>
		number === undefined ? { title } : { title, placeholder: Number(number) },
	);
}

function firstPlaceholder(text: string): number | undefined {
	const number = [...text.matchAll(PLACEHOLDER)][0]?.[1];
	return number === undefined ? undefined : Number(number);
}

/**
 * One slot per placeholder, in the order of their numbers, which is the order of `templateArgs`.
 * When the description disagrees with `templateVariableCount`, the count is right and every slot
 * is `unknown`: a wrong label would put a value into the wrong place.
 */
export function templateSlots(templateDesc: string, templateVariableCount: number): Slot[] {
	const found = describedSlots(parseDescription(templateDesc));
	const numbers = Array.from({ length: templateVariableCount }, (_, index) => index + 1);
	const agrees = found.size === numbers.length && numbers.every((number) => found.has(number));
	return numbers.map(
		(placeholder) => (agrees && found.get(placeholder)) || { placeholder, part: 'unknown' },
	);
}

function describedSlots(parts: TemplateParts): Map<number, Slot> {
	const slots = new Map<number, Slot>();
	const add = (slot: Slot) => {
		if (!slots.has(slot.placeholder)) slots.set(slot.placeholder, slot);
	};
	if (parts.header?.placeholder !== undefined) {
		add({ placeholder: parts.header.placeholder, part: 'header', kind: parts.header.kind });
	}
	for (const match of parts.body.matchAll(PLACEHOLDER)) {
		const sentence = sentenceAround(parts.body, match.index, match[0].length);
		add({ placeholder: Number(match[1]), part: 'body', sentence });
	}
	for (const { title, placeholder } of parts.buttons) {
		if (placeholder !== undefined) add({ placeholder, part: 'button', title });
	}
	return slots;
}

/**
 * Characters of a sentence before and after a placeholder. The editor shows about 28 characters of
 * a label, so the placeholder has to come early.
 */
const BEFORE = 16;
const AFTER = 60;

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
	const before = words(body.slice(lineStart, start));
	const after = words(body.slice(end, lineEnd));
	const head = before.slice(-BEFORE).join('');
	const tail = after.slice(0, AFTER).join('');
	const left =
		before.length > BEFORE ? `…${head.replace(/^\S*\s[….,:;!?\s]*/, '')}` : head.trimStart();
	const right = after.length > AFTER ? `${tail.replace(/\s\S*$/, '')}…` : tail.trimEnd();
	return left + body.slice(start, end) + right;
}
