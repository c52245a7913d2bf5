import type { INodeParameters } from 'n8n-workflow';
import nock from 'nock';
import type { TemplateRow } from '../../nodes/Zoko/api/types';
import { templateForm } from '../../nodes/Zoko/lookups/resourceMapping';
import { HOST, Inbox, items, itemsOf, runZoko, useNock, zokoPack } from '../harness';

useNock();

const row = (
	templateId: string,
	templateDesc: string,
	count: number,
	more: Partial<TemplateRow> = {},
): TemplateRow => ({
	channel: 'whatsapp',
	isRichTemplate: false,
	templateType: 'template',
	templateId,
	templateLanguage: 'en',
	templateDesc,
	templateVariableCount: count,
	active: true,
	...more,
});

const SHIPPED = row('shipped', ' Hi {{1}}, order {{2}} is on its way.\n', 2);
const CLOSED = row('closed', 'Body: Closed on Monday.\nFooter: Acme\n', 0);
const BUTTONS = row('confirm', 'Body: Order {{1}}?\nButtons: [Yes] {{2}}, [No] {{3}}\n', 3, {
	templateType: 'buttonTemplate',
	templateLanguage: 'en_US',
});
const TWELVE = row(
	'twelve',
	`Body: ${Array.from({ length: 12 }, (_, index) => `{{${index + 1}}}`).join(', ')}.\nFooter: x\n`,
	12,
);

/** An account with templates, which counts how often it is asked for them. */
function catalogue(...answers: unknown[]) {
	const asked = { times: 0 };
	nock(HOST)
		.get('/v2/account/templates')
		.reply(() => {
			const body = answers[Math.min(asked.times++, answers.length - 1)];
			return [200, JSON.stringify(body), { 'Content-Type': 'application/json' }];
		})
		.persist();
	return asked;
}

const json = (template: string, variablesJson: string): INodeParameters => ({
	operation: 'sendTemplate',
	recipient: '+919876543210',
	template: { __rl: true, mode: 'id', value: template },
	variablesSource: 'json',
	variablesJson,
});
const GO_ON = { onError: 'continueRegularOutput' } as const;
const people = (count: number) =>
	items(...Array.from({ length: count }, (_, index) => ({ name: `n${index}` })));

it('JSON mode looks the templates up once for all items and for the next run', async () => {
	const pack = zokoPack();
	const asked = catalogue([SHIPPED]);
	const inbox = new Inbox();
	const parameters = json('shipped', '={{ [$json.name, "A1001"] }}');
	await runZoko(pack, parameters, people(25));
	await runZoko(pack, parameters, people(5));
	expect(inbox.bodies).toHaveLength(30);
	expect(asked.times).toBe(1);
	expect(inbox.bodies.slice(0, 25).map(({ templateArgs }) => templateArgs)).toEqual(
		Array.from({ length: 25 }, (_, index) => [`n${index}`, 'A1001']),
	);
});

it('two accounts do not share their templates', async () => {
	const asked = catalogue([SHIPPED]);
	new Inbox();
	await runZoko(zokoPack(), json('shipped', '["Jane", "A1001"]'));
	await runZoko(zokoPack(), json('shipped', '["Jane", "A1001"]'));
	expect(asked.times).toBe(2);
});

it.each<[string, string]>([
	['a list', '["Jane", "A1001"]'],
	['a list from an expression', '={{ ["Jane", "A1001"] }}'],
	['an object by number', '{"2": "A1001", "1": "Jane"}'],
	['an object from an expression', '={{ ({2: "A1001", 1: "Jane"}) }}'],
])('takes %s', async (_name, variables) => {
	catalogue([SHIPPED]);
	const inbox = new Inbox();
	await runZoko(zokoPack(), json('shipped', variables));
	expect(inbox.bodies).toEqual([
		{
			channel: 'whatsapp',
			recipient: '919876543210',
			type: 'template',
			templateId: 'shipped',
			templateLanguage: 'en',
			templateArgs: ['Jane', 'A1001'],
		},
	]);
});

it('keeps twelve values in order when an object names them', async () => {
	catalogue([TWELVE]);
	const inbox = new Inbox();
	const values = Object.fromEntries(
		Array.from({ length: 12 }, (_, index): [string, string] => [`${12 - index}`, `v${12 - index}`]),
	);
	await runZoko(zokoPack(), json('twelve', JSON.stringify(values)));
	expect(inbox.bodies[0]?.templateArgs).toEqual(
		Array.from({ length: 12 }, (_, index) => `v${index + 1}`),
	);
});

it('sends a template without placeholders', async () => {
	catalogue([CLOSED]);
	const inbox = new Inbox();
	await runZoko(zokoPack(), json('closed', ''));
	expect(inbox.bodies[0]?.templateArgs).toEqual([]);
});

it('a template chosen by an expression, with its language', async () => {
	catalogue([SHIPPED, { ...SHIPPED, templateLanguage: 'de' }]);
	const inbox = new Inbox();
	const parameters = json('={{ "shipped|" + $json.language }}', '["Jane", "A1001"]');
	const run = await runZoko(zokoPack(), parameters, items({ language: 'de' }, { language: 'en' }));
	expect(inbox.bodies.map(({ templateLanguage }) => templateLanguage)).toEqual(['de', 'en']);
	expect(itemsOf(run, 'zoko')[0]?.json).toMatchObject({
		templateId: 'shipped',
		templateLanguage: 'de',
	});
});

it('says in the output what had to be changed', async () => {
	catalogue([SHIPPED]);
	const inbox = new Inbox();
	const run = await runZoko(zokoPack(), json('shipped', '={{ ["Jane\\nDoe", "A1001"] }}'));
	expect(inbox.bodies[0]?.templateArgs).toEqual(['Jane Doe', 'A1001']);
	expect(itemsOf(run, 'zoko')[0]?.json.notices).toEqual([
		expect.stringContaining('replaced by one space'),
	]);
});

describe('is refused before anything is sent', () => {
	it.each<[string, INodeParameters, string]>([
		['too few values', json('shipped', '["Jane"]'), 'has no value for {{2}}'],
		['too many values', json('shipped', '["Jane", "A1001", "x"]'), 'has 3 values'],
		['an unknown template', json('shiped', '["Jane", "A1001"]'), "no template 'shiped'"],
		['an unknown language', json('shipped|fr', '["Jane", "A1001"]'), "in language 'fr'"],
		['another kind', json('confirm|en_US', '["a", "b", "c"]'), "'Send Template' can send"],
		['an expression without value', json('={{ $json.missing }}', '[]'), "'Template' is empty"],
		['broken JSON', json('shipped', '["Jane"'), 'is not valid JSON'],
	])('%s', async (_name, parameters, message) => {
		catalogue([SHIPPED, BUTTONS]);
		const inbox = new Inbox();
		const run = await runZoko(zokoPack(), parameters);
		expect(run.data.resultData.error?.message).toContain(message);
		expect(run.data.resultData.error?.message).toContain('[item 0]');
		expect(inbox.bodies).toEqual([]);
	});

	it('an inactive template', async () => {
		catalogue([{ ...SHIPPED, active: false }]);
		const inbox = new Inbox();
		const run = await runZoko(zokoPack(), json('shipped', '["Jane", "A1001"]'));
		expect(run.data.resultData.error?.message).toContain('inactive');
		expect(inbox.bodies).toEqual([]);
	});
});

it('reads the list anew before it refuses because of it', async () => {
	const pack = zokoPack();
	const changed = { ...SHIPPED, templateDesc: ' Hi {{1}}.\n', templateVariableCount: 1 };
	const asked = catalogue([SHIPPED], [changed]);
	const inbox = new Inbox();
	await runZoko(pack, json('shipped', '["Jane", "A1001"]'));
	await runZoko(pack, json('shipped', '["Jane"]'));
	expect(asked.times).toBe(2);
	expect(inbox.bodies.map(({ templateArgs }) => templateArgs)).toEqual([
		['Jane', 'A1001'],
		['Jane'],
	]);
});

it('when the list cannot be had, nothing is sent and every item says so', async () => {
	nock(HOST).get('/v2/account/templates').reply(401, { message: 'no such key' }).persist();
	const inbox = new Inbox();
	const run = await runZoko(zokoPack(), json('shipped', '["Jane", "A1001"]'), people(3), GO_ON);
	expect(itemsOf(run, 'zoko').map(({ json: item }) => item.category)).toEqual([
		'authentication',
		'authentication',
		'authentication',
	]);
	expect(inbox.bodies).toEqual([]);
});

it('a list that breaks off is asked for again', async () => {
	const reset = Object.assign(new Error('aborted'), { code: 'ECONNRESET' });
	nock(HOST).get('/v2/account/templates').replyWithError(reset);
	nock(HOST).get('/v2/account/templates').reply(200, [SHIPPED]);
	const inbox = new Inbox();
	await runZoko(zokoPack(), json('shipped', '["Jane", "A1001"]'));
	expect(inbox.bodies).toHaveLength(1);
});

describe('the form', () => {
	const form = (
		value: INodeParameters | null,
		schema?: object[],
		options: INodeParameters = {},
	): INodeParameters => ({
		operation: 'sendTemplate',
		recipient: '+919876543210',
		template: { __rl: true, mode: 'list', value: 'shipped|en' },
		variables: { mappingMode: 'defineBelow', value, ...(schema && { schema }) } as INodeParameters,
		options,
	});
	const read = (template: TemplateRow) =>
		templateForm([template], `${template.templateId}|en`, 'template').fields;
	const FIELDS = read(SHIPPED);
	const [NAME = '', ORDER = ''] = FIELDS.map(({ id }) => id);
	const VALUES = { [NAME]: 'Jane', [ORDER]: 'A1001' };

	it('sends without any look-up', async () => {
		const asked = catalogue([SHIPPED]);
		const inbox = new Inbox();
		const values = { [ORDER]: '={{ $json.order }}', [NAME]: 'Jane' };
		await runZoko(zokoPack(), form(values, FIELDS), items({ order: 7 }));
		expect(asked.times).toBe(0);
		expect(inbox.bodies[0]?.templateArgs).toEqual(['Jane', '7']);
	});

	describe('of another template', () => {
		it('is refused, and nothing is sent', async () => {
			const inbox = new Inbox();
			const fields = read({ ...SHIPPED, templateId: 'other' });
			const [name = '', order = ''] = fields.map(({ id }) => id);
			const stale = form({ [name]: 'Jane', [order]: 'A1001' }, fields);
			const run = await runZoko(zokoPack(), stale, items({}), GO_ON);
			const { error, advice, category } = itemsOf(run, 'zoko')[0]?.json ?? {};
			expect(category).toBe('invalid_input');
			expect(error).toBe(
				"'Variables' holds the fields of template 'other', and 'Template' is 'shipped'",
			);
			expect(advice).toContain('open it again');
			expect(inbox.bodies).toEqual([]);
		});

		it('goes out when the fields are its own, in any translation', async () => {
			const inbox = new Inbox();
			const own = form(VALUES, FIELDS);
			const german = { __rl: true, mode: 'list', value: 'shipped|de' };
			await runZoko(zokoPack(), own);
			await runZoko(zokoPack(), { ...own, template: german });
			expect(inbox.bodies.map(({ templateArgs }) => templateArgs)).toEqual([
				['Jane', 'A1001'],
				['Jane', 'A1001'],
			]);
		});
	});

	it('an empty field is refused by the name that the form gives it', async () => {
		const inbox = new Inbox();
		const values = { [NAME]: '={{ $json.name }}', [ORDER]: 'A1001' };
		const run = await runZoko(zokoPack(), form(values, FIELDS), items({}), GO_ON);
		expect(itemsOf(run, 'zoko')[0]?.json.error).toContain('Hi {{1}}');
		expect(inbox.bodies).toEqual([]);
	});

	it.each<[string, object[], string]>([
		['values without fields', [], 'does not say which template'],
		['fields without the template', FIELDS.slice(0, 2), 'does not say which template'],
		['a field less', FIELDS.slice(1), 'does not hold the fields'],
		['fields in another order', [FIELDS[1]!, FIELDS[0]!, FIELDS[2]!], 'does not hold the fields'],
		['ids with numbers', [{ ...FIELDS[0], id: 'body_1' }, FIELDS[2]!], "holds 'body_1'"],
	])('%s are refused', async (_name, schema, message) => {
		const inbox = new Inbox();
		const run = await runZoko(
			zokoPack(),
			form({ ...VALUES, body_1: 'x' }, schema),
			items({}),
			GO_ON,
		);
		expect(itemsOf(run, 'zoko')[0]?.json.error).toContain(message);
		expect(inbox.bodies).toEqual([]);
	});

	describe('of a template that was edited since, with Check Template', () => {
		const CHECK = { checkTemplate: true };
		const GERMAN = { ...SHIPPED, templateLanguage: 'de', templateDesc: 'Body: {{1}}: {{2}}\n' };
		const sent = async (templates: object[], parameters: INodeParameters) => {
			const asked = catalogue(templates);
			const inbox = new Inbox();
			const run = await runZoko(zokoPack(), parameters, items({}), GO_ON);
			return { error: itemsOf(run, 'zoko')[0]?.json.error, bodies: inbox.bodies, asked };
		};

		it.each<[string, string, number]>([
			['another placeholder', ' Hi {{1}}, order {{2}} is on its way. Code: {{3}}\n', 3],
			['one placeholder less', ' Hi {{1}}, it is on its way.\n', 1],
			['other places', ' Order {{1}} is on its way, {{2}}.\n', 2],
		])('%s is refused', async (_name, templateDesc, templateVariableCount) => {
			const edited = { ...SHIPPED, templateDesc, templateVariableCount };
			const { error, bodies } = await sent([edited], form(VALUES, FIELDS, CHECK));
			expect(error).toContain("Template 'shipped' (en) is not the one that the fields");
			expect(bodies).toEqual([]);
		});

		it('is refused also when a translation still has the old text', async () => {
			const edited = { ...SHIPPED, templateDesc: ' Order {{1}} is on its way, {{2}}.\n' };
			const british = { ...SHIPPED, templateLanguage: 'en_GB' };
			const { error, bodies } = await sent([edited, british], form(VALUES, FIELDS, CHECK));
			expect(error).toContain("Template 'shipped' (en) is not the one that the fields");
			expect(bodies).toEqual([]);
		});

		it('goes out when it is the same', async () => {
			const { bodies, asked } = await sent([SHIPPED], form(VALUES, FIELDS, CHECK));
			expect(bodies[0]?.templateArgs).toEqual(['Jane', 'A1001']);
			expect(asked.times).toBe(1);
		});

		it('goes out in a translation with the same parts', async () => {
			const template = { __rl: true, mode: 'id', value: 'shipped|de' };
			const parameters = { ...form(VALUES, FIELDS, CHECK), template };
			expect((await sent([SHIPPED, GERMAN], parameters)).bodies).toHaveLength(1);
			const longer = { ...GERMAN, templateDesc: 'Body: {{1}}: {{2}} {{3}}\n' };
			const { bodies } = await sent([SHIPPED, { ...longer, templateVariableCount: 3 }], parameters);
			expect(bodies).toEqual([]);
		});

		it('is not asked for without the option', async () => {
			const { bodies, asked } = await sent([], form(VALUES, FIELDS));
			expect(bodies).toHaveLength(1);
			expect(asked.times).toBe(0);
		});
	});

	it('that was never filled in asks for its fields', async () => {
		const asked = catalogue([SHIPPED]);
		const inbox = new Inbox();
		const run = await runZoko(zokoPack(), form(null), items({}), GO_ON);
		expect(itemsOf(run, 'zoko')[0]?.json.error).toContain("'Variables' is empty");
		expect(asked.times).toBeLessThanOrEqual(2);
		expect(inbox.bodies).toEqual([]);
	});

	it('a template without placeholders goes out although there is nothing to fill in', async () => {
		catalogue([{ ...CLOSED, templateId: 'shipped' }]);
		const inbox = new Inbox();
		await runZoko(zokoPack(), form(null));
		expect(inbox.bodies[0]?.templateArgs).toEqual([]);
	});
});
