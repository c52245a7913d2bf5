// What a customer can do with a question, and when.
import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { itemsOf } from '../../../scripts/lib/n8n.mjs';
import { ASHA, TEAM } from '../trigger/shop.mjs';
import { asking, BUTTONS, LIST, TEMPLATE } from './shop.mjs';

export async function answered(shop) {
	const trigger = await shop.listening();
	for (const [question, index, payload] of [
		[BUTTONS, 1, 'cancel'],
		[LIST, 1, 'Tuesday'],
		[TEMPLATE, 0, 'confirm-A1001'],
	]) {
		const { executionId, messageId } = await shop.ask(asking(question));
		await shop.tap(messageId, index);
		const [json, ...more] = await shop.ended(executionId);
		assert.deepEqual(more, []);
		assert.equal(json.replied, true);
		assert.equal(json.messageId, messageId);
		assert.equal(json.phone, `+${ASHA}`);
		assert.equal(json.reply.payload, payload);
	}
	await shop.quiet(trigger, 0);
	await shop.withdraw(trigger);
}

export async function twice(shop) {
	const trigger = await shop.listening();
	const { executionId, messageId } = await shop.ask(asking(BUTTONS, BUTTONS));
	await shop.tap(messageId, 0);
	const second = await shop.asked(executionId, 'Ask 1');
	await shop.tap(messageId, 1);
	await sleep(2000);
	assert.equal((await shop.client.execution(executionId)).status, 'waiting');
	await shop.tap(second, 1);
	assert.equal(await shop.payload(executionId), 'cancel');
	await shop.quiet(trigger, 0);
	await shop.withdraw(trigger);
}

export async function twoRuns(shop) {
	const trigger = await shop.listening();
	const first = await shop.ask(asking(BUTTONS));
	const second = await shop.ask(asking(BUTTONS));
	await shop.tap(second.messageId, 1);
	assert.equal(await shop.payload(second.executionId), 'cancel');
	assert.equal((await shop.client.execution(first.executionId)).status, 'waiting');
	await shop.tap(first.messageId, 0);
	assert.equal(await shop.payload(first.executionId), 'confirm');
	await shop.withdraw(trigger);
}

/** A slow Zoko: the customer has the question, and n8n does not know yet that it was sent. */
export async function early(shop) {
	const trigger = await shop.listening();
	await shop.emulator.control('POST', '/faults', {
		operation: 'POST /message',
		faults: [{ kind: 'slow', when: 'after', delayMs: 5000 }],
	});
	const stored = await shop.store(asking(BUTTONS));
	const { executionId } = await shop.client.start(stored);
	const [{ id }] = await shop.questions(1);
	await shop.tap(id, 1);
	assert.equal(await shop.payload(executionId), 'cancel');
	assert.equal((await shop.questions(1)).length, 1);
	await shop.quiet(trigger, 0);
	await shop.withdraw(trigger);
}

/** Nobody waits any more: the time is up, the run was stopped, deleted, or has its answer. */
export async function late(shop) {
	const trigger = await shop.listening({ lateAnswers: 'startWorkflow' });
	const short = await shop.ask(asking({ ...BUTTONS, timeLimit: 0.05, timeLimitUnit: 'minutes' }));
	const stopped = await shop.ask(asking(BUTTONS));
	const deleted = await shop.ask(asking(BUTTONS));
	const doubled = await shop.ask(asking(BUTTONS));
	await shop.client.request('POST', `/executions/${stopped.executionId}/stop`);
	await shop.client.request('POST', '/executions/delete', { ids: [deleted.executionId] });
	await Promise.all([shop.tap(doubled.messageId, 1), shop.tap(doubled.messageId, 1)]);
	assert.equal(await shop.payload(doubled.executionId), 'cancel');
	await shop.tap(stopped.messageId);
	await shop.tap(deleted.messageId);
	await shop.until(
		'the time to be up',
		async () => (await shop.client.execution(short.executionId)).status !== 'waiting',
		180_000,
	);
	assert.deepEqual(await shop.ended(short.executionId), [
		{
			replied: false,
			timedOut: true,
			messageId: short.messageId,
			phone: `+${ASHA}`,
			waitedMs: 3000,
		},
	]);
	await shop.tap(short.messageId);
	const runs = await shop.runs(trigger, 4);
	const told = runs.flatMap((run) => itemsOf(run, 'End'));
	assert.doesNotMatch(JSON.stringify(told), /~zk1/);
	const seen = told.map(({ late: isLate, inReplyTo, reply }) => [isLate, inReplyTo, reply.payload]);
	assert.deepEqual(
		seen.sort(),
		[
			[true, short.messageId, 'confirm'],
			[true, stopped.messageId, 'confirm'],
			[true, deleted.messageId, 'confirm'],
			[true, doubled.messageId, 'cancel'],
		].sort(),
	);
	await shop.quiet(trigger, 4);
	await shop.withdraw(trigger);
}

export async function unheard(shop) {
	const stored = await shop.store(asking({ ...BUTTONS, recipient: `+${TEAM}` }));
	const run = await shop.client.run(stored);
	assert.match(run.error.message, /No published Zoko Trigger of this n8n hears the answer/);
	assert.deepEqual(await shop.emulator.book(), []);
}
