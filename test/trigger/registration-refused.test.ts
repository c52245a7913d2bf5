import { NodeApiError, NodeOperationError } from 'n8n-workflow';
import nock from 'nock';
import { HOST, keyOf, useNock } from '../harness';
import { Installed, thrownBy, Webhooks } from './surroundings';

useNock();

describe('what is refused', () => {
	it.each([
		['http://localhost:5678/webhook', 'http://localhost:5678'],
		['http://n8n.example.com/webhook', 'http://n8n.example.com'],
		['https://192.168.1.20/webhook', 'https://192.168.1.20'],
		['https://n8n:5678/webhook', 'https://n8n:5678'],
	])('%s, which Zoko cannot reach', async (webhookBaseUrl, origin) => {
		const webhooks = new Webhooks();
		const action = new Installed().hook('create', { additional: { webhookBaseUrl } });
		const error = await thrownBy(action);
		expect(error.message).toBe(`Zoko cannot reach this n8n at ${origin}`);
		expect(error.description).toMatch(/WEBHOOK_URL/);
		expect(webhooks.calls).toEqual([]);
	});

	it('nothing of that when Zoko itself is local', async () => {
		const local = nock('http://127.0.0.1:5699');
		local.get('/v2/webhook').reply(200, []).post('/v2/webhook').reply(200, { id: 'w1' });
		const installed = new Installed({}, { baseUrl: 'http://127.0.0.1:5699/v2' });
		const webhookBaseUrl = 'http://localhost:5678/webhook';
		expect(await installed.hook('create', { additional: { webhookBaseUrl } })).toBe(true);
		expect(local.isDone()).toBe(true);
	});

	it.each([
		[{ events: [] }, /'Trigger On' is empty/],
		[
			{ events: ['messageRead'], options: { templateFilter: 'a' } },
			/never lets 'Message Read' pass/,
		],
		[{ options: { phoneFilter: 'Asha' } }, /'Phone Filter' Asha/],
	])('a form that could never work: %j', async (parameters, message) => {
		const webhooks = new Webhooks();
		for (const method of ['checkExists', 'create'] as const) {
			const error = await thrownBy(new Installed(parameters).hook(method));
			expect(error).toBeInstanceOf(NodeOperationError);
			expect(error.message).toMatch(message);
			expect(error.message).not.toMatch(/item/);
			expect(error.description).toBeTruthy();
		}
		expect(webhooks.calls).toEqual([]);
	});

	it('a node without a webhook ID', async () => {
		const installed = new Installed();
		delete installed.node.webhookId;
		expect((await thrownBy(installed.hook('create'))).message).toMatch(/no webhook ID/);
	});

	it.each([
		[401, { message: 'bad key' }, /refused the API key: bad key/],
		[500, 'oops', /server fault \(500\)/],
		[200, '<html></html>', /a web page where data was expected/],
		[200, { webhooks: [] }, /where data was expected/],
	])('an answer of %i %j, with advice and without the key', async (status, body, message) => {
		const installed = new Installed();
		const key = keyOf(installed.pack);
		nock(HOST)
			.get('/v2/webhook')
			.reply(status, typeof body === 'string' ? body : { ...body, echo: key });
		const error = await thrownBy(installed.hook('create'));
		expect(error).toBeInstanceOf(NodeApiError);
		expect(error.message).toMatch(message);
		expect(error.description).toBeTruthy();
		const shown = JSON.stringify({ ...error, message: error.message, stack: error.stack });
		expect(shown).not.toContain(key);
		expect(installed.data).toEqual({});
	});

	it('a refused key under the cause by which n8n groups such errors', async () => {
		nock(HOST).get('/v2/webhook').reply(401, { message: 'bad key' });
		const error = await thrownBy(new Installed().hook('create'));
		expect(error).toMatchObject({ failure: { cause: 'credential-invalid' } });
	});

	it('an answer to the registration that names no webhook', async () => {
		const installed = new Installed();
		nock(HOST).get('/v2/webhook').reply(200, []).post('/v2/webhook').reply(200, {});
		expect((await thrownBy(installed.hook('create'))).description).toMatch(/Base URL/);
		expect(installed.data).toEqual({});
	});

	it('an address of Zoko that is none', async () => {
		const installed = new Installed({}, { baseUrl: 'zoko' });
		expect((await thrownBy(installed.hook('create'))).message).toMatch(/not a web address/);
	});
});
