// Runs that sleep on a worker, and are woken by what reaches one of two webhook processes, or both.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { itemsOf } from '../../../scripts/lib/n8n.mjs';
import { scenarioIn } from '../trigger/shop.mjs';
import { ended, HOUR_MS, pass, paused, slowly, waiting } from '../wait/delivery.mjs';
import { askMany, checkAnswers, choiceOf } from '../wait/many.mjs';
import { asking, BUTTONS, thatAsks, TOKEN } from '../wait/shop.mjs';
import { QueueShop } from './shop.mjs';

const RUNS = 10;

/** Each event comes twice at the same moment, once to each webhook process; none is given up. */
const DOUBLED = {
	webhooks: { copies: 2, attempts: 50, backoffMs: [500, 1000], disableAfter: 100_000 },
};

class WaitingShop extends thatAsks(QueueShop) {
	async open() {
		await super.open();
		await this.settings(DOUBLED);
	}

	/** What came to the end of the trigger's own runs, once nothing is under way any more. */
	async started(trigger) {
		await this.settled(trigger);
		const runs = await Promise.all(
			(await this.executions(trigger)).map(({ id }) => this.client.execution(id)),
		);
		assert.deepEqual(
			runs.filter(({ status }) => status !== 'success').map(({ error }) => error),
			[],
		);
		return runs.flatMap((run) => itemsOf(run, 'End'));
	}

	/** Lets the time limit of a run be over, whatever it is. */
	async expire(executionId) {
		await this.queue.database.query(
			`UPDATE execution_entity SET "waitTill" = now() WHERE id = ${executionId} AND status = 'waiting'`,
		);
	}
}

/** The customers have their questions, and n8n does not know yet that it has sent them. */
async function early(shop) {
	const trigger = await shop.listening({ lateAnswers: 'startWorkflow' });
	await shop.emulator.control('POST', '/faults', {
		operation: 'POST /message',
		next: 3,
		faults: [{ kind: 'slow', when: 'after', delayMs: 2000 }],
	});
	const stored = await shop.store(asking(BUTTONS));
	const runs = [];
	for (let n = 0; n < 3; n++) {
		const { executionId } = await shop.client.start(stored);
		const { id: messageId } = (await shop.questions(n + 1))[n];
		runs.push({ executionId, messageId, tap: shop.tap(messageId, choiceOf(n)) });
	}
	for (const [n, { executionId, messageId, tap }] of runs.entries()) {
		await tap;
		const [json] = await shop.ended(executionId);
		assert.deepEqual(
			[json.messageId, json.reply.payload],
			[messageId, ['confirm', 'cancel'][choiceOf(n)]],
		);
	}
	assert.deepEqual(await shop.started(trigger), []);
	await shop.withdraw(trigger);
}

async function each(shop) {
	const trigger = await shop.listening({ lateAnswers: 'startWorkflow' });
	const { called, asked, are } = await askMany(shop, RUNS);
	await Promise.all(asked.map(({ id }, at) => shop.tap(id, choiceOf(at))));
	const runs = await are('success');
	await checkAnswers(shop, runs, asked);
	const shares = await shop.shares(runs.map(({ id }) => id));
	assert.deepEqual(await shop.started(trigger), []);
	await shop.tap(asked[0].id, 1);
	const late = await shop.started(trigger);
	assert.deepEqual(
		late.map(({ late, inReplyTo, reply }) => [late, inReplyTo, reply.payload]),
		[[true, asked[0].id, 'cancel']],
	);
	await shop.client.deactivate(called);
	await shop.withdraw(trigger);
	return `${shares.join(' and ')} runs`;
}

/** Taps and reports come while one webhook process is away, and once it is back. */
async function killed(shop) {
	const trigger = await shop.publish(shop.workflow(['replyReceived', 'messageFailed']));
	await slowly(shop);
	const deliveries = [await paused(shop, waiting({})), await paused(shop, waiting({}))];
	const questions = [];
	for (let n = 0; n < 4; n++) questions.push(await shop.ask(asking(BUTTONS)));
	const tap = (n) => shop.tap(questions[n].messageId, choiceOf(n));
	await shop.queue.kill('webhook1');
	await Promise.all([tap(0), tap(1)]);
	await shop.queue.start('webhook1');
	await Promise.all([tap(2), tap(3), pass(shop, HOUR_MS)]);
	for (const [n, { executionId }] of questions.entries()) {
		assert.equal(await shop.payload(executionId), ['confirm', 'cancel'][choiceOf(n)]);
	}
	for (const id of deliveries) assert.equal((await ended(shop, id)).delivered, true);
	assert.deepEqual(await shop.started(trigger), []);
	await shop.withdraw(trigger);
}

async function delivered(shop) {
	const trigger = await shop.publish(shop.workflow(['messageDelivered']));
	await slowly(shop);
	const ids = [];
	for (let run = 0; run < 4; run++) ids.push(await paused(shop, waiting({})));
	await pass(shop, HOUR_MS);
	const messages = new Set();
	for (const id of ids) {
		const { messageId, delivered, timedOut } = await ended(shop, id);
		assert.deepEqual([delivered, timedOut], [true, false]);
		messages.add(messageId);
	}
	assert.equal(messages.size, ids.length);
	const started = await shop.started(trigger);
	assert.deepEqual(started.map(({ messageId }) => messageId).sort(), [...messages].sort());
	await shop.withdraw(trigger);
}

/** Nobody taps, and nothing is delivered. */
async function limited(shop) {
	const trigger = await shop.publish(shop.workflow(['replyReceived', 'messageFailed']));
	await slowly(shop);
	const question = await shop.ask(asking({ ...BUTTONS, timeLimit: 1, timeLimitUnit: 'minutes' }));
	const delivery = await paused(shop, waiting({}));
	await shop.expire(question.executionId);
	await shop.expire(delivery);
	const [unanswered] = await shop.ended(question.executionId);
	assert.deepEqual([unanswered.replied, unanswered.timedOut], [false, true]);
	const undelivered = await ended(shop, delivery, 120_000);
	assert.deepEqual([undelivered.delivered, undelivered.timedOut], [false, true]);
	assert.match(undelivered.notices.join(), /n8n has ended this wait by itself/);
	// 'Late Answers' is off, and what is late for a run is news for nobody else.
	await shop.tap(question.messageId);
	await pass(shop, HOUR_MS);
	assert.deepEqual(await shop.started(trigger), []);
	assert.equal((await shop.client.execution(delivery)).runData.End.length, 1);
	await shop.withdraw(trigger);
}

/** After all of that: what finds a run is in no execution, and in no log. */
async function silent(shop) {
	const saved = await shop.queue.database.query(
		`SELECT count(*), count(*) FILTER (WHERE data LIKE '%~zk1.%') FROM execution_data`,
	);
	const [executions, telling] = saved.split('|').map(Number);
	assert.ok(executions > RUNS);
	assert.equal(telling, 0);
	for (const [name, { logFile }] of Object.entries(shop.queue.processes)) {
		assert.doesNotMatch(await readFile(logFile, 'utf8'), TOKEN, name);
	}
	return `${executions} executions`;
}

export default scenarioIn(WaitingShop, {
	'taps that are there before their runs sleep': early,
	'ten runs, each with its own answer; a second tap is late once': each,
	'a webhook process is killed and started again between question and tap': killed,
	'runs that pause go on with their own delivery': delivered,
	'a time limit passes': limited,
	'what finds a waiting run is in no execution and no log': silent,
});
