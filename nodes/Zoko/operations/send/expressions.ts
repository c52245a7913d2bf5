import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import { InvalidInput } from '../../errors/invalid-input';
import { isDate, toText } from '../../message/checks';
import { excerpt, isRecord } from '../../values';
import { isMadeOfNothing, type Reference, referencesIn } from './references';

/** What objects, dates, functions and failed calculations look like when n8n puts them into a text. */
const NO_TEXT =
	/\[object [\w ]+\]|\[native code\]|\b(?:NaN|Infinity|undefined|null)\b|\bInvalid Date|\d{4}-\d\d-\d\dT\d\d:\d\d|GMT[+-]\d{4}|\bPT?-?\d/;

/**
 * The same when an expression has put it there, and the milliseconds of a date. A customer may have
 * written the same words, so they only tell where to look more closely.
 */
const SUSPICIOUS = new RegExp(String.raw`${NO_TEXT.source}|NaN|Infinity|undefined|null|\d{13}`);

/**
 * Such a value when an expression itself has made a text of it, perhaps with signs of a currency.
 */
const MADE_OF_NOTHING =
	/^[^\p{L}\p{N}]*(?:NaN|Infinity|undefined|null|Invalid Date(?:Time)?|object [\w ]+)[^\p{L}\p{N}]*$/u;

/** Whether an expression calculates or calls something, so that it does more than repeat a value. */
const COMPUTES = /[(+*/`]/;

/** One of n8n's expressions in a field that takes text as it is. */
const FIXED_EXPRESSION = /\{\{\s*\$(?:json|input|item|node|now|today|fromAI|\()[^]{0,200}?\}\}/;

/** Every `{{ … }}` of an expression. */
export const PARTS = /(?<!\\)\{\{[^]*?(?<!\\)\}\}/g;

/** A `{{ … }}` of an expression, and what it gives for an item. */
export interface Part {
	source: string;
	value: unknown;
	/** See {@link referencesIn}. */
	references(): Reference[] | undefined;
}

/** The parameters of a node as they were written, and what parts of their expressions give. */
export class Expressions {
	private readonly written: Record<string, unknown>;

	/** @param fields the form, which knows what the parameters are called */
	constructor(
		private readonly context: IExecuteFunctions,
		private readonly fields: INodeProperties[],
	) {
		this.written = context.getNode().parameters;
	}

	/**
	 * The parts of an expression, one by one; none for a parameter that is not an expression.
	 * @param path names of parameter and inner fields
	 */
	partsAt(path: string[], itemIndex: number): Part[] {
		const written = path.reduce<unknown>(
			(outer, key) => (isRecord(outer) ? outer[key] : undefined),
			this.written,
		);
		return this.partsOf(written, itemIndex);
	}

	/**
	 * Looks for what nobody means to send in the texts of a parameter.
	 * @param value what its expressions give for the item
	 * @returns what the user should know about it
	 * @throws InvalidInput when part of a text is an object, a list or not a number
	 */
	examine(name: string, value: unknown, itemIndex: number): string[] {
		return this.walk([name], this.written[name], value, itemIndex);
	}

	private walk(path: string[], written: unknown, value: unknown, itemIndex: number): string[] {
		if (typeof written === 'string') return this.check(path, written, value, itemIndex);
		if (typeof written !== 'object' || written === null) return [];
		if (typeof value !== 'object' || value === null) return [];
		return Object.entries(written).flatMap(([key, inner]) =>
			this.walk([...path, key], inner, (value as Record<string, unknown>)[key], itemIndex),
		);
	}

	private check(path: string[], written: string, value: unknown, itemIndex: number): string[] {
		if (isDate(value)) return [dateNotice(this.labelOf(path), value)];
		if (!written.startsWith('=')) this.refuseFixed(path, written);
		if (!written.startsWith('=') || typeof value !== 'string' || !SUSPICIOUS.test(value)) return [];
		const label = this.labelOf(path);
		return this.partsOf(written, itemIndex).flatMap((part) => {
			if (isDate(part.value)) return [dateNotice(label, part.value)];
			if (!isNoText(part)) return [];
			throw new InvalidInput(
				`'${label}' contains a value that is not text: ${excerpt(part.source)} would be sent as ${excerpt(String(part.value))}`,
				typeof part.value === 'number' || typeof part.value === 'string'
					? 'Check the expression: a value that it works with is missing, or not of the kind that it needs.'
					: 'Point the expression at one value inside, for example {{ $json.customer.name }}.',
			);
		});
	}

	/** Nobody means to send an expression as it is written; an imported workflow may have one. */
	private refuseFixed(path: string[], written: string): void {
		const [source] = FIXED_EXPRESSION.exec(written) ?? [];
		if (source === undefined) return;
		throw new InvalidInput(
			`'${this.labelOf(path)}' is set to Fixed, so ${excerpt(source)} would be sent as it stands`,
			"Switch the field to 'Expression'.",
		);
	}

	private partsOf(written: unknown, itemIndex: number): Part[] {
		if (typeof written !== 'string' || !written.startsWith('=')) return [];
		const evaluate = (source: string): unknown =>
			this.context.evaluateExpression(source, itemIndex);
		return [...written.matchAll(PARTS)].map(([source]) => {
			const value = evaluate(source);
			return { source, value, references: () => referencesIn(source, value, evaluate) };
		});
	}

	/** What the form calls a parameter, or a field of a template. */
	private labelOf([name = '', ...inner]: string[]): string {
		const parameter = this.written[name];
		const schema = isRecord(parameter) && Array.isArray(parameter.schema) ? parameter.schema : [];
		const shownAs = schema.filter(isRecord).find(({ id }) => id === inner.at(-1));
		if (typeof shownAs?.displayName === 'string') return shownAs.displayName;
		return this.fields.find((field) => field.name === name)?.displayName ?? name;
	}
}

/** A customer may have written what a part repeats, but not what it calculates. */
function isNoText({ source, value, references }: Part): boolean {
	// n8n writes nothing for these.
	if (value === undefined || value === null) return false;
	if (typeof value !== 'string') return NO_TEXT.test(String(value));
	if (!COMPUTES.test(source) || !SUSPICIOUS.test(value)) return false;
	const known = references();
	return known ? isMadeOfNothing(source, value, known) : MADE_OF_NOTHING.test(value);
}

function dateNotice(label: string, date: unknown): string {
	return `${label}: a date was written as ${toText(label, date)}. To make it readable, use .toFormat() in the expression, for example {{ $now.toFormat('d MMM') }}`;
}
