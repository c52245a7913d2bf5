import type { INodeParameters } from 'n8n-workflow';
import nock from 'nock';
import { templateForm } from '../../nodes/Zoko/lookups/resourceMapping';
import { answers, editor, HOST, reopened, row, useNock, zokoPack } from '../harness';

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
	expect(fields.map(({ id }) => id.slice(0, -9))).toEqual([
		'header_image',
		'body_order_costs',
		'body_costs',
		'button_confirm_order',
		'button_cancel',
	]);
	const labels = fields.map(({ displayName }) => displayName);
	expect(labels[0]).toBe('Header Image URL');
	expect(labels[1]).toMatch(/Order .*\{\{2\}\}/);
	expect(labels[2]).toMatch(/costs .*\{\{3\}\}/);
	expect(labels.slice(3)).toEqual(['Payload of "Confirm Order"', 'Payload of "Cancel"']);
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
	fields.forEach(({ displayName }, index) => expect(displayName).toContain(`{{${index + 1}}}`));
	expect(new Set(fields.map(({ id }) => id)).size).toBe(12);
});

it('a description that disagrees with the count gives numbered fields', async () => {
	answers({
		'/account/templates': [row('odd', { templateDesc: ' Hi {{1}}\n', templateVariableCount: 2 })],
	});
	const fields = await shownFields(picked('odd|en'));
	expect(fields.map(({ displayName }) => displayName)).toEqual([
		'Variable {{1}}',
		'Variable {{2}}',
	]);
	for (const { id } of fields) expect(id).toMatch(/^variable_[0-9a-f]{8}$/);
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

/** What a node stores that was filled in for a template. */
async function filled(value: string, templates: object[], values: string[]) {
	answers({ '/account/templates': templates });
	const { fields } = await editor(picked(value, 'sendButtonTemplate')).fields();
	const shown = fields.filter(({ display }) => display);
	return {
		schema: fields,
		value: Object.fromEntries(shown.map(({ id }, index) => [id, values[index] ?? ''])),
	};
}

describe('a template that was edited', () => {
	const order = (templateDesc: string, templateVariableCount: number) =>
		row('order', { templateType: 'buttonTemplate', templateDesc, templateVariableCount });
	const BEFORE = order('Body: Order {{1}}?\nButtons: [Confirm] {{2}}, [Cancel] {{3}}\n', 3);

	/** The values beside the labels of the form, when the node is opened after the edit. */
	async function openedAfter(edited: object) {
		const stored = await filled('order|en', [BEFORE], ['1001', 'confirm-1001', 'cancel-1001']);
		answers({ '/account/templates': [edited] });
		const variables = { mappingMode: 'defineBelow', ...stored } as unknown as INodeParameters;
		const parameters = { ...picked('order|en', 'sendButtonTemplate'), variables };
		const { fields } = await editor(parameters).fields();
		const now = reopened(stored, fields);
		return now.schema
			.filter(({ display }) => display)
			.map(({ id, displayName }) => [displayName, now.value?.[id]]);
	}

	it('keeps every payload with its button when a placeholder comes in between', async () => {
		const edited =
			'Body: Order {{1}}?\nYour code: {{2}}\nButtons: [Confirm] {{3}}, [Cancel] {{4}}\n';
		expect(await openedAfter(order(edited, 4))).toEqual([
			['Order {{1}}?', '1001'],
			['Your code: {{2}}', undefined],
			['Payload of "Confirm"', 'confirm-1001'],
			['Payload of "Cancel"', 'cancel-1001'],
		]);
	});

	it('shows swapped buttons in their new order, although no label changed', async () => {
		const edited = 'Body: Order {{1}}?\nButtons: [Cancel] {{2}}, [Confirm] {{3}}\n';
		expect(await openedAfter(order(edited, 3))).toEqual([
			['Order {{1}}?', '1001'],
			['Payload of "Cancel"', 'cancel-1001'],
			['Payload of "Confirm"', 'confirm-1001'],
		]);
	});

	it('asks for the payload of a renamed button', async () => {
		const edited = 'Body: Order {{1}}?\nButtons: [Yes] {{2}}, [Cancel] {{3}}\n';
		expect(await openedAfter(order(edited, 3))).toEqual([
			['Order {{1}}?', '1001'],
			['Payload of "Yes"', undefined],
			['Payload of "Cancel"', 'cancel-1001'],
		]);
	});
});

it('fields that were filled in for another template keep none of their values', async () => {
	const twin = { ...CONFIRM, templateId: 'other' };
	const stored = await filled('confirm|en', [CONFIRM], ['a', 'b', 'c', 'd', 'e']);
	answers({ '/account/templates': [CONFIRM, twin] });
	const variables = { mappingMode: 'defineBelow', ...stored } as unknown as INodeParameters;
	const parameters = { ...picked('other|en', 'sendButtonTemplate'), variables };
	expect(reopened(stored, (await editor(parameters).fields()).fields).value).toEqual({});
});

describe('fields that are there stay', () => {
	const SCHEMA = templateForm([row('hello', HELLO)], 'hello|en', 'template').fields;
	const filledIn = (value: string): INodeParameters => ({
		...picked(value),
		variables: {
			mappingMode: 'defineBelow',
			value: { [SCHEMA[0]!.id]: 'Jane' },
			schema: SCHEMA,
		} as unknown as INodeParameters,
	});

	it('while Zoko does not answer', async () => {
		answers({ '/account/templates': 500 });
		nock(HOST).get('/v2/account/templates').times(9).reply(500, {});
		expect((await editor(filledIn('hello|en')).fields()).fields).toEqual(SCHEMA);
	});

	it('while an expression chooses the translation', async () => {
		expect((await editor(filledIn('={{ $json.template }}')).fields()).fields).toEqual(SCHEMA);
	});

	it('while the node has no credential', async () => {
		const pack = { ...zokoPack(), credentials: {} };
		expect((await editor(filledIn('hello|en'), pack).fields()).fields).toEqual(SCHEMA);
	});

	it('while the template is switched off', async () => {
		answers({ '/account/templates': [row('hello', { ...HELLO, active: false })] });
		const { fields } = await editor(filledIn(' hello | en ')).fields();
		expect(fields).toEqual(SCHEMA);
	});

	it.each(['other|en', 'hell|en', '|en'])('but not for template %s', async (value) => {
		nock(HOST).get('/v2/account/templates').times(9).reply(500, {});
		const { fields, emptyFieldsNotice } = await editor(filledIn(value)).fields();
		expect(fields).toEqual([]);
		expect(emptyFieldsNotice).toBeTruthy();
	});

	it('and not when the template is gone', async () => {
		answers({ '/account/templates': [CONFIRM] });
		const { fields, emptyFieldsNotice } = await editor(filledIn('hello|en')).fields();
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
