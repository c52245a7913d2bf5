import { InvalidInput } from '../errors/invalid-input';
import { isRecord, quoted } from '../values';
import { codePoints, jsonValue, onlyKeys, optionalText, requiredText, toText } from './checks';
import type { Form, FormOrJson } from './form';

/**
 * The text above buttons or a list.
 * @throws InvalidInput
 */
export function bodyOf(form: Form, max: number): { text: string } {
	return { text: requiredText(form.bodyLabel ?? 'Body', form.get('body'), max) };
}

/**
 * The list that a form or JSON field holds.
 * @param name the fixed collection's entry in form mode
 * @param jsonShape one sentence that shows what the JSON should look like
 * @throws InvalidInput
 */
export function listFrom(
	{ label, value, json }: FormOrJson,
	name: string,
	jsonShape: string,
): unknown[] {
	const given = json ? jsonValue(label, value, jsonShape) : value;
	const lists = isRecord(given)
		? Object.values(onlyKeys(label, given, [name, `${name}s`]))
		: [given];
	const list = lists.length > 1 ? lists.flat() : lists[0];
	if (Array.isArray(list)) return list;
	if (list === undefined || list === null) return [];
	throw new InvalidInput(`'${label}' is not a list`, json ? jsonShape : 'Add entries to it.');
}

/**
 * An entry of a JSON list: an object, or a text that stands for its title. Zoko and Meta wrap a
 * button into `reply`.
 * @param more keys that an entry may have beside title, payload and id
 * @throws InvalidInput also for a key that nobody would read
 */
export function entry(label: string, value: unknown, more: string[] = []): Record<string, unknown> {
	if (typeof value === 'string' || typeof value === 'number') return { title: value };
	if (!isRecord(value)) {
		throw new InvalidInput(
			`'${label}' is neither an object nor a text`,
			'Give each entry a title, for example {"title": "Yes"}.',
		);
	}
	const { reply } = value;
	if (!isRecord(reply)) return onlyKeys(label, value, ['title', 'payload', 'id', ...more]);
	onlyKeys(label, value, ['type', 'reply']);
	if (value.type !== undefined && value.type !== 'reply') {
		throw new InvalidInput(
			`'${label}' is of type ${quoted(String(value.type))}, and only buttons of type 'reply' can be sent`,
			'Leave the type out. A button that opens a link needs a template.',
		);
	}
	return onlyKeys(label, reply, ['title', 'payload', 'id']);
}

/**
 * Title and payload of a button or row. Meta calls the payload `id`. Without one the title is what
 * comes back.
 * @param reserved see `Form.reserved`
 */
export function titleAndPayload(
	label: string,
	value: Record<string, unknown>,
	limits: { title: number; payload: number },
	reserved = 0,
): { title: string; payload: string } {
	const title = requiredText(`${label}: Title`, value.title, limits.title);
	if (reserved > 0) {
		for (const name of ['payload', 'id']) {
			const text = toText(`${label}: ${name}`, value[name]);
			refuseLongPayload(`${label}: Payload`, text, limits.payload, reserved);
		}
	}
	const payload = optionalText(`${label}: Payload`, value.payload, limits.payload);
	const id = optionalText(`${label}: id`, value.id, limits.payload);
	if (payload !== undefined && id !== undefined && payload !== id) {
		throw new InvalidInput(
			`'${label}' has a payload and another id`,
			'Give one of the two; both say what comes back when it is tapped.',
		);
	}
	return { title, payload: payload ?? id ?? title };
}

/**
 * Refuses entries that share what has to tell them apart.
 * @param what the field that is repeated, for example "title"
 * @param names what the entries are called, for example "row 2"
 * @throws InvalidInput that names the entries
 */
export function mustDiffer(label: string, what: string, values: string[], names: string[]): void {
	const repeated = values.find((value, index) => values.indexOf(value) !== index);
	if (repeated === undefined) return;
	const same = names.filter((_, index) => values[index] === repeated);
	throw new InvalidInput(
		`'${label}' has the ${what} ${quoted(repeated)} more than once: in ${same.slice(0, -1).join('; ')} and ${same.at(-1)}`,
		`Give each one its own ${what}; WhatsApp refuses repeated ones.`,
	);
}

/**
 * Refuses a payload that leaves no room for what will be added to it.
 * @param max code points that WhatsApp takes
 * @param reserved code points of what will be added
 * @throws InvalidInput that names how many are left
 */
export function refuseLongPayload(
	label: string,
	payload: string,
	max: number,
	reserved: number,
): void {
	const size = codePoints(payload);
	const left = max - reserved;
	if (size <= left) return;
	throw new InvalidInput(
		`'${label}' is ${size} characters long, and ${left} are left: WhatsApp takes ${max}, of which ${reserved} find the waiting run`,
		`Shorten it by ${size - left}. An ID is enough: the workflow still has all its data when the answer comes.`,
	);
}
