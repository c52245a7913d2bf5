import { httpUrl, isRecord, jsonValue, requiredText } from '../message/checks';
import { InvalidInput } from '../message/invalid-input';
import { LIMITS } from '../message/limits';
import {
	fromFieldId,
	fromTemplateMark,
	headerMedium,
	isPlaceholder,
	toField,
	type TemplateField,
} from './fields';
import type { Slot } from './describe';

/** Values for a template in the order of its placeholders, and what had to be changed in them. */
export interface TemplateArguments {
	templateArgs: string[];
	notices: string[];
}

/** What the resource mapper of the form stores: the values by field id, and the fields it showed. */
export interface StoredVariables {
	value: Record<string, unknown> | null;
	schema?: Array<{ id: string; displayName?: string; removed?: boolean }>;
}

const COUNT_ADVICE =
	"The template may have changed since it was picked. Pick it again in 'Template' and fill in its fields.";

/**
 * Builds `templateArgs` from the form, by placeholder number. The fields that the form showed when
 * the template was picked say how many there are; nothing is looked up.
 * @param reach see {@link httpUrl}
 * @throws InvalidInput when a field is empty, missing or unknown
 */
export function argumentsFromForm(
	stored: StoredVariables,
	reach: 'public' | 'anywhere',
): TemplateArguments {
	const values = stored.value ?? {};
	const fields = fieldsOf(stored);
	const byNumber = new Map<number, { field: TemplateField; part: string }>();
	for (const field of fields) {
		const position = fromFieldId(field.id);
		if (!position || byNumber.has(position.placeholder)) {
			throw new InvalidInput(
				`'Variables' holds '${field.id}', which the template has no place for`,
				COUNT_ADVICE,
			);
		}
		byNumber.set(position.placeholder, { field, part: position.part });
	}
	return collect(
		byNumber.size,
		(number) => {
			const entry = byNumber.get(number);
			if (!entry) {
				throw new InvalidInput(
					`'Variables' has no value for {{${number}}} of the template`,
					COUNT_ADVICE,
				);
			}
			return { ...entry, label: entry.field.displayName, value: values[entry.field.id] };
		},
		reach,
	);
}

/**
 * The fields that stand for placeholders. Values of a template that was picked before stay behind
 * where nobody sees them, so only what the form shows counts. A workflow without the form's mark may
 * have been written by hand, with values alone.
 */
export function fieldsOf({ schema = [], value }: StoredVariables): TemplateField[] {
	const shown = schema.filter(({ id }) => isPlaceholder(id));
	const fields = shown.map(({ id, displayName }) => ({ id, displayName: displayName ?? id }));
	if (schema.some(({ id }) => fromTemplateMark(id) !== undefined)) return fields;
	const known = new Set(fields.map(({ id }) => id));
	const others = Object.keys(value ?? {}).filter((id) => !known.has(id) && isPlaceholder(id));
	return [...fields, ...others.map((id) => ({ id, displayName: id }))];
}

/** Whether the form ever showed the fields of the picked template. */
export function formWasFilled(stored: StoredVariables): boolean {
	return (stored.schema?.length ?? 0) > 0 || Object.keys(stored.value ?? {}).length > 0;
}

const JSON_SHAPE =
	'Give a list in the order of the placeholders, for example ["Jane", "A1001"], or an object by their numbers, for example {"1": "Jane", "2": "A1001"}.';

/**
 * Builds `templateArgs` from JSON: a list in order, or an object keyed by placeholder number or by
 * field id. The number of values has to be the template's own.
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
		: byPlaceholder(label, given);

	for (const number of values.keys()) {
		if (number <= slots.length) continue;
		throw new InvalidInput(
			`'${label}' has ${values.size === 1 ? '1 value' : `${values.size} values`}, and the template has ${countOf(slots.length)}`,
			slots.length === 0 ? 'Leave the field empty for this template.' : JSON_SHAPE,
		);
	}
	return collect(
		slots.length,
		(number) => {
			const slot = slots[number - 1] ?? { placeholder: number, part: 'unknown' as const };
			const field = toField(slot);
			if (!values.has(number)) {
				throw new InvalidInput(
					`'${label}' has no value for {{${number}}} (${field.displayName}); the template has ${countOf(slots.length)}`,
					JSON_SHAPE,
				);
			}
			const part = slot.part === 'header' ? (headerMedium(slot.kind) ?? 'header') : slot.part;
			return { part, label: `${label}: ${field.displayName}`, value: values.get(number) };
		},
		reach,
	);
}

function countOf(placeholders: number): string {
	if (placeholders === 0) return 'no placeholders';
	return placeholders === 1 ? '1 placeholder' : `${placeholders} placeholders`;
}

function byPlaceholder(label: string, given: unknown): Map<number, unknown> {
	if (!isRecord(given)) {
		throw new InvalidInput(`'${label}' is neither a list nor an object`, JSON_SHAPE);
	}
	const values = new Map<number, unknown>();
	for (const [key, value] of Object.entries(given)) {
		const number = /^[1-9]\d{0,2}$/.test(key) ? Number(key) : fromFieldId(key)?.placeholder;
		if (number === undefined || values.has(number)) {
			throw new InvalidInput(
				`'${label}' has the key '${key}', which is no placeholder number`,
				JSON_SHAPE,
			);
		}
		values.set(number, value);
	}
	return values;
}

interface Value {
	part: string;
	label: string;
	value: unknown;
}

function collect(
	count: number,
	valueOf: (placeholder: number) => Value,
	reach: 'public' | 'anywhere',
): TemplateArguments {
	const notices: string[] = [];
	const templateArgs = Array.from({ length: count }, (_, index) => {
		const { part, label, value } = valueOf(index + 1);
		if (headerMedium(part)) return httpUrl(label, value, LIMITS.mediaUrl, reach);
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
