import { isRecord, jsonValue, optionalText, requiredText } from './checks';
import { InvalidInput } from './invalid-input';

/**
 * The list that a form or JSON field holds.
 * @param name the fixed collection's entry in form mode
 * @throws InvalidInput
 */
export function listFrom(
	label: string,
	value: unknown,
	name: string,
	jsonShape?: string,
): unknown[] {
	const given = jsonShape === undefined ? value : jsonValue(label, value, jsonShape);
	const list = isRecord(given) ? (given[name] ?? given[`${name}s`]) : given;
	if (Array.isArray(list)) return list;
	if (list === undefined || list === null) return [];
	throw new InvalidInput(`'${label}' is not a list`, jsonShape ?? 'Add entries to it.');
}

/** An entry of a JSON list: an object, or a text that stands for its title. */
export function entry(label: string, value: unknown): Record<string, unknown> {
	if (isRecord(value)) return isRecord(value.reply) ? value.reply : value;
	if (typeof value === 'string' || typeof value === 'number') return { title: value };
	throw new InvalidInput(
		`'${label}' is neither an object nor a text`,
		'Give each entry a title, for example {"title": "Yes"}.',
	);
}

/** Title and payload of a button or row. Without a payload the title is what comes back. */
export function titleAndPayload(
	label: string,
	value: Record<string, unknown>,
	limits: { title: number; payload: number },
): { title: string; payload: string } {
	const title = requiredText(`${label}: Title`, value.title, limits.title);
	const payload = optionalText(`${label}: Payload`, value.payload, limits.payload);
	return { title, payload: payload ?? title };
}

/**
 * Refuses entries that share what has to tell them apart.
 * @param what the field that is repeated, for example "title"
 */
export function mustDiffer(label: string, what: string, values: string[]): void {
	const repeated = values.find((value, index) => values.indexOf(value) !== index);
	if (repeated === undefined) return;
	throw new InvalidInput(
		`'${label}' has the ${what} '${repeated}' more than once`,
		`Give each one its own ${what}; WhatsApp refuses repeated ones.`,
	);
}
