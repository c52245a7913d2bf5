import type { INodeParameters } from 'n8n-workflow';
import nock from 'nock';
import { HOST, Inbox, items, itemsOf, row, runZoko, useNock, zokoPack } from '../harness';
import { catalogue, CLOSED, GO_ON, SHIPPED } from './catalogue';

useNock();

const BUTTONS = row('confirm', {
	templateDesc: 'Body: Order {{1}}?\nButtons: [Yes] {{2}}, [No] {{3}}\n',
	templateVariableCount: 3,
	templateType: 'buttonTemplate',
	templateLanguage: 'en_US',
});
const TWELVE = row('twelve', {
	templateDesc: `Body: ${Array.from({ length: 12 }, (_, index) => `{{${index + 1}}}`).join(', ')}.\nFooter: x\n`,
	templateVariableCount: 12,
});

const json = (template: string, variablesJson: string): INodeParameters => ({
	operation: 'sendTemplate',
	recipient: '+919876543210',
	template: { __rl: true, mode: 'id', value: template },
	variablesSource: 'json',
	variablesJson,
});
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
