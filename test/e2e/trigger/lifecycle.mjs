// What is registered at Zoko while n8n comes, goes and is killed.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { itemsOf } from '../../../scripts/lib/n8n.mjs';
import { ASHA, COD, QUIET_MS, update } from './shop.mjs';

/** Fictional numbers (Ofcom's range for drama). */
const crowd = (count) =>
	Array.from({ length: count }, (_, at) => `4477009006${String(at).padStart(2, '0')}`);

export async function testAndProduction(shop) {
	const published = await shop.publish(shop.workflow(['messageReceived']));
	const start = { triggerToStartFrom: { name: 'Zoko Trigger' } };
	const listening = await shop.client.request('POST', `/workflows/${published.id}/run`, start);
	assert.equal(listening.waitingForWebhook, true);
	const kinds = (await shop.webhooks()).map(({ url }) => new URL(url).pathname.split('/')[1]);
	assert.deepEqual(kinds.sort(), ['webhook', 'webhook-test']);
	await shop.write('To both');
	const runs = await shop.runs(published, 2);
	assert.deepEqual(runs.map(({ mode }) => mode).sort(), ['manual', 'webhook']);
	await shop.until('the test webhook to go', async () => (await shop.webhooks()).length === 1);
	await shop.write('To production only');
	await shop.runs(published, 3);
	await shop.withdraw(published);
}

export async function changedEvents(shop) {
	const published = await shop.publish(shop.workflow(['messageReceived']));
	const [before] = await shop.webhooks();
	const { nodes, connections, versionId } = await shop.client.request(
		'GET',
		`/workflows/${published.id}`,
	);
	nodes[0].parameters.events = ['messageOutgoing'];
	await shop.client.request('PATCH', `/workflows/${published.id}`, {
		nodes,
		connections,
		versionId,
	});
	await shop.client.activate(published);
	await shop.until('the changed webhook', async () => {
		const [webhook, ...more] = await shop.webhooks();
		return more.length === 0 && webhook?.events.join() === 'message:store:out';
	});
	const [after] = await shop.webhooks();
	assert.notEqual(after.url, before.url);
	assert.equal((await shop.post(before.url, update(randomUUID()))).status, 401);
	await shop.emulator.send({ recipient: ASHA, ...COD });
	await shop.runs(published, 1);
	await shop.withdraw(published);
}

export async function killed(shop) {
	const published = await shop.publish(shop.workflow(['messageDelivered']));
	const backoffMs = [2000, 4000, 8000];
	await shop.settings({
		delays: { sent: 1, delivered: 400, seen: null },
		webhooks: { attempts: 30, backoffMs, disableAfter: 10_000 },
	});
	const phones = crowd(30);
	const sending = (async () => {
		for (const recipient of phones) {
			await shop.emulator.send({ recipient, ...COD });
			await sleep(60);
		}
	})();
	await shop.until('the first runs', async () => (await shop.executions(published)).length >= 10);
	process.kill(-shop.n8n.server.process.pid, 'SIGKILL');
	if (process.env.DBG) console.log('killed', Date.now());
	await sending;
	await shop.restart();
	assert.equal((await shop.webhooks()).length, 1);

	const runs = await shop.until('a run for each message', async () => {
		const all = await shop.executions(published);
		return all.filter(({ status }) => status === 'success').length >= phones.length && all;
	});
	await sleep(QUIET_MS);
	const seen = new Map();
	for (const { id, status } of await shop.executions(published)) {
		if (status !== 'success') continue;
		const [{ messageId }] = itemsOf(await shop.client.execution(id), 'Zoko Trigger');
		seen.set(messageId, (seen.get(messageId) ?? 0) + 1);
	}
	if (process.env.DBG) {
		for (const [m, n] of seen) if (n !== 1) {
			const d = (await shop.emulator.control('GET', `/deliveries?messageId=${m}`)).filter((x) => x.deliveryStatus === 'delivered');
			console.log(m, JSON.stringify(d.map((x) => x.attempts)));
			for (const e of await shop.executions(published)) { const x = itemsOf(await shop.client.execution(e.id), 'Zoko Trigger')[0]; if (x?.messageId === m) console.log(JSON.stringify({ id: e.id, status: e.status, startedAt: +new Date(e.startedAt), stoppedAt: +new Date(e.stoppedAt) })); }
		}
	}
	assert.equal(seen.size, phones.length);
	assert.deepEqual(
		[...seen.values()].filter((times) => times !== 1),
		[],
	);
	await shop.settings({ delays: { sent: 50, delivered: 100, seen: 200 } });
	await shop.withdraw(published);
	const crashed = runs.filter(({ status }) => status !== 'success').length;
	return `${phones.length} messages, ${crashed} runs cut off`;
}

export async function disabled(shop) {
	const published = await shop.publish(shop.workflow(['messageReceived']));
	await shop.settings({ webhooks: { attempts: 6, backoffMs: [50], disableAfter: 6 } });
	process.kill(-shop.n8n.server.process.pid, 'SIGKILL');
	await sleep(500);
	await shop.write('Nobody is there');
	await shop.until('Zoko to give up', async () =>
		(await shop.emulator.control('GET', '/webhooks')).every(({ active }) => !active),
	);
	await shop.restart();
	const [webhook, ...more] = await shop.until('the webhook', async () => {
		const all = await shop.emulator.control('GET', '/webhooks');
		return all.some(({ active }) => active) && all;
	});
	assert.equal(webhook.active, true);
	assert.deepEqual(more, []);
	await shop.write('Here again');
	await shop.runs(published, 1);
	await shop.withdraw(published);
}

export async function deactivated(shop) {
	const other = await shop.emulator.control('GET', '/webhooks');
	assert.deepEqual(other, []);
	const response = await fetch(`${shop.emulator.baseUrl}/webhook`, {
		method: 'POST',
		headers: { 'content-type': 'application/json', apikey: shop.emulator.apiKey },
		body: JSON.stringify({ url: 'https://shop.example/hook', events: ['message:user:in'] }),
	});
	assert.ok(response.ok);
	const published = await shop.publish(shop.workflow(['messageReceived', 'messageRead']));
	assert.equal((await shop.webhooks()).length, 2);
	await shop.client.deactivate(published);
	assert.deepEqual(
		(await shop.webhooks()).map(({ url }) => url),
		['https://shop.example/hook'],
	);
}
