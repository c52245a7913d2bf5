import { InvalidInput } from '../errors/invalid-input';
import { httpUrl, jsonValue, requiredText } from '../message/checks';
import { LIMITS } from '../message/limits';
import { pageLinkNotices } from '../message/page-links';
import { excerpt, isRecord, quoted } from '../values';
import type { Slot } from './describe';
import {
	fieldsDigest,
	headerMedium,
	isPlaceholder,
	labelOf,
	partOfField,
} from './placeholder-fields';
import type { StoredVariables } from './stored';

/** Values for a template in the order of its placeholders, and what had to be changed in them. */
export interface TemplateArguments {
	templateArgs: string[];
	notices: string[];
}

const REOPEN_ADVICE =
	"Close the node and open it again: n8n then reads the fields of the template again. Check every value before you send, or give them with 'Using JSON'.";

/**
 * Builds `templateArgs` from the form, in the order of its fields; nothing is looked up. Values of a
 * template that was picked before stay behind where nobody sees them, so only what the form shows
 * counts.
 * @param digest what the form's mark says of its fields
 * @param reach see {@link httpUrl}
 * @throws InvalidInput when a field is empty or unknown, or when fields are missing or out of order
 */
export function argumentsFromForm(
	{ value, schema }: StoredVariables,
	digest: string,
	reach: 'public' | 'anywhere',
): TemplateArguments {
	const fields = schema.filter(isPlaceholder);
	const parts = fields.map(({ id }) => {
		const part = partOfField(id);
		if (part !== undefined) return part;
		throw new InvalidInput(
			`'Variables' holds ${quoted(id)}, which does not say where in the template it belongs`,
			REOPEN_ADVICE,
		);
	});
	if (fieldsDigest(fields) !== digest) {
		throw new InvalidInput(
			"'Variables' does not hold the fields that were read from the template, in their order",
			REOPEN_ADVICE,
		);
	}
	return collect(
		fields.map(({ id, displayName }, index) => ({
			part: parts[index] ?? '',
			label: excerpt(displayName, 100),
			value: value?.[id],
		})),
		reach,
	);
}

const JSON_SHAPE =
	'Give a list in the order of the placeholders, for example ["Jane", "A1001"], or an object by their numbers or names, for example {"1": "Jane", "2": "A1001"} or {"customer_name": "Jane"}.';

/**
 * Builds `templateArgs` from JSON: a list in order, or an object keyed by placeholder number or name.
 * The number of values has to be the template's own.
 * @param slots the template's placeholders, looked up before
 * @throws InvalidInput
 */
export function argumentsFromJson(
	json: unknown,
	slots: Slot[],
	reach: 'public' | 'anywhere',
): TemplateArguments {
	const label = 'Variables (JSON)';
	const given = jsonValue(label, json, JSON_SHAPE) ?? [];
	const values = Array.isArray(given)
		? new Map(given.map((value: unknown, index) => [index + 1, value]))
		: byPlaceholder(label, given, slots);

	for (const number of values.keys()) {
		if (number <= slots.length) continue;
		throw new InvalidInput(
			`'${label}' has ${values.size === 1 ? '1 value' : `${values.size} values`}, and the template has ${countOf(slots.length)}`,
			slots.length === 0 ? 'Leave the field empty for this template.' : JSON_SHAPE,
		);
	}
	return collect(
		slots.map((slot) => {
			const number = slot.placeholder;
			if (!values.has(number)) {
				throw new InvalidInput(
					`'${label}' has no value for ${describedAs(slot)}; the template has ${countOf(slots.length)}`,
					JSON_SHAPE,
				);
			}
			const part = slot.part === 'header' ? (headerMedium(slot.kind) ?? 'header') : slot.part;
			return { part, label: `${label}: ${labelOf(slot)}`, value: values.get(number) };
		}),
		reach,
	);
}

function countOf(placeholders: number): string {
	if (placeholders === 0) return 'no placeholders';
	return placeholders === 1 ? '1 placeholder' : `${placeholders} placeholders`;
}

function byPlaceholder(label: string, given: unknown, slots: Slot[]): Map<number, unknown> {
	if (!isRecord(given)) {
		throw new InvalidInput(`'${label}' is neither a list nor an object`, JSON_SHAPE);
	}
	const numbers = new Map(
		slots.flatMap(({ name, placeholder }) => (name ? [[name, placeholder]] : [])),
	);
	const values = new Map<number, unknown>();
	for (const [key, value] of Object.entries(given)) {
		const number = numbers.get(key) ?? (/^[1-9]\d{0,2}$/.test(key) ? Number(key) : undefined);
		if (number === undefined) {
			const names = [...numbers.keys()].map((name) => `{{${name}}}`).join(', ');
			throw new InvalidInput(
				`'${label}' has the key ${quoted(key)}, which is not a placeholder of this template`,
				names ? `The template has ${names}. ${JSON_SHAPE}` : JSON_SHAPE,
			);
		}
		if (values.has(number)) {
			throw new InvalidInput(
				`'${label}' has two values for ${placeholderOf(slots[number - 1], number)}, one by its number and one by its name`,
				'Give one of the two.',
			);
		}
		values.set(number, value);
	}
	return values;
}

/** A placeholder with where it stands, unless its name is all there is to say. */
function describedAs(slot: Slot): string {
	const placeholder = placeholderOf(slot, slot.placeholder);
	return labelOf(slot) === slot.name ? placeholder : `${placeholder} (${labelOf(slot)})`;
}

/** A placeholder as the template's text shows it. */
function placeholderOf(slot: Slot | undefined, number: number): string {
	return `{{${slot?.name ?? number}}}`;
}

interface Value {
	part: string;
	label: string;
	value: unknown;
}

function collect(values: Value[], reach: 'public' | 'anywhere'): TemplateArguments {
	const notices: string[] = [];
	const templateArgs = values.map(({ part, label, value }) => {
		if (headerMedium(part)) {
			const url = httpUrl(label, value, LIMITS.mediaUrl, reach);
			notices.push(...pageLinkNotices(label, url));
			return url;
		}
		const text = requiredText(label, value, LIMITS.text);
		if (part === 'button') return text;
		const flat = flatten(text);
		if (flat !== text.trim()) {
			notices.push(
				`${label}: line breaks, tabs or more than four spaces were replaced by one space, because WhatsApp refuses them in a template`,
			);
		}
		return flat;
	});
	return { templateArgs, notices };
}

/** WhatsApp refuses line breaks, tabs and more than four spaces in a row in a template's values. */
function flatten(text: string): string {
	const refused = /[\n\r\t\v\f\u0085\u2028\u2029]| {5,}/;
	return text.replace(/[\s\u0085]+/g, (run) => (refused.test(run) ? ' ' : run)).trim();
}
