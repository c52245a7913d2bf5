import { isPrivateHost } from '../api/host';
import { InvalidInput } from '../errors/invalid-input';
import { excerpt, isRecord, parsedUrl, quoted } from '../values';

/** Number of Unicode code points, the unit in which WhatsApp counts. */
export function codePoints(value: string): number {
	let count = 0;
	for (const character of value) count += character === '' ? 0 : 1;
	return count;
}

const grouped = (value: number) => value.toLocaleString('en-US');

/** Whether a value is a date object, of JavaScript or of Luxon, which expressions of n8n give. */
export function isDate(value: unknown): boolean {
	return value instanceof Date || (isRecord(value) && value.isLuxonDateTime === true);
}

/** A date as ISO 8601 text, the way n8n's own nodes write it. */
function isoText(label: string, date: unknown): string {
	if (date instanceof Date) {
		if (!Number.isNaN(date.getTime())) return date.toISOString();
	} else {
		const text = (date as { toISO(): string | null }).toISO();
		if (text !== null) return text;
	}
	throw new InvalidInput(
		`'${label}' holds a date that cannot be read`,
		'Check the expression: the value that it turns into a date is missing, or in another format.',
	);
}

/**
 * Turns what a field or expression gave into text, unchanged. Nothing (`undefined`, `null`) is the
 * empty text, and a date object becomes ISO 8601. Other objects, lists, not-a-number and half
 * characters are refused: nobody means to send them.
 * @throws InvalidInput
 */
export function toText(label: string, value: unknown): string {
	if (value === undefined || value === null) return '';
	if (typeof value === 'string') return whole(label, value);
	if (typeof value === 'boolean' || typeof value === 'bigint') return String(value);
	if (typeof value === 'number' && Number.isFinite(value)) return String(value);
	if (typeof value === 'number') {
		throw new InvalidInput(
			`'${label}' is not a number that can be written out`,
			'Check the expression: it calculates with a value that is missing or not a number.',
		);
	}
	if (isDate(value)) return isoText(label, value);
	const kind = Array.isArray(value) ? 'a list' : 'an object';
	throw new InvalidInput(
		`'${label}' holds ${kind} where text is expected`,
		`Point the expression at one value inside ${kind === 'a list' ? 'the list' : 'the object'}, for example {{ $json.customer.name }}.`,
	);
}

/** How to cut a text in an expression without cutting a character in two. */
function cutting(max: number): string {
	return `{{ [...$json.text].slice(0, ${max}).join('') }}`;
}

/** Refuses half a character: a lone surrogate, which shows as a box or a question mark. */
function whole(label: string, text: string): string {
	if (!/\p{Surrogate}/u.test(text)) return text;
	throw new InvalidInput(
		`'${label}' holds half a character, which is what .slice() leaves when it cuts an emoji in two`,
		`Cut by characters, for example ${cutting(100)}.`,
	);
}

/** Refuses text over `max` code points, naming both figures. */
function notOver(label: string, text: string, max: number): string {
	// A code point takes at least one UTF-16 unit, so short texts need no counting.
	if (text.length <= max) return text;
	const size = codePoints(text);
	if (size <= max) return text;
	throw new InvalidInput(
		`'${label}' is ${grouped(size)} characters long, and WhatsApp takes at most ${grouped(max)}`,
		`Shorten it by ${grouped(size - max)}, or cut it in the expression: ${cutting(max)}.`,
	);
}

/** What to do about a value that is not there. */
const FILL_IN =
	'Fill it in. If it holds an expression, check that the incoming item has that field.';

/**
 * Text that has to be there, exactly as written.
 * @param max code points
 */
export function requiredText(label: string, value: unknown, max: number): string {
	const text = toText(label, value);
	if (text.trim() === '') throw new InvalidInput(`'${label}' is empty`, FILL_IN);
	return notOver(label, text, max);
}

/**
 * A value of a drop-down, which an expression may have put there.
 * @param known the values that it can have
 */
export function oneOf<Value extends string>(
	label: string,
	value: unknown,
	known: readonly Value[],
): Value {
	const text = toText(label, value).trim();
	const found = known.find((each) => each === text);
	if (found !== undefined) return found;
	throw new InvalidInput(
		`'${label}' is ${excerpt(text) || 'empty'}, which is not one of its values`,
		`Use ${known.slice(0, -1).join(', ')} or ${known.at(-1)}.`,
	);
}

/**
 * A switch, which an expression may set; without a value it is off.
 * @throws InvalidInput for what is neither on nor off, since guessing could send what is not meant
 */
export function isOn(label: string, value: unknown): boolean {
	const text = toText(label, value).trim().toLowerCase();
	if (text === 'true' || text === '1') return true;
	if (text === 'false' || text === '0' || text === '') return false;
	throw new InvalidInput(
		`'${label}' is ${excerpt(text)}, which is neither on nor off`,
		'Use true or false.',
	);
}

/** Text that may be left out; blank counts as left out. */
export function optionalText(label: string, value: unknown, max: number): string | undefined {
	const text = toText(label, value);
	return text.trim() === '' ? undefined : notOver(label, text, max);
}

/**
 * A public http(s) URL, percent-encoded where it has to be.
 * @param reach `anywhere` when the URL may point into this network, as with a local Zoko
 */
export function httpUrl(
	label: string,
	value: unknown,
	max: number,
	reach: 'public' | 'anywhere',
): string {
	const text = requiredText(label, value, max).replace(INVISIBLE_AROUND, '').trim();
	refuseSeveral(label, text);
	if (INVISIBLE.test(text)) {
		throw new InvalidInput(
			`'${label}' contains an invisible character, so the link leads nowhere: ${excerpt(text)}`,
			'Such characters slip in when a link is copied from a page or a chat. Type it again.',
		);
	}
	const url = /^https?:\/\/[^/\\]/i.test(text) ? parsedUrl(text) : undefined;
	if (!url || isRepaired(text, url)) throw notAUrl(label, text);
	if (reach === 'public' && isPrivateHost(url.hostname)) {
		throw new InvalidInput(
			`'${label}' points to ${excerpt(url.hostname)}, which cannot be reached from the Internet`,
			'Use an address that is open to the Internet.',
		);
	}
	return /^[\x21-\x7e]+$/.test(text) ? text : notOver(label, url.href, max);
}

/** Soft hyphens, zero-width signs and marks of writing direction; none belongs in an address. */
const INVISIBLE = /[\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/;
const INVISIBLE_AROUND = new RegExp(
	`^(?:\\s|${INVISIBLE.source})+|(?:\\s|${INVISIBLE.source})+$`,
	'g',
);

/** Two addresses in one field would become one that leads nowhere. */
function refuseSeveral(label: string, text: string): void {
	if (!/^https?:\/\/.*(?:[\s,;|\w]https?:\/\/|[\s,;|]www\.)/is.test(text)) return;
	throw new InvalidInput(
		`'${label}' holds more than one web address: ${excerpt(text)}`,
		'Give one. For several files send several messages.',
	);
}

/**
 * Whether only a browser would read an address as it was meant: with backslashes, line breaks, a
 * placeholder or a broken percent sign in it, an empty part in its host, or a host in a spelling
 * that hosts do not have.
 */
function isRepaired(text: string, url: URL): boolean {
	if (/[\\\t\n\r]|\{\{|%(?![0-9a-f]{2})/i.test(text)) return true;
	if (/^\.|\.\./.test(url.hostname)) return true;
	const host = /^https?:\/\/(?:[^/?#]*@)?([^/?#]*?)(?::\d*)?(?:[/?#]|$)/i.exec(text)?.[1] ?? '';
	const isPlain = /^[\x21-\x7e]+$/.test(host) && !host.startsWith('[');
	return isPlain && host.toLowerCase() !== url.hostname;
}

/** A file's place on a computer. */
const ON_DISK = /^(?:[a-z]:[\\/]|file:|\\\\|~|\/(?:home|users|data|files|root|tmp|mnt|var|opt)\/)/i;

function notAUrl(label: string, text: string): InvalidInput {
	return new InvalidInput(
		`'${label}' is not a web address: ${excerpt(text)}`,
		ON_DISK.test(text)
			? 'This is a place on a computer, which nobody else can reach. Give an address on the Internet, which begins with https://.'
			: 'Give a full address that begins with https://, for example https://example.com/photo.jpg.',
	);
}

/**
 * A number between two bounds, from a number or from text such as "12.97".
 * @param max may be infinite
 * @throws InvalidInput
 */
export function numberBetween(label: string, value: unknown, min: number, max: number): number {
	const text = toText(label, value).trim();
	const result = /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i.test(text) ? Number(text) : Number.NaN;
	if (Number.isFinite(result) && result >= min && result <= max) return result;
	const found = text === '' ? 'is empty' : `is ${excerpt(text)}`;
	const range = Number.isFinite(max)
		? `from ${grouped(min)} to ${grouped(max)}`
		: `of at least ${min}`;
	throw new InvalidInput(`'${label}' ${found}, and must be a number ${range}`, adviceFor(text));
}

/** What to do about a text that is not the number that it has to be. */
function adviceFor(text: string): string {
	if (text === '') return FILL_IN;
	const withPoint = /^[+-]?\d+,\d+$/.test(text)
		? `with a decimal point: ${excerpt(text.replace(',', '.'))}`
		: undefined;
	if (/^[+-]?\d{1,3}(,\d{3})+$/.test(text)) {
		const together = `Write it without commas: ${excerpt(text.replaceAll(',', ''))}`;
		return withPoint ? `${together}; or, if that is what it means, ${withPoint}.` : `${together}.`;
	}
	if (withPoint) return `Write it ${withPoint}.`;
	const change = Number.isNaN(Number(text)) ? 'Give the number alone' : 'Change it';
	return `${change}. If it holds an expression, check what that gives.`;
}

/** Refuses an object with a key that would be dropped silently. */
export function onlyKeys(
	label: string,
	value: Record<string, unknown>,
	known: readonly string[],
): Record<string, unknown> {
	const unknown = Object.keys(value).find((key) => !known.includes(key));
	if (unknown === undefined) return value;
	throw new InvalidInput(
		`'${label}' has the key ${quoted(unknown)}, which is not known there`,
		`Remove it, or use one of: ${known.join(', ')}.`,
	);
}

const JSON_ADVICE =
	'A quotation mark or a line break in the data breaks JSON that is put together by hand: write {{ JSON.stringify($json.name) }} in place of "{{ $json.name }}", without quotation marks around it.';

/**
 * What a JSON field gave: the value itself, or the parsed text.
 * @param expected one sentence that shows the right shape
 * @throws InvalidInput that shows the spot where the text is no JSON
 */
export function jsonValue(label: string, value: unknown, expected: string): unknown {
	if (typeof value !== 'string') return value ?? undefined;
	if (value.trim() === '') return undefined;
	try {
		return JSON.parse(value) as unknown;
	} catch (error) {
		throw notJson(label, value, error, expected);
	}
}

function notJson(label: string, text: string, error: unknown, expected: string): InvalidInput {
	const reason = error instanceof Error ? error.message : String(error);
	return new InvalidInput(
		`'${label}' is not valid JSON: ${excerpt(reason, 120)}${spotIn(text, reason)}`,
		`${JSON_ADVICE} ${expected}`,
	);
}

/** The text around the position that the parser names; where it names none it quotes the text. */
function spotIn(text: string, reason: string): string {
	const position = /at position (\d+)/.exec(reason)?.[1];
	if (position === undefined) return '';
	const at = Number(position);
	const before = text.slice(Math.max(0, at - 25), at);
	return `, here: ${excerpt(`${before}▸${text.slice(at, at + 25)}`)}`;
}
