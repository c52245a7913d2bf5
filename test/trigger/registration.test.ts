import { NodeApiError, NodeOperationError } from 'n8n-workflow';
import nock from 'nock';
import type { Webhook } from '../../nodes/Zoko/api/types';
import { digestOf } from '../../nodes/Zoko/trigger/secret';
import { HOST, INSTANCE, keyOf, useNock } from '../harness';
import { Installed, registered, WEBHOOK_ID, Webhooks } from './surroundings';

useNock();

const ADDRESS = `${INSTANCE}/webhook/${WEBHOOK_ID}/${WEBHOOK_ID}/`;
const TEST_ADDRESS = `${INSTANCE}/webhook-test/${WEBHOOK_ID}/${WEBHOOK_ID}/`;
const SECRET = 'a'.repeat(32);

async function thrownBy(action: Promise<unknown>): Promise<NodeApiError | NodeOperationError> {
	const error = await action.then(
		() => undefined,
		(problem: unknown) => problem,
	);
	expect(error).toBeInstanceOf(Error);
	return error as NodeApiError;
}

describe('registering', () => {
	it('asks Zoko for the needed events only, under a secret address', async () => {
		const { installed, webhooks } = await registered({ events: ['messageFailed', 'messageRead'] });
		const [webhook] = webhooks.list;
		expect(webhook?.events).toEqual(['message:delivery:update']);
		expect(webhook?.url.slice(0, ADDRESS.length)).toBe(ADDRESS);
		expect(webhooks.secret).toMatch(/^[0-9a-f]{32}$/);
		expect(await installed.hook('checkExists')).toBe(true);
	});

	it.each([
		[true, ['message:user:in']],
		[false, ['message:user:in', 'zoko:chat:closed']],
	])('when Zoko refuses what it does not document (%s), takes %j', async (refuses, taken) => {
		const webhooks = new Webhooks();
		webhooks.refusesUnlisted = refuses;
		const installed = new Installed({ events: ['messageReceived', 'chatClosed'] });
		await installed.hook('create');
		expect(webhooks.list.map(({ events }) => events)).toEqual([taken]);
		expect(await installed.hook('checkExists')).toBe(true);
		webhooks.list[0]!.events.push('zoko:chat:assigned');
		expect(await installed.hook('checkExists')).toBe(true);
	});

	it('chats alone are registered with an event that can be, so that they can be ticked', async () => {
		const webhooks = new Webhooks();
		webhooks.refusesUnlisted = true;
		const installed = new Installed({ events: ['chatAssigned'] });
		await installed.hook('create');
		expect(webhooks.list.map(({ events }) => events)).toEqual([['message:user:in']]);
	});

	it('keeps the digest of the secret, never the secret: workflows are exported with it', async () => {
		const { installed, webhooks } = await registered();
		expect(installed.data).toEqual({
			webhookId: 'w1',
			address: ADDRESS,
			events: ['message:user:in'],
			nonce: expect.stringMatching(/^[0-9a-f]{32}$/),
			secretDigest: digestOf(webhooks.secret),
		});
		expect(installed.data.nonce).not.toBe(webhooks.secret);
		expect(JSON.stringify(installed.workflow.staticData)).not.toContain(webhooks.secret);
		expect(JSON.stringify(installed.node)).not.toContain(webhooks.secret);
	});

	it('takes a new secret each time', async () => {
		const { installed, webhooks, secret } = await registered();
		await installed.hook('create');
		expect(webhooks.secret).not.toBe(secret);
		expect(webhooks.calls).toEqual(['GET', 'POST', 'GET', 'PUT']);
	});

	it('changes its webhook when the chosen events change', async () => {
		const { installed, webhooks } = await registered({ events: ['messageReceived'] });
		installed.node.parameters.events = ['messageReceived', 'messageOutgoing'];
		expect(await installed.hook('checkExists')).toBe(false);
		await installed.hook('create');
		expect(webhooks.list).toMatchObject([
			{ id: 'w1', events: ['message:user:in', 'message:store:out'] },
		]);
		expect(await installed.hook('checkExists')).toBe(true);
	});

	it.each([
		['Zoko does not list it', (webhooks: Webhooks) => webhooks.all.clear()],
		[
			'its URL was changed',
			(webhooks: Webhooks) => (webhooks.list[0]!.url = `${ADDRESS}${SECRET}`),
		],
		['its events were changed', (webhooks: Webhooks) => (webhooks.list[0]!.events = ['x'])],
		['its URL is odd', (webhooks: Webhooks) => (webhooks.list[0]!.url = 'no url')],
	])('does not take it for registered when %s', async (_why, change) => {
		const { installed, webhooks } = await registered();
		change(webhooks);
		expect(await installed.hook('checkExists')).toBe(false);
	});

	it('takes the order of events as it comes', async () => {
		const events = ['messageReceived', 'messageRead'];
		const { installed, webhooks } = await registered({ events });
		webhooks.list[0]?.events.reverse();
		expect(await installed.hook('checkExists')).toBe(true);
	});

	it('replaces a webhook that Zoko no longer lists, because it may be disabled', async () => {
		const { installed, webhooks } = await registered();
		webhooks.all.clear();
		await installed.hook('create');
		expect(webhooks.calls.slice(2)).toEqual(['GET', 'DELETE', 'POST']);
		expect(webhooks.list).toHaveLength(1);
		expect(installed.data.webhookId).toBe('w2');
	});

	it('takes over what a crash left behind, and leaves one', async () => {
		const webhooks = new Webhooks();
		const events = ['message:user:in'];
		webhooks.add({ url: `${ADDRESS}${SECRET}`, events });
		webhooks.add({ url: `${ADDRESS}${'b'.repeat(32)}`, events });
		const installed = new Installed();
		await installed.hook('create');
		expect(webhooks.list.map(({ id }) => id)).toEqual(['w1']);
		expect(webhooks.secret).not.toBe(SECRET);
		expect(await installed.hook('checkExists')).toBe(true);
	});

	it('touches no other webhook', async () => {
		const webhooks = new Webhooks();
		const events = ['message:user:in'];
		for (const url of [
			'https://shop.example/hook',
			`${INSTANCE}/webhook/other/other/${SECRET}`,
			`${TEST_ADDRESS}${SECRET}`,
			`${ADDRESS}${SECRET}/more`,
			`${ADDRESS}short`,
			`https://other.example.com/webhook/${WEBHOOK_ID}/${WEBHOOK_ID}/${SECRET}`,
			'no url',
			'',
		]) {
			webhooks.add({ url, events });
		}
		const before = JSON.stringify(webhooks.list);
		const installed = new Installed();
		await installed.hook('create');
		await installed.hook('delete');
		expect(JSON.stringify(webhooks.list)).toBe(before);
	});

	it('listens for test events beside the published webhook', async () => {
		const { installed, webhooks } = await registered();
		const listening = new Installed();
		const test = { mode: 'manual', activation: 'manual', isTest: true } as const;
		await listening.hook('create', test);
		expect(webhooks.list.map(({ url }) => url.slice(0, -32))).toEqual([ADDRESS, TEST_ADDRESS]);
		expect(await installed.hook('checkExists')).toBe(true);
		await listening.hook('delete', test);
		expect(webhooks.list.map(({ id }) => id)).toEqual(['w1']);
	});

	it('never takes away the webhook of the instance that a workflow was copied from', async () => {
		const { installed, webhooks } = await registered();
		const elsewhere = { additional: { webhookBaseUrl: 'https://copy.example.com/webhook' } };
		await installed.hook('delete', elsewhere);
		expect(webhooks.list).toHaveLength(1);

		const copy = new Installed();
		Object.assign(copy.data, { webhookId: 'w1', address: ADDRESS, secretDigest: 'ab' });
		await copy.hook('create', elsewhere);
		expect(webhooks.list.map(({ id }) => id)).toEqual(['w1', 'w2']);
		expect(webhooks.list[0]?.url.startsWith(ADDRESS)).toBe(true);
	});
});

describe('removing', () => {
	it('removes its webhook, and forgets it', async () => {
		const { installed, webhooks } = await registered();
		installed.data.seen = 'abcdefgh';
		expect(await installed.hook('delete')).toBe(true);
		expect(webhooks.list).toEqual([]);
		expect(installed.data).toEqual({ seen: 'abcdefgh' });
	});

	it('is content when it is gone already', async () => {
		const { installed, webhooks } = await registered();
		webhooks.all.clear();
		expect(await installed.hook('delete')).toBe(true);
		expect(await installed.hook('delete')).toBe(true);
		expect(webhooks.calls.slice(2)).toEqual(['GET', 'DELETE']);
	});

	it('removes what a repair has put in its place, whatever its id', async () => {
		const { installed, webhooks } = await registered();
		const [{ url, events }] = webhooks.list as [Webhook];
		webhooks.all.clear();
		webhooks.add({ url, events });
		webhooks.add({ url: `${ADDRESS}${SECRET}`, events });
		webhooks.add({ url: 'https://shop.example/hook', events });
		await installed.hook('delete');
		expect(webhooks.list.map(({ id }) => id)).toEqual(['w4']);
	});

	it('tells when Zoko cannot do it, and knows the webhook still', async () => {
		const { installed } = await registered();
		nock.cleanAll();
		nock(HOST).get('/v2/webhook').reply(503, { message: 'Busy' });
		const error = await thrownBy(installed.hook('delete'));
		expect(error).toMatchObject({ name: 'NodeApiError', httpCode: '503' });
		expect(installed.data.webhookId).toBe('w1');
	});
});

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

describe('while nobody is looking', () => {
	const MODES = ['init', 'leadershipChange', 'update'] as const;

	/** A second n8n process with what the first one has saved. */
	function restarted(installed: Installed): Installed {
		const again = new Installed(installed.node.parameters, { apiKey: keyOf(installed.pack) });
		Object.assign(again.data, installed.data);
		return again;
	}

	it.each(MODES)(
		'nothing is asked at %s while address and events are the same',
		async (activation) => {
			const { installed, webhooks } = await registered();
			webhooks.all.clear();
			expect(await restarted(installed).hook('checkExists', { activation })).toBe(true);
			expect(webhooks.calls).toEqual(['GET', 'POST']);
		},
	);

	it.each(['activate', 'create', 'update'] as const)(
		'but it is at %s when nothing is registered',
		async (activation) => {
			const { installed, webhooks } = await registered();
			await installed.hook('delete');
			webhooks.calls.length = 0;
			expect(await installed.hook('checkExists', { activation })).toBe(false);
			await installed.hook('create', { activation });
			expect(webhooks.calls).toEqual(['GET', 'POST']);
		},
	);

	it('a webhook of another API key is made anew when the workflow is published', async () => {
		const { installed, webhooks } = await registered();
		const switched = new Installed({}, { apiKey: 'another key' });
		Object.assign(switched.data, installed.data);
		expect(await switched.hook('checkExists', { activation: 'init' })).toBe(true);
		expect(await switched.hook('checkExists', { activation: 'activate' })).toBe(false);
		await switched.hook('create', { activation: 'activate' });
		expect(await switched.hook('checkExists', { activation: 'activate' })).toBe(true);
		expect(webhooks.list).toHaveLength(1);
	});

	const elsewhere = { additional: { webhookBaseUrl: 'https://new.example.com/webhook' } };
	const NEW = `https://new.example.com/webhook/${WEBHOOK_ID}/${WEBHOOK_ID}/`;

	it.each(MODES)('n8n with a new address registers it at %s', async (activation) => {
		const { installed, webhooks } = await registered();
		const again = restarted(installed);
		expect(await again.hook('checkExists', { activation, ...elsewhere })).toBe(false);
		await again.hook('create', { activation, ...elsewhere });
		expect(webhooks.list.map(({ url }) => url.slice(0, -32))).toEqual([ADDRESS, NEW]);
		expect(again.data).toMatchObject({ address: NEW, webhookId: 'w2' });
		expect(await again.hook('checkExists', { activation, ...elsewhere })).toBe(true);
	});

	it.each([
		['refuses the key', 401],
		['is busy', 503],
		['has a fault', 500],
	])(
		'a Zoko that %s stops no workflow, and leaves the rest to the watch',
		async (_what, status) => {
			const { installed } = await registered();
			const again = restarted(installed);
			nock.cleanAll();
			nock(HOST).get('/v2/webhook').reply(status, { message: 'No' });
			const init = { activation: 'init', ...elsewhere } as const;
			expect(await again.hook('create', init)).toBe(true);
			expect(again.data).toMatchObject({ address: NEW, events: ['message:user:in'] });
			expect(again.data).not.toHaveProperty('webhookId');
			expect(again.data.secretDigest).not.toBe(installed.data.secretDigest);
		},
	);

	it('new events keep the secret, which Zoko may go on using', async () => {
		const { installed, webhooks, secret } = await registered();
		const again = restarted(installed);
		again.node.parameters.events = ['messageRead'];
		expect(await again.hook('checkExists', { activation: 'init' })).toBe(false);
		await again.hook('create', { activation: 'init' });
		expect(webhooks.secret).toBe(secret);
		expect(webhooks.list[0]?.events).toEqual(['message:delivery:update']);
	});

	it('an address that Zoko cannot reach leaves the webhook as it is', async () => {
		const { installed, webhooks } = await registered();
		const again = restarted(installed);
		const init = {
			activation: 'init',
			additional: { webhookBaseUrl: 'http://localhost:5678/webhook' },
		} as const;
		expect(await again.hook('checkExists', init)).toBe(false);
		expect(await again.hook('create', init)).toBe(true);
		expect(again.data).toEqual(installed.data);
		expect(webhooks.calls).toEqual(['GET', 'POST']);
		const never = new Installed();
		expect((await thrownBy(never.hook('create', init))).message).toMatch(/cannot reach this n8n/);
	});

	it('somebody who publishes is told of a Zoko that is away', async () => {
		nock(HOST).get('/v2/webhook').reply(503, { message: 'Busy' });
		const error = await thrownBy(new Installed().hook('create', { activation: 'activate' }));
		expect(error).toMatchObject({ httpCode: '503' });
	});
});
