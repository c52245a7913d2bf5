import { isPrivateHost } from './host';
import { InvalidInput } from './invalid-input';

/** Number of Unicode code points, the unit in which WhatsApp counts. */
export function codePoints(value: string): number {
	let count = 0;
	for (const character of value) count += character === '' ? 0 : 1;
	return count;
}

const grouped = (value: number) => value.toLocaleString('en-US');

/**
 * Turns what a field or expression gave into text, unchanged. Nothing (`undefined`, `null`) is the
 * empty text. Objects, lists and not-a-number are refused: nobody means to send them.
 */
export function toText(label: string, value: unknown): string {
	if (value === undefined || value === null) return '';
	if (typeof value === 'string') return value;
	if (typeof value === 'boolean' || typeof value === 'bigint') return String(value);
	if (typeof value === 'number' && Number.isFinite(value)) return String(value);
	if (typeof value === 'number') {
		throw new InvalidInput(
			`'${label}' is not a number that can be written out`,
			'Check the expression: it calculates with a value that is missing or not a number.',
		);
	}
	const kind = Array.isArray(value) ? 'a list' : 'an object';
	throw new InvalidInput(
		`'${label}' holds ${kind} where text is expected`,
		`Point the expression at one value inside ${kind === 'a list' ? 'the list' : 'the object'}, for example {{ $json.customer.name }}.`,
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
		`Shorten it by ${grouped(size - max)}. In an expression, .slice(0, ${max}) cuts it.`,
	);
}

/**
 * Text that has to be there, exactly as written.
 * @param max code points
 */
export function requiredText(label: string, value: unknown, max: number): string {
	const text = toText(label, value);
	if (text.trim() === '') {
		throw new InvalidInput(
			`'${label}' is empty`,
			'Fill it in. If it holds an expression, check that the incoming item has that field.',
		);
	}
	return notOver(label, text, max);
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
	const text = requiredText(label, value, max).trim();
	if (!URL.canParse(text)) throw notAUrl(label, text);
	const url = new URL(text);
	if (url.protocol !== 'https:' && url.protocol !== 'http:') throw notAUrl(label, text);
	if (reach === 'public' && isPrivateHost(url.hostname)) {
		throw new InvalidInput(
			`'${label}' points to ${url.hostname}, which WhatsApp cannot reach`,
			'Use an address that is open to the Internet, for example the file on your shop or CDN.',
		);
	}
	return /^[\x21-\x7e]+$/.test(text) ? text : notOver(label, url.href, max);
}

function notAUrl(label: string, text: string): InvalidInput {
	const shown = codePoints(text) > 60 ? `${[...text].slice(0, 60).join('')}…` : text;
	return new InvalidInput(
		`'${label}' is not a web address: ${shown}`,
		'Give a full address that begins with https://, for example https://example.com/photo.jpg.',
	);
}

/** A number between two bounds, from a number or from text such as "12.97". */
export function numberBetween(label: string, value: unknown, min: number, max: number): number {
	const text = toText(label, value).trim();
	const result = /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i.test(text) ? Number(text) : Number.NaN;
	if (!(result >= min && result <= max)) {
		const found = text === '' ? 'is empty' : `is ${text}`;
		throw new InvalidInput(
			`'${label}' ${found}, and must be a number from ${min} to ${max}`,
			'Write it with a decimal point, for example 12.9716.',
		);
	}
	return result;
}

/**
 * What a JSON field gave: the value itself, or the parsed text.
 * @param expected one sentence that shows the right shape
 */
export function jsonValue(label: string, value: unknown, expected: string): unknown {
	if (typeof value !== 'string') return value ?? undefined;
	if (value.trim() === '') return undefined;
	try {
		return JSON.parse(value) as unknown;
	} catch (error) {
		const reason = error instanceof Error ? error.message : String(error);
		const invalid = new InvalidInput(`'${label}' is not valid JSON: ${reason}`, expected);
		throw invalid;
	}
}

/** Whether a value is a plain keyed object, as opposed to a list, null or a single value. */
export function isRecord(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A value if it is text with something in it. */
export function nonEmpty(value: unknown): string | undefined {
	return typeof value === 'string' && value.trim() !== '' ? value : undefined;
}
