// Wait for Delivery that pauses its workflow, in a real n8n: the run sleeps until Zoko reports.
import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { ASHA, NOT_ON_WHATSAPP, update } from '../trigger/shop.mjs';

export const HOUR_MS = 3_600_000;

/** A workflow that is started by hand, sends, waits, and goes on. */
export function waiting(wait, recipient = ASHA) {
	const node = (id, name, type, parameters, at) => ({
		id,
		name,
		type,
		typeVersion: 1,
		position: [220 * at, 0],
		parameters,
	});
	const nodes = [
		node('start', 'Start', 'n8n-nodes-base.manualTrigger', {}, 0),
		node('send', 'Send', 'n8n-nodes-zoko.zoko', { recipient: `+${recipient}`, text: 'Hello' }, 1),
		node(
			'wait',
			'Wait',
			'n8n-nodes-zoko.zoko',
			{
				operation: 'waitForDelivery',
				messageId: '={{ $json.messageId }}',
				whileWaiting: 'pause',
				timeLimit: 2,
				timeLimitUnit: 'hours',
				...wait,
			},
			2,
		),
		node('end', 'End', 'n8n-nodes-base.noOp', {}, 3),
	];
	const connections = {};
	for (const [at, { name }] of nodes.slice(1).entries()) {
		connections[nodes[at].name] = { main: [[{ node: name, type: 'main', index: 0 }]] };
	}
	return { name: 'Waits for a delivery', nodes, connections };
}

/** One published trigger is enough, and it starts nothing for messages that arrive. */
const listening = (shop) => shop.publish(shop.workflow(['messageFailed']));

/** Messages are delivered after an hour, and read after another one, by the emulator's clock. */
export const slowly = (shop) =>
	shop.settings({ delays: { sent: 50, delivered: HOUR_MS, seen: HOUR_MS } });

export const pass = (shop, advanceMs) => shop.emulator.control('POST', '/clock', { advanceMs });

/** Starts a run, and waits until it pauses. */
export async function paused(shop, workflow) {
	const { executionId } = await shop.client.start(await shop.store(workflow));
	await shop.until('the run to pause', async () => {
		const { status, error } = await shop.client.execution(executionId);
		assert.equal(error, undefined, JSON.stringify(error));
		assert.notEqual(status, 'success', 'the run did not pause');
		return status === 'waiting';
	});
	return executionId;
}

/** What came out in the end. */
export async function ended(shop, executionId, patienceMs = 60_000) {
	await shop.client.finished(executionId, patienceMs);
	// n8n 1 saves how a run ended before it saves what it did after the wait.
	const run = await shop.until('the end of the run', async () => {
		const saved = await shop.client.execution(executionId);
		assert.equal(saved.status, 'success', JSON.stringify(saved.error));
		return saved.runData.End && saved;
	});
	assert.equal(run.runData.End.length, 1);
	const { json } = run.runData.End[0].data.main[0][0];
	assert.doesNotMatch(JSON.stringify(json), /~zk1\./);
	return json;
}

async function delivered(shop) {
	const trigger = await listening(shop);
	await slowly(shop);
	const first = await paused(shop, waiting({}));
	const second = await paused(shop, waiting({ waitUntil: 'read' }));
	await pass(shop, HOUR_MS);
	const json = await ended(shop, first);
	assert.equal(json.delivered, true);
	assert.equal(json.timedOut, false);
	assert.equal(json.read, false);
	assert.equal(json.notices, undefined);
	assert.ok(json.history.some(({ status }) => status === 'delivered'));
	assert.equal((await shop.client.execution(second)).status, 'waiting');
	await pass(shop, HOUR_MS);
	assert.equal((await ended(shop, second)).read, true);
	await shop.quiet(trigger, 0);
	await shop.withdraw(trigger);
}

async function ownRun(shop) {
	const trigger = await shop.publish(shop.workflow(['messageDelivered']));
	await slowly(shop);
	const executionId = await paused(shop, waiting({}));
	await pass(shop, HOUR_MS);
	const { messageId } = await ended(shop, executionId);
	const [run] = await shop.runs(trigger, 1);
	assert.equal(run.runData.End[0].data.main[0][0].json.messageId, messageId);
	const [{ url }] = await shop.webhooks();
	assert.equal((await shop.post(url, update(messageId))).status, 200);
	await shop.quiet(trigger, 1);
	await shop.withdraw(trigger);
}

async function failed(shop) {
	const trigger = await listening(shop);
	const { executionId } = await shop.client.start(await shop.store(waiting({}, NOT_ON_WHATSAPP)));
	const json = await ended(shop, executionId);
	assert.equal(json.delivered, false);
	assert.equal(json.timedOut, false);
	assert.ok(json.failureReason);
	await shop.withdraw(trigger);
}

async function restarted(shop) {
	const trigger = await listening(shop);
	await slowly(shop);
	const executionId = await paused(shop, waiting({}));
	await shop.restart();
	await pass(shop, HOUR_MS);
	assert.equal((await ended(shop, executionId)).delivered, true);
	await shop.withdraw(trigger);
}

async function many(shop) {
	const trigger = await listening(shop);
	await slowly(shop);
	const stored = await shop.store(waiting({}));
	const ids = [];
	for (let run = 0; run < 10; run++) ids.push((await shop.client.start(stored)).executionId);
	await shop.until('all runs to pause', async () => {
		const saved = await Promise.all(ids.map((id) => shop.client.execution(id)));
		return saved.every(({ status }) => status === 'waiting');
	});
	await pass(shop, HOUR_MS);
	const messages = new Set();
	for (const id of ids) {
		const json = await ended(shop, id);
		assert.equal(json.delivered, true);
		messages.add(json.messageId);
	}
	assert.equal(messages.size, ids.length);
	await shop.quiet(trigger, 0);
	await shop.withdraw(trigger);
}

async function stopped(shop) {
	const trigger = await listening(shop);
	await slowly(shop);
	const stopped = await paused(shop, waiting({}));
	const goesOn = await paused(shop, waiting({}));
	await shop.client.request('POST', `/executions/${stopped}/stop`);
	await pass(shop, HOUR_MS);
	assert.equal((await ended(shop, goesOn)).delivered, true);
	assert.equal((await shop.client.execution(stopped)).runData.End, undefined);
	await shop.withdraw(trigger);
}

/** The report is lost with the webhook; when the time is up Zoko is asked once more. */
async function timedOut(shop) {
	const trigger = await listening(shop);
	await slowly(shop);
	const limit = { timeLimit: 30, timeLimitUnit: 'seconds' };
	const never = await paused(shop, waiting({ ...limit, waitUntil: 'read' }));
	const missed = await paused(shop, waiting(limit));
	const [{ id }] = await shop.webhooks();
	const { url, apiKey } = shop.emulator;
	const gone = { method: 'DELETE', headers: { apikey: apiKey } };
	assert.ok((await fetch(`${url}/v2/webhook/${id}`, gone)).ok);
	await pass(shop, HOUR_MS);
	await sleep(1000);
	assert.equal((await shop.client.execution(missed)).status, 'waiting');
	const late = await ended(shop, missed, 240_000);
	assert.deepEqual([late.delivered, late.timedOut, late.notices], [true, false, undefined]);
	const unread = await ended(shop, never, 240_000);
	assert.deepEqual([unread.delivered, unread.read, unread.timedOut], [true, false, true]);
	assert.equal(unread.notices, undefined);
	await shop.withdraw(trigger);
}

async function unheard(shop) {
	await slowly(shop);
	const run = await shop.client.run(await shop.store(waiting({})));
	assert.match(run.error.message, /No published Zoko Trigger of this n8n hears of deliveries/);
}

export const DELIVERIES = {
	'a run pauses until its message is delivered, another until its own is read': delivered,
	'the trigger still starts its own workflow for the delivery, once': ownRun,
	'a failed delivery ends the pause, with the reason': failed,
	'a pause outlives a restart': restarted,
	'ten runs pause at once, and each goes on with its own message': many,
	'a stopped run is left alone': stopped,
	'when the time is up Zoko is asked once more': timedOut,
	'a run does not pause when no trigger hears of deliveries': unheard,
};
