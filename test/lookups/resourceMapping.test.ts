import type { INodeParameters } from 'n8n-workflow';
import nock from 'nock';
import { HOST, useNock, zokoPack } from '../harness';
import { answers, editor, row } from './world';

useNock();

const picked = (value: string, operation = 'sendTemplate'): INodeParameters => ({
	operation,
	template: { __rl: true, mode: 'list', value },
});
const CONFIRM = row('confirm', {
	templateType: 'buttonTemplate',
	isRichTemplate: true,
	templateDesc:
		'Header: Image {{1}} \nBody: Order {{2}} costs {{3}}.\nButtons: [Confirm Order] {{4}}, [Cancel] {{5}}\n',
	templateVariableCount: 5,
});

const HELLO = { templateDesc: ' Hi {{1}}\n', templateVariableCount: 1 };

/** The fields that a person sees; a hidden one says which template they belong to. */
async function shownFields(parameters: INodeParameters) {
	const { fields } = await editor(parameters).fields();
	return fields.filter(({ display }) => display);
}

it('has one required field per placeholder, in order, each labelled with what it is', async () => {
	answers({ '/account/templates': [CONFIRM] });
	const fields = await shownFields(picked('confirm|en', 'sendButtonTemplate'));
	expect(fields.map(({ id }) => id)).toEqual([
		'image_1',
		'body_2',
		'body_3',
		'button_4',
		'button_5',
	]);
	const labels = fields.map(({ displayName }) => displayName);
	expect(labels[0]).toBe('Header Image URL');
	expect(labels[1]).toMatch(/Order .*\{\{2\}\}/);
	expect(labels[2]).toMatch(/costs .*\{\{3\}\}/);
	expect(labels.slice(3)).toEqual(['Button "Confirm Order": payload', 'Button "Cancel": payload']);
	for (const field of fields) {
		expect(field).toMatchObject({
			required: true,
			display: true,
			type: 'string',
			defaultMatch: false,
		});
	}
	expect(new Set(labels).size).toBe(5);
});

it('keeps twelve in order', async () => {
	const templateDesc = ` ${Array.from({ length: 12 }, (_, index) => `{{${index + 1}}}`).join(' and ')}\n`;
	answers({ '/account/templates': [row('many', { templateDesc, templateVariableCount: 12 })] });
	const fields = await shownFields(picked('many|en'));
	expect(fields.map(({ id }) => id)).toEqual(
		Array.from({ length: 12 }, (_, index) => `body_${index + 1}`),
	);
});

it('a description that disagrees with the count gives numbered fields', async () => {
	answers({
		'/account/templates': [row('odd', { templateDesc: ' Hi {{1}}\n', templateVariableCount: 2 })],
	});
	const fields = await shownFields(picked('odd|en'));
	expect(fields.map(({ id, displayName }) => [id, displayName])).toEqual([
		['variable_1', 'Variable {{1}}'],
		['variable_2', 'Variable {{2}}'],
	]);
});

it('a template without placeholders says so', async () => {
	answers({ '/account/templates': [row('closed')] });
	const fields = await shownFields(picked('closed|en'));
	expect(fields).toHaveLength(1);
	expect(fields[0]).toMatchObject({ required: false, readOnly: true });
	expect(fields[0]?.displayName).toContain('no variables');
});

it('uses the list that the picker has read', async () => {
	answers({ '/account/templates': [CONFIRM] });
	const { templates, fields } = editor(picked('confirm|en', 'sendButtonTemplate'));
	await templates();
	expect((await fields()).fields).toHaveLength(6);
	expect(nock.isDone()).toBe(true);
});

it.each(['confirm|en', 'closed|en'])('a hidden field names the template %s', async (value) => {
	answers({ '/account/templates': [CONFIRM, row('closed')] });
	const operation = value === 'closed|en' ? 'sendTemplate' : 'sendButtonTemplate';
	const { fields, emptyFieldsNotice } = await editor(picked(value, operation)).fields();
	expect(emptyFieldsNotice).toBeUndefined();
	const id = `template:${value.replace('|en', '')}`;
	expect(fields.filter(({ display }) => !display)).toMatchObject([{ id, required: false }]);
});

describe('fields of another template', () => {
	const OTHER = [
		{ id: 'body_1', displayName: 'Bye {{1}}' },
		{ id: 'template:bye', displayName: 'Template', display: false },
	];
	const stale = (schema: object[]): INodeParameters => ({
		...picked('hello|en'),
		variables: { mappingMode: 'defineBelow', value: { body_1: 'Jane' }, schema } as INodeParameters,
	});
	const idsFor = async (schema: object[]) => {
		answers({ '/account/templates': [row('hello', HELLO)] });
		const { fields } = await editor(stale(schema)).fields();
		return fields.map(({ id }) => id);
	};

	it('are replaced by fields with ids of their own, so that no value slips into them', async () => {
		expect(await idsFor(OTHER)).toEqual(['body_1:hello', 'template:hello']);
	});

	it('keep these ids from then on', async () => {
		const schema = [
			{ ...OTHER[0], id: 'body_1:hello' },
			{ ...OTHER[1], id: 'template:hello' },
		];
		expect(await idsFor(schema)).toEqual(['body_1:hello', 'template:hello']);
	});

	it('of the same template keep theirs', async () => {
		expect(await idsFor([OTHER[0]!, { ...OTHER[1], id: 'template:hello' }])).toEqual([
			'body_1',
			'template:hello',
		]);
	});
});

describe('fields that are there stay', () => {
	const SCHEMA = [
		{ id: 'body_1', displayName: 'Hi {{1}}' },
		{ id: 'template:hello', displayName: 'Template', display: false },
	];
	const filled = (value: string): INodeParameters => ({
		...picked(value),
		variables: { mappingMode: 'defineBelow', value: { body_1: 'Jane' }, schema: SCHEMA },
	});

	it('while Zoko does not answer', async () => {
		answers({ '/account/templates': 500 });
		nock(HOST).get('/v2/account/templates').times(9).reply(500, {});
		expect((await editor(filled('hello|en')).fields()).fields).toEqual(SCHEMA);
	});

	it('while an expression chooses the translation', async () => {
		expect((await editor(filled('={{ $json.template }}')).fields()).fields).toEqual(SCHEMA);
	});

	it('while the node has no credential', async () => {
		const pack = { ...zokoPack(), credentials: {} };
		expect((await editor(filled('hello|en'), pack).fields()).fields).toEqual(SCHEMA);
	});

	it('while the template is switched off', async () => {
		answers({ '/account/templates': [row('hello', { ...HELLO, active: false })] });
		const { fields } = await editor(filled(' hello | en ')).fields();
		expect(fields.map(({ id }) => id)).toEqual(['body_1', 'template:hello']);
	});

	it.each(['other|en', 'hell|en', '|en'])('but not for template %s', async (value) => {
		nock(HOST).get('/v2/account/templates').times(9).reply(500, {});
		const { fields, emptyFieldsNotice } = await editor(filled(value)).fields();
		expect(fields).toEqual([]);
		expect(emptyFieldsNotice).toBeTruthy();
	});

	it('and not when the template is gone', async () => {
		answers({ '/account/templates': [CONFIRM] });
		const { fields, emptyFieldsNotice } = await editor(filled('hello|en')).fields();
		expect(fields).toEqual([]);
		expect(emptyFieldsNotice).toContain("no template 'hello'");
	});
});

describe('a notice takes the place of the fields', () => {
	const notice = async (parameters: INodeParameters) => {
		const { fields, emptyFieldsNotice } = await editor(parameters).fields();
		expect(fields).toEqual([]);
		return emptyFieldsNotice;
	};

	it.each<[string, INodeParameters, string]>([
		['nothing picked', picked(''), "Pick a template in 'Template'"],
		['no parameter at all', { operation: 'sendTemplate' }, "Pick a template in 'Template'"],
		['an expression', picked('={{ $json.template }}'), "'Using JSON'"],
	])('%s', async (_name, parameters, text) => {
		expect(await notice(parameters)).toContain(text);
	});

	it.each<[string, INodeParameters, string]>([
		['an unknown template', picked('gone|en'), "no template 'gone'"],
		['another kind', picked('confirm|en'), "'Send Button Template'"],
		['another language', picked('confirm|fr', 'sendButtonTemplate'), "in language 'fr'"],
	])('%s', async (_name, parameters, text) => {
		answers({ '/account/templates': [CONFIRM] });
		expect(await notice(parameters)).toContain(text);
	});

	it('an account without templates', async () => {
		answers({ '/account/templates': [] });
		expect(await notice(picked('x|en'))).toContain('has no templates');
	});

	it('a wrong key', async () => {
		answers({ '/account/templates': 401 });
		expect(await notice(picked('x|en'))).toMatch(/refused the API key.*'API Key'/);
	});

	it('a network that is down', async () => {
		const fault = Object.assign(new Error('getaddrinfo'), { code: 'ENOTFOUND' });
		nock(HOST).get('/v2/account/templates').times(3).replyWithError(fault);
		expect(await notice(picked('x|en'))).toContain('could not be reached at zoko.example.com');
	});

	it("Zoko's words cannot inject HTML", async () => {
		nock(HOST)
			.get('/v2/account/templates')
			.reply(400, { message: '<img src=x onerror=alert(1)> & "more"' });
		const text = (await notice(picked('x|en'))) ?? '';
		expect(text).toContain('&lt;img');
		expect(text).not.toContain('<img');
	});
});
