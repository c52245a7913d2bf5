import fc from 'fast-check';
import { InvalidInput } from '../../nodes/Zoko/message/invalid-input';
import {
	argumentsFromForm,
	argumentsFromJson,
	formWasFilled,
} from '../../nodes/Zoko/template/arguments';
import { templateSlots } from '../../nodes/Zoko/template/describe';
import { idApart, NO_VARIABLES_ID, templateMark, toField } from '../../nodes/Zoko/template/fields';
import { refusalOf } from '../harness/form';

const IMAGE = 'https://example.com/a.jpg';
const SLOTS = templateSlots(
	'Header: Image {{1}} \nBody: Hi {{2}}, order {{3}}.\nButtons: [Track] {{4}}\n',
	4,
);
const SCHEMA = SLOTS.map(toField);
const VALUES = { image_1: IMAGE, body_2: 'Jane', body_3: 'A1001', button_4: 'track-A1001' };
const ARGS = [IMAGE, 'Jane', 'A1001', 'track-A1001'];

const form = (value: Record<string, unknown> | null, schema = SCHEMA) =>
	argumentsFromForm({ value, schema }, 'public');
const json = (value: unknown, slots = SLOTS) => argumentsFromJson(value, slots, 'public');

const LONG = templateSlots(
	`Body: ${Array.from({ length: 12 }, (_, index) => `{{${index + 1}}}`).join(' - ')}\n`,
	12,
);
const TWELVE = Array.from({ length: 12 }, (_, index) => `value ${index + 1}`);

describe('from the form', () => {
	it('is in the order of the placeholders', () => {
		expect(form(VALUES)).toEqual({ templateArgs: ARGS, notices: [] });
	});

	it('does not depend on the order of keys or fields', () => {
		const backwards = Object.fromEntries(Object.entries(VALUES).reverse());
		expect(form(backwards, [...SCHEMA].reverse()).templateArgs).toEqual(ARGS);
	});

	it('keeps twelve in order whatever their order in the workflow file', () => {
		const fields = LONG.map(toField);
		const byId = fields.map(({ id }, index): [string, string] => [id, TWELVE[index] ?? '']);
		fc.assert(
			fc.property(fc.shuffledSubarray(byId, { minLength: 12 }), (entries) => {
				expect(form(Object.fromEntries(entries), fields).templateArgs).toEqual(TWELVE);
			}),
		);
	});

	it('takes numbers and booleans as text', () => {
		const schema = [
			{ id: 'body_1', displayName: 'a' },
			{ id: 'body_2', displayName: 'b' },
		];
		expect(form({ body_1: 0, body_2: false }, schema).templateArgs).toEqual(['0', 'false']);
	});

	it('works without a schema, as in a workflow written by hand', () => {
		expect(argumentsFromForm({ value: VALUES }, 'public').templateArgs).toEqual(ARGS);
	});

	it('values of another template, which the form does not show, are left where they are', () => {
		const schema = [...SCHEMA, { id: templateMark('order'), displayName: 'Template' }];
		expect(form({ ...VALUES, body_1: 'x', body_9: 'y' }, schema).templateArgs).toEqual(ARGS);
		expect(() => form({ ...VALUES, body_9: 'y' })).toThrow(InvalidInput);
	});

	it('fields that were set apart from those of another template are read like others', () => {
		const schema = SCHEMA.map((field) => ({ ...field, id: idApart(field.id, 'order') }));
		const values = Object.entries(VALUES).map(([id, value]) => [idApart(id, 'order'), value]);
		const marked = [...schema, { id: templateMark('order'), displayName: 'Template' }];
		const given = { ...Object.fromEntries(values), body_2: 'of another template' };
		expect(form(given, marked).templateArgs).toEqual(ARGS);
	});

	it('a template without placeholders has none', () => {
		const schema = [{ id: NO_VARIABLES_ID, displayName: 'nothing' }];
		expect(form({}, schema)).toEqual({ templateArgs: [], notices: [] });
		expect(form({ [NO_VARIABLES_ID]: null }, schema).templateArgs).toEqual([]);
		expect(formWasFilled({ value: null, schema })).toBe(true);
		expect(formWasFilled({ value: null, schema: [] })).toBe(false);
		expect(formWasFilled({ value: {} })).toBe(false);
	});

	it.each<[string, Record<string, unknown>, string]>([
		['empty', { ...VALUES, body_2: '' }, 'is empty'],
		['undefined', { ...VALUES, body_2: undefined }, 'is empty'],
		['null', { ...VALUES, body_2: null }, 'is empty'],
		['left out', { image_1: IMAGE, body_3: 'A1001', button_4: 'x' }, 'is empty'],
		['an object', { ...VALUES, body_2: { name: 'Jane' } }, 'holds an object'],
		['no URL for a header', { ...VALUES, image_1: 'a.jpg' }, 'is not a web address'],
		['a foreign field', { ...VALUES, colour: 'red' }, "holds 'colour'"],
		['one field too many', { ...VALUES, body_6: 'x' }, 'no value for {{5}}'],
		['two fields of one number', { ...VALUES, button_2: 'x' }, "holds 'button_2'"],
		['a text over the limit', { ...VALUES, body_2: 'a'.repeat(4097) }, '4,097 characters'],
	])('%s is refused', (_name, values, message) => {
		expect(refusalOf(() => form(values)).message).toContain(message);
	});

	it('calls a field as the form does', () => {
		const { message } = refusalOf(() => form({ ...VALUES, button_4: '' }));
		expect(message).toBe(`'Button "Track": payload' is empty`);
		expect(refusalOf(() => form({ ...VALUES, image_1: '' })).message).toBe(
			"'Header Image URL' is empty",
		);
	});

	it('a removed field of the schema counts as missing, not as shifted', () => {
		const without = SCHEMA.filter(({ id }) => id !== 'body_2');
		expect(
			refusalOf(() => form({ image_1: IMAGE, body_3: 'x', button_4: 'y' }, without)).message,
		).toContain('{{2}}');
	});
});

describe('from JSON', () => {
	it.each<[string, unknown]>([
		['a list', ARGS],
		['text of a list', JSON.stringify(ARGS)],
		['an object by number', { 1: ARGS[0], 2: ARGS[1], 3: ARGS[2], 4: ARGS[3] }],
		[
			'in another order',
			'{"4":"track-A1001","2":"Jane","3":"A1001","1":"https://example.com/a.jpg"}',
		],
		['by field id', VALUES],
	])('%s', (_name, value) => expect(json(value)).toEqual({ templateArgs: ARGS, notices: [] }));

	it('keeps twelve in order, as a list and by number', () => {
		expect(json(TWELVE, LONG).templateArgs).toEqual(TWELVE);
		const byNumber = TWELVE.map((value, index): [string, string] => [String(index + 1), value]);
		expect(json(Object.fromEntries(byNumber.reverse()), LONG).templateArgs).toEqual(TWELVE);
		const padded = byNumber.map(([number, value]): [string, string] => [`body_${number}`, value]);
		expect(json(Object.fromEntries(padded), LONG).templateArgs).toEqual(TWELVE);
	});

	it.each<[unknown]>([[''], [undefined], [null], ['[]'], [[]], ['{}'], [{}]])(
		'%j suits a template without placeholders',
		(value) => expect(json(value, [])).toEqual({ templateArgs: [], notices: [] }),
	);

	it.each<[string, unknown, string]>([
		['too few', ARGS.slice(0, 3), 'no value for {{4}} (Button "Track": payload)'],
		['nothing', '', 'no value for {{1}} (Header Image URL)'],
		['too many', [...ARGS, 'x'], 'has 5 values, and the template has 4 placeholders'],
		['an empty one', [IMAGE, '', 'x', 'y'], 'is empty'],
		['a null', [IMAGE, null, 'x', 'y'], 'is empty'],
		['a nested list', [IMAGE, ['Jane'], 'x', 'y'], 'holds a list'],
		['a key that is no number', { name: 'Jane' }, "the key 'name'"],
		['a key 0', { 0: 'x' }, "the key '0'"],
		['one number twice', { 1: IMAGE, image_1: IMAGE }, "the key 'image_1'"],
		['a text', '"Jane"', 'neither a list nor an object'],
		['a number', 5, 'neither a list nor an object'],
		['broken JSON', '["Jane"', 'is not valid JSON'],
		['a bad header URL', ['photo', 'a', 'b', 'c'], 'is not a web address'],
	])('%s is refused', (_name, value, message) => {
		const refusal = refusalOf(() => json(value));
		expect(refusal.message).toContain(message);
		expect(refusal.message).toContain("'Variables (JSON)");
	});

	it('values for a template without placeholders are refused', () => {
		const { message, remedy } = refusalOf(() => json(['x'], []));
		expect(message).toContain('has 1 value, and the template has no placeholders');
		expect(remedy).toContain('Leave the field empty');
	});

	it('any JSON gives as many texts as placeholders, or InvalidInput', () => {
		fc.assert(
			fc.property(fc.jsonValue({ maxDepth: 2 }), fc.nat(3), (value, count) => {
				const slots = templateSlots('', count);
				try {
					const { templateArgs } = json(value, slots);
					expect(templateArgs).toHaveLength(count);
					for (const text of templateArgs) expect(text.trim()).not.toBe('');
				} catch (error) {
					expect(error).toBeInstanceOf(InvalidInput);
				}
			}),
			{ numRuns: 1000 },
		);
	});
});

describe('what WhatsApp refuses in a body placeholder', () => {
	const [one] = templateSlots('Body: Note: {{1}}\n', 1);
	const flat = (text: string) => json([text], one ? [one] : []);

	it.each([
		['12 Market Road\nBengaluru', '12 Market Road Bengaluru'],
		['a\r\n\r\nb', 'a b'],
		['a    \nb', 'a b'],
		['a\tb', 'a b'],
		['a     b', 'a b'],
		['a \n  b', 'a b'],
		['a\u2028b\u2029c\vd\fe', 'a b c d e'],
	])('%j is flattened, and the output says so', (text, expected) => {
		const { templateArgs, notices } = flat(text);
		expect(templateArgs).toEqual([expected]);
		expect(notices).toEqual([expect.stringMatching(/Note: \{\{1\}\}.*replaced by one space/)]);
	});

	it.each(['a b', 'a    b', 'नमस्ते', '😀 a', 'a\u00a0b'])('%j stays as it is', (text) => {
		expect(flat(text)).toEqual({ templateArgs: [text], notices: [] });
	});

	it.each([' Jane ', 'Jane\n', '\n\nJane'])('trimming %j needs no notice', (text) => {
		expect(flat(text)).toEqual({ templateArgs: ['Jane'], notices: [] });
	});

	it('leaves nothing that WhatsApp refuses, in any text', () => {
		const spaces = fc.constantFrom(' ', '  ', '\n', '\t', '\r', '\u2028', '\u00a0', 'a', 'b');
		fc.assert(
			fc.property(fc.array(spaces, { maxLength: 30 }), (parts) => {
				fc.pre(parts.join('').trim() !== '');
				const [text = ''] = flat(parts.join('')).templateArgs;
				expect(text).not.toMatch(/[\n\r\t\v\f\u0085\u2028\u2029]| {5,}/);
				expect(text.replace(/\s/g, '')).toBe(parts.join('').replace(/\s/g, ''));
			}),
			{ numRuns: 1000 },
		);
	});

	it('button payloads keep what they are', () => {
		const slots = templateSlots('Body: Hi.\nButtons: [Go] {{1}}\n', 1);
		expect(json(['a     b'], slots)).toEqual({ templateArgs: ['a     b'], notices: [] });
	});
});
