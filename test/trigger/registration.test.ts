import nock from 'nock';
import type { Webhook } from '../../nodes/Zoko/api/types';
import { digestOf } from '../../nodes/Zoko/trigger/secret';
import { HOST, INSTANCE, useNock } from '../harness';
import { ADDRESS, Installed, registered, thrownBy, WEBHOOK_ID, Webhooks } from './surroundings';

useNock();

const TEST_ADDRESS = `${INSTANCE}/webhook-test/${WEBHOOK_ID}/${WEBHOOK_ID}/`;
const SECRET = 'a'.repeat(32);

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
