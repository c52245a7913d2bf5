// The trigger looks after its webhook by itself.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { itemsOf } from '../../../scripts/lib/n8n.mjs';
import { ASHA } from './shop.mjs';

/** The first check is in the second minute after n8n's start, the next one a minute later. */
const NEXT_CHECK_MS = 150_000;

/**
 * One bad night: n8n is killed, Zoko loses or changes what is registered, and is itself away when
 * n8n starts again.
 */
export async function watched(shop) {
	const drafts = {
		gone: shop.workflow(['messageReceived']),
		changed: shop.workflow(['messageReceived']),
		disabled: shop.workflow(['messageReceived']),
		restored: shop.workflow(['messageReceived']),
		sender: shop.workflow(['replyReceived']),
		follower: shop.workflow(['messageDelivered']),
	};
	Object.assign(drafts.sender.nodes[1], {
		type: 'n8n-nodes-zoko.zoko',
		parameters: { recipient: `+${ASHA}`, text: 'It is on its way' },
	});
	const names = Object.keys(drafts);
	const workflows = {};
	const before = {};
	for (const name of names) {
		const known = (await shop.webhooks()).map(({ id }) => id);
		workflows[name] = await shop.publish(drafts[name]);
		before[name] = (await shop.webhooks()).find(({ id }) => !known.includes(id));
		assert.ok(before[name], name);
	}

	await shop.settings({ webhooks: { attempts: 6, backoffMs: [50], disableAfter: 6 } });
	process.kill(-shop.n8n.server.process.pid, 'SIGKILL');
	await sleep(500);
	const { gone, changed, restored, sender, follower } = before;
	await zoko(shop, 'DELETE', follower);
	await shop.write('Nobody is there');
	await shop.until('Zoko to give up', async () => (await shop.webhooks()).length === 0);
	await zoko(shop, 'DELETE', gone);
	await zoko(shop, 'PUT', { ...changed, events: ['message:store:out'] });
	await zoko(shop, 'PUT', { ...restored, url: restored.url.replace(/[^/]+$/, '0'.repeat(32)) });

	const asked = async () => (await shop.emulator.control('GET', '/requests')).byOperation;
	const { 'GET /webhook': askedBefore } = await asked();
	const away = { operation: 'GET /webhook', faults: [{ kind: 'status', status: 503 }] };
	await shop.emulator.control('POST', '/faults', away);
	await shop.context.restartN8n();
	const hasAsked = async () => (await asked())['GET /webhook'] > askedBefore;
	assert.equal(await hasAsked(), false);
	// What is sent meanwhile is delivered, and nobody hears of it.
	const tap = { event: 'message:user:in', id: randomUUID(), context: { postback: 'ship' } };
	assert.equal((await shop.post(sender.url, tap)).status, 200);
	await shop.until('the first check', hasAsked, NEXT_CHECK_MS);
	for (const name of names) {
		assert.equal(await shop.client.isPublished(workflows[name]), true, name);
		const unwanted = { event: 'message:store:out', id: randomUUID() };
		assert.equal((await shop.post(before[name].url, unwanted)).status, 200, name);
	}

	await shop.emulator.control('DELETE', '/faults');
	const healed = async () => {
		const all = await shop.webhooks();
		return (
			all.length === names.length &&
			names.every((name) =>
				all.some(
					// What was ticked for it at Zoko stays.
					({ url, events }) =>
						url === before[name].url && before[name].events.every((one) => events.includes(one)),
				),
			)
		);
	};
	const since = Date.now();
	await shop.until('the repair', healed, NEXT_CHECK_MS);
	await shop.write('Here again');
	// In n8n 1 a trigger cannot list a failed execution; its log has the report.
	const reports = shop.context.install.major > 1 ? ['trigger error'] : [];
	for (const name of names) {
		const runs = await shop.runs(workflows[name], reports.length + 1);
		const seen = runs.map(({ mode, status }) => `${mode} ${status}`).sort();
		assert.deepEqual(seen, [
			...reports,
			name === 'follower' ? 'trigger success' : 'webhook success',
		]);
		if (name === 'follower') {
			const [run] = runs.filter(({ status }) => status === 'success');
			const [{ event, caughtUp }] = itemsOf(run, 'End');
			assert.deepEqual({ event, caughtUp }, { event: 'messageDelivered', caughtUp: true });
		}
		if (reports.length === 0) continue;
		const [{ error }] = runs.filter(({ status }) => status === 'error');
		assert.match(JSON.stringify(error), /and the workflow goes on/, name);
	}
	for (const name of names) await shop.client.deactivate(workflows[name]);
	await shop.until('the webhooks to go', async () => (await shop.webhooks()).length === 0);
	assert.deepEqual(await shop.emulator.control('GET', '/webhooks'), []);
	return `repaired ${Math.round((Date.now() - since) / 1000)} s after Zoko was back`;
}

/** Changes a webhook in Zoko's own way, past n8n. */
async function zoko(shop, method, { id, url, events }) {
	const response = await fetch(`${shop.emulator.baseUrl}/webhook/${id}`, {
		method,
		headers: { 'content-type': 'application/json', apikey: shop.emulator.apiKey },
		body: method === 'PUT' ? JSON.stringify({ url, events }) : undefined,
	});
	assert.ok(response.ok, `${method} is answered ${response.status}`);
}
