import nock from 'nock';
import { editor, HOST, items, keyOf, type Pack, row, runZoko, useNock, zokoPack } from '../harness';

useNock();

const TEXT = { recipient: '+91 98765 43210', text: 'Hello' };

const told = async (pack: Pack, extra = {}) => {
	const run = await runZoko(pack, TEXT, items({}), extra);
	return JSON.stringify(run.data.resultData);
};

describe('a server that repeats the API key in its answer to a send', () => {
	it.each<[string, number, (key: string) => object | string]>([
		['accepts it', 202, (key) => ({ messageId: `m-${key}`, status: key, customerId: key })],
		['accepts it without an ID', 200, (key) => ({ status: key, message: key })],
		['answers with a page', 200, (key) => `<html>${key}</html>`],
		['refuses it', 400, (key) => ({ message: key, [key]: key })],
		['refuses the key', 401, (key) => ({ message: `The key '${key}' is unknown` })],
		['has a fault', 500, (key) => `${'x'.repeat(299)}${key}`],
		['cannot decide', 503, (key) => ({ status: 503, type: 'api_error', message: key })],
	])(
		'%s: the output does not show it',
		async (_, status, answer) => {
			const pack = zokoPack({ apiKey: ' secret-key-987654 ' });
			const key = keyOf(pack).trim();
			nock(HOST)
				.post('/v2/message')
				.reply(status, answer(key) as nock.Body)
				.persist();
			expect(await told(pack, { onError: 'continueRegularOutput' })).not.toContain(key);
			expect(await told(pack)).not.toContain(key);
		},
		60_000,
	);
});

it('no picker, field or notice of the form shows it', async () => {
	const pack = zokoPack();
	const key = keyOf(pack);
	const template = row(`hello_${key}`, {
		templateDesc: ` Hi {{1}}, ${key}\n`,
		templateVariableCount: 1,
	});
	nock(HOST).get('/v2/account/templates').reply(200, [template]).persist();
	nock(HOST)
		.get(/agent/)
		.query(true)
		.reply(200, [{ id: key, name: key, email: `${key}@shop.example` }])
		.persist();
	const shown = editor(
		{
			operation: 'sendTemplate',
			template: { __rl: true, mode: 'list', value: 'hello_[API key]|en' },
		},
		pack,
	);
	const all = [
		await shown.templates(),
		await shown.assignees(),
		await shown.fields(),
		await shown.templateText(),
	];
	expect(all.flat().length).toBeGreaterThan(2);
	expect(JSON.stringify(all)).toContain('[API key]');
	expect(JSON.stringify(all)).not.toContain(key);
});
