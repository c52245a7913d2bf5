import fc from 'fast-check';
import { InvalidInput } from '../../nodes/Zoko/errors/invalid-input';
import { argumentsFromForm, argumentsFromJson } from '../../nodes/Zoko/template/arguments';
import { templateSlots } from '../../nodes/Zoko/template/describe';
import {
	fieldsDigest,
	NO_VARIABLES_ID,
	templateFields,
	templateMark,
	type TemplateField,
} from '../../nodes/Zoko/template/placeholder-fields';
import { formWasFilled } from '../../nodes/Zoko/template/stored';
import { refusalOf } from '../harness/form';

const IMAGE = 'https://example.com/a.jpg';
const DESC = 'Header: Image {{1}} \nBody: Hi {{2}}, order {{3}}.\nButtons: [Track] {{4}}\n';
const SLOTS = templateSlots(DESC, 4);
const fieldsOf = (templateDesc: string, templateVariableCount: number) =>
	templateFields({ templateId: 'order', templateDesc, templateVariableCount });
const SCHEMA = fieldsOf(DESC, 4);
const [HEADER = '', NAME = '', ORDER = '', TRACK = ''] = SCHEMA.map(({ id }) => id);
const VALUES = { [HEADER]: IMAGE, [NAME]: 'Jane', [ORDER]: 'A1001', [TRACK]: 'track-A1001' };
const ARGS = [IMAGE, 'Jane', 'A1001', 'track-A1001'];

const form = (
	value: Record<string, unknown> | null,
	schema: TemplateField[] = SCHEMA,
	digest = fieldsDigest(SCHEMA),
) => argumentsFromForm({ value, schema }, digest, 'public');
const json = (value: unknown, slots = SLOTS) => argumentsFromJson(value, slots, 'public');

const LONG_DESC = `Body: ${Array.from({ length: 12 }, (_, index) => `{{${index + 1}}}`).join(' - ')}\n`;
const LONG = templateSlots(LONG_DESC, 12);
const TWELVE = Array.from({ length: 12 }, (_, index) => `value ${index + 1}`);

describe('from the form', () => {
	it('is in the order of the placeholders', () => {
		expect(form(VALUES)).toEqual({ templateArgs: ARGS, notices: [] });
	});

	it('does not depend on the order of the values', () => {
		expect(form(Object.fromEntries(Object.entries(VALUES).reverse())).templateArgs).toEqual(ARGS);
	});

	it('keeps twelve in order whatever their order in the workflow file', () => {
		const fields = fieldsOf(LONG_DESC, 12);
		const byId = fields.map(({ id }, index): [string, string] => [id, TWELVE[index] ?? '']);
		fc.assert(
			fc.property(fc.shuffledSubarray(byId, { minLength: 12 }), (entries) => {
				const { templateArgs } = form(Object.fromEntries(entries), fields, fieldsDigest(fields));
				expect(templateArgs).toEqual(TWELVE);
			}),
		);
	});

	it('takes numbers and booleans as text', () => {
		const fields = fieldsOf('Body: {{1}} of {{2}}\n', 2);
		const [first = '', second = ''] = fields.map(({ id }) => id);
		const { templateArgs } = form({ [first]: 0, [second]: false }, fields, fieldsDigest(fields));
		expect(templateArgs).toEqual(['0', 'false']);
	});

	it('values of another template, which the form does not show, are left where they are', () => {
		const schema = [
			...SCHEMA,
			templateMark({ templateId: 'order', templateLanguage: 'en' }, SCHEMA),
		];
		expect(form({ ...VALUES, body_x_00000000: 'x' }, schema).templateArgs).toEqual(ARGS);
	});

	it('a template without placeholders has none', () => {
		const schema = [{ id: NO_VARIABLES_ID, displayName: 'nothing' }];
		expect(form({}, schema, fieldsDigest([]))).toEqual({ templateArgs: [], notices: [] });
		expect(formWasFilled({ value: null, schema })).toBe(true);
		expect(formWasFilled({ value: null, schema: [] })).toBe(false);
		expect(formWasFilled({ value: {}, schema: [] })).toBe(false);
	});

	it.each<[string, Record<string, unknown>, string]>([
		['empty', { ...VALUES, [NAME]: '' }, 'is empty'],
		['undefined', { ...VALUES, [NAME]: undefined }, 'is empty'],
		['null', { ...VALUES, [NAME]: null }, 'is empty'],
		['left out', { [HEADER]: IMAGE, [ORDER]: 'A1001', [TRACK]: 'x' }, 'is empty'],
		['an object', { ...VALUES, [NAME]: { name: 'Jane' } }, 'holds an object'],
		['no URL for a header', { ...VALUES, [HEADER]: 'a.jpg' }, 'is not a web address'],
		['a text over the limit', { ...VALUES, [NAME]: 'a'.repeat(4097) }, '4,097 characters'],
	])('%s is refused', (_name, values, message) => {
		expect(refusalOf(() => form(values)).message).toContain(message);
	});

	it('calls a field as the form does', () => {
		const { message } = refusalOf(() => form({ ...VALUES, [TRACK]: '' }));
		expect(message).toBe(`'Payload of "Track"' is empty`);
		expect(refusalOf(() => form({ ...VALUES, [HEADER]: '' })).message).toBe(
			"'Header Image URL' is empty",
		);
	});

	it.each<[string, TemplateField[]]>([
		['is missing', SCHEMA.slice(1)],
		['was added', [...SCHEMA, { id: 'button_pay_00000000', displayName: 'Button "Pay"' }]],
		['stands elsewhere', [...SCHEMA].reverse()],
		['is there twice', [...SCHEMA, ...SCHEMA.slice(-1)]],
	])('a field that %s is refused, so that no value moves', (_name, schema) => {
		const { message } = refusalOf(() => form(VALUES, schema));
		expect(message).toContain('does not hold the fields that were read from the template');
	});

	it.each(['body_2', 'image_1', 'button_4', 'variable_3', 'colour'])(
		'the id %s says nothing of the place, and is refused',
		(id) => {
			const schema = [{ id, displayName: 'Hi {{2}}' }];
			const { message, remedy } = refusalOf(() =>
				form({ [id]: 'x' }, schema, fieldsDigest(schema)),
			);
			expect(message).toContain(`holds '${id}', which does not say where`);
			expect(remedy).toContain('open it again');
		},
	);
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
	])('%s', (_name, value) => expect(json(value)).toEqual({ templateArgs: ARGS, notices: [] }));

	it('keeps twelve in order, as a list and by number', () => {
		expect(json(TWELVE, LONG).templateArgs).toEqual(TWELVE);
		const byNumber = TWELVE.map((value, index): [string, string] => [String(index + 1), value]);
		expect(json(Object.fromEntries(byNumber.reverse()), LONG).templateArgs).toEqual(TWELVE);
	});

	it.each<[unknown]>([[''], [undefined], [null], ['[]'], [[]], ['{}'], [{}]])(
		'%j suits a template without placeholders',
		(value) => expect(json(value, [])).toEqual({ templateArgs: [], notices: [] }),
	);

	it.each<[string, unknown, string]>([
		['too few', ARGS.slice(0, 3), 'no value for {{4}} (Payload of "Track")'],
		['nothing', '', 'no value for {{1}} (Header Image URL)'],
		['too many', [...ARGS, 'x'], 'has 5 values, and the template has 4 placeholders'],
		['an empty one', [IMAGE, '', 'x', 'y'], 'is empty'],
		['a null', [IMAGE, null, 'x', 'y'], 'is empty'],
		['a nested list', [IMAGE, ['Jane'], 'x', 'y'], 'holds a list'],
		['a key that is no number', { name: 'Jane' }, "the key 'name'"],
		['a key 0', { 0: 'x' }, "the key '0'"],
		['a field id', { body_2: 'Jane' }, "the key 'body_2'"],
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

describe('placeholders with names', () => {
	const NAMED = 'Body: Hi {{customer_name}}, order {{order}}.\nButtons: [Track] {{3}}\n';
	const slots = templateSlots(NAMED, 3);
	const values = ['Jane', 'A1001', 'track-A1001'];

	it('have their name for a label, and a field that keeps its value when the words around change', () => {
		const fields = fieldsOf(NAMED, 3);
		expect(fields.map(({ displayName }) => displayName)).toEqual([
			'customer_name',
			'order',
			'Payload of "Track"',
		]);
		const reworded = 'Body: Order {{order}} is yours, {{customer_name}}!\nButtons: [Track] {{3}}\n';
		const [order, name] = fieldsOf(reworded, 3);
		expect([name, order]).toEqual(fields.slice(0, 2));
		expect(name?.id).toMatch(/^body_customer_name_[0-9a-f]{8}$/);
	});

	it('of which two differ by case only never share a field', () => {
		const ids = fieldsOf('Body: {{name}} {{Name}} {{NAME_}}\n', 3).map(({ id }) => id);
		expect(new Set(ids).size).toBe(3);
	});

	it.each<[string, unknown]>([
		['a list', values],
		[
			'names, and the number of the one without',
			{ order: 'A1001', customer_name: 'Jane', 3: values[2] },
		],
		['numbers', { 1: 'Jane', 2: 'A1001', 3: values[2] }],
	])('take their values from %s', (_name, given) => {
		expect(json(given, slots).templateArgs).toEqual(values);
	});

	it.each<[string, unknown, string]>([
		['another name', { name: 'Jane' }, "the key 'name', which is not a placeholder"],
		['a name of JavaScript', { toString: 'Jane' }, "the key 'toString'"],
		['a name and its number', { 1: 'a', customer_name: 'b' }, 'two values for {{customer_name}}'],
		['one too few', { customer_name: 'Jane' }, 'no value for {{order}}; the template has'],
		['none for the button', values.slice(0, 2), 'no value for {{3}} (Payload of "Track")'],
	])('refuse %s', (_name, given, message) => {
		const refusal = refusalOf(() => json(given, slots));
		expect(refusal.message).toContain(message);
	});

	it('are named in the advice', () => {
		expect(refusalOf(() => json({ name: 'x' }, slots)).remedy).toContain(
			'{{customer_name}}, {{order}}',
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
