// What of an answer may be told: kinds, lengths, digests, and words of Zoko's own vocabulary.
import { createHmac, randomBytes } from 'node:crypto';

/** Thrown away at the end of the run, so that nobody can try phone numbers against a digest. */
const SALT = randomBytes(32);

/** Stands for a text within one report: equal texts have equal digests there, and nowhere else. */
export const digest = (text) => createHmac('sha256', SALT).update(text).digest('hex').slice(0, 8);

const UUID = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/i;
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:?\d\d)$/;

/** What a kind asks of a value. @type {Record<string, (value: unknown) => boolean>} */
const KINDS = {
	null: (value) => value === null,
	boolean: (value) => typeof value === 'boolean',
	integer: (value) => Number.isInteger(value),
	number: (value) => typeof value === 'number',
	array: (value) => Array.isArray(value),
	object: (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
	string: (value) => typeof value === 'string',
	empty: (value) => value === '',
	uuid: (value) => typeof value === 'string' && UUID.test(value),
	time: (value) => typeof value === 'string' && TIME.test(value),
	'phone with plus': (value) => typeof value === 'string' && /^\+\d{7,15}$/.test(value),
	'phone without plus': (value) => typeof value === 'string' && /^\d{7,15}$/.test(value),
	url: (value) => typeof value === 'string' && /^https?:\/\/\S+$/.test(value),
};

/** The most telling kind of a value; a text with its length. */
export function kindOf(value) {
	const order = ['empty', 'uuid', 'time', 'phone with plus', 'phone without plus', 'url', 'string'];
	const rest = ['null', 'boolean', 'integer', 'number', 'array', 'object'];
	const kind = [...order, ...rest].find((name) => KINDS[name](value)) ?? typeof value;
	return kind === 'string' || kind === 'url' ? `${kind} of ${[...value].length}` : kind;
}

/** Keys whose values are words of Zoko's vocabulary, and so may be told. */
const VOCABULARY = new Set(
	'appType channel chatType deliveryChannel deliveryStatus direction entityType event platform state status statusText templateType type'.split(
		' ',
	),
);

/** One word as programs write it: no blank, no run of digits. `200` is a status. */
const isWord = (value) =>
	typeof value === 'string' && /^(?:[A-Za-z][A-Za-z_:-]{0,39}|\d{3})$/.test(value);

/** A key that may hold somebody's data, as in a map by phone number, is not told. */
const safeKey = (key) =>
	/^[_$]?[a-z][A-Za-z_]{0,29}\d?$/.test(key) ? key : `(key of ${key.length})`;

/** A value as the report may show it: a figure, a word of the vocabulary, or its kind and digest. */
export function shown(value, key = '') {
	if (value === null || ['boolean', 'undefined'].includes(typeof value)) return value ?? null;
	if (typeof value === 'number')
		return value >= 0 && value < 1000 && Number.isInteger(value) ? value : kindOf(value);
	if (VOCABULARY.has(key) && isWord(value)) return value;
	if (typeof value === 'string' && kindOf(value).startsWith('string'))
		return `${kindOf(value)} (${digest(value)})`;
	return kindOf(value);
}

/**
 * Compares a value with what is expected of it. `'uuid|null'` names kinds; an object names keys, those
 * with a question mark may be missing; an array holds what each of its elements is; a list under
 * `words` holds the words of a vocabulary.
 * @returns {Array<{ kind: 'missing' | 'other' | 'more', text: string }>} nothing when all is as expected
 */
export function compare(expected, value, path = '') {
	const here = path || 'it';
	const key = path.split('.').at(-1).replace('[]', '');
	if (typeof expected === 'string') {
		if (expected.split('|').some((kind) => KINDS[kind](value))) return [];
		return [{ kind: 'other', text: `${here} is ${kindOf(value)}, not ${expected}` }];
	}
	if (expected.words) {
		if (expected.words.includes(value)) return [];
		const kind = typeof value === 'string' && expected.open ? 'more' : 'other';
		return [{ kind, text: `${here} is ${JSON.stringify(shown(value, key))}` }];
	}
	if (Array.isArray(expected)) {
		if (!Array.isArray(value))
			return [{ kind: 'other', text: `${here} is ${kindOf(value)}, not array` }];
		const found = value.flatMap((entry) => compare(expected[0], entry, `${path}[]`));
		return unique(found);
	}
	if (!KINDS.object(value))
		return [{ kind: 'other', text: `${here} is ${kindOf(value)}, not object` }];
	const inside = (name) => (path ? `${path}.${name}` : name);
	const known = new Set();
	const found = Object.entries(expected).flatMap(([name, wanted]) => {
		const optional = name.endsWith('?');
		const bare = optional ? name.slice(0, -1) : name;
		known.add(bare);
		if (bare in value) return compare(wanted, value[bare], inside(bare));
		return optional ? [] : [{ kind: 'missing', text: `${inside(bare)} is missing` }];
	});
	const more = Object.keys(value)
		.filter((name) => !known.has(name))
		.map((name) => ({
			kind: 'more',
			text: `${inside(safeKey(name))} is there, ${kindOf(value[name])}`,
		}));
	return unique([...found, ...more]);
}

const unique = (found) => [...new Map(found.map((each) => [each.text, each])).values()];
