import type { IDataObject } from 'n8n-workflow';

/** Whether a value is a plain keyed object, as opposed to a list, null or a single value. */
export function isRecord(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What was picked in a picker (n8n's resource locator); any other value as it is. */
export function picked(value: unknown): unknown {
	return isRecord(value) && 'mode' in value && 'value' in value ? value.value : value;
}

/** A value if it is text with something in it. */
export function nonEmpty(value: unknown): string | undefined {
	return typeof value === 'string' && value.trim() !== '' ? value : undefined;
}

/**
 * The parts of an address; undefined for a text that is not one. `URL.canParse` would not do: in
 * Node 20 and 22 it rejects addresses with letters such as ü once it has been called some thousand
 * times.
 */
export function parsedUrl(text: string): URL | undefined {
	try {
		return new URL(text);
	} catch {
		return undefined;
	}
}

/**
 * The beginning of a text on one line, which is as much of it as a message has to show.
 * @param max characters (code points)
 */
export function excerpt(text: string, max = 60): string {
	const start = text.slice(0, EXCERPT_READ);
	const line = [...start.replace(LONE_SURROGATE, '\ufffd').replace(/\s+/g, ' ').trim()];
	const isWhole = start.length === text.length && line.length <= max;
	return isWhole ? line.join('') : `${line.slice(0, max).join('')}…`;
}

/** How much of a text an excerpt is made of, in UTF-16 units; blanks shrink to one. */
const EXCERPT_READ = 2000;

const LONE_SURROGATE = /\p{Surrogate}/gu;

/** A user's value the way messages show it: an excerpt in quotation marks. */
export function quoted(text: string): string {
	return `'${excerpt(text)}'`;
}

/** Leaves out undefined values, so that a key is there only if it has a value. */
export function withoutGaps(fields: Record<string, unknown>): IDataObject {
	return Object.fromEntries(
		Object.entries(fields).filter(([, value]) => value !== undefined),
	) as IDataObject;
}

/**
 * The entries of a text, separated by commas, semicolons or line breaks; blank ones do not count.
 */
export function separated(text: string): string[] {
	return text
		.split(/[,;\n]/)
		.map((entry) => entry.trim())
		.filter((entry) => entry !== '');
}

/** Forgets the oldest entries of a set or map until `max` are left. */
export function keepNewest(entries: Set<string> | Map<string, unknown>, max: number): void {
	for (const oldest of entries.keys()) {
		if (entries.size <= max) break;
		entries.delete(oldest);
	}
}

/** Sets an entry of a map as its newest one, and forgets the oldest until `max` are left. */
export function setNewest<T>(entries: Map<string, T>, key: string, value: T, max: number): T {
	entries.delete(key);
	entries.set(key, value);
	keepNewest(entries, max);
	return value;
}
