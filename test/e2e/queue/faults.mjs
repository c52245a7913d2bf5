// Sends through faults on a worker, and a worker that is killed in the midst of it.
import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { itemsOf } from '../../../scripts/lib/n8n.mjs';
import { batch, repeated, SENDS } from '../batch.mjs';
import { CUSTOMERS, scenarioOf } from './shop.mjs';

const COUNT = 500;
/** A killed execution may leave so many keys taken whose messages had not gone out: 'Max at Once'. */
const IN_FLIGHT = 10;

/** What Zoko's answers, and the way to it, can do to a message: a third of them meet something. */
const WEATHER = [
	{ kind: 'status', status: 429, weight: 3 },
	{ kind: 'status', status: 429, retryAfter: 1, weight: 1 },
	{ kind: 'status', status: 503, weight: 3 },
	{ kind: 'status', status: 400, weight: 1 },
	{ kind: 'status', status: 500, when: 'after', weight: 1 },
	{ kind: 'reset', when: 'before', weight: 2 },
	{ kind: 'reset', when: 'after', weight: 2 },
	{ kind: 'noMessageId', weight: 1 },
];

async function throughFaults(shop) {
	await shop.settings({ deliveries: false });
	const phones = CUSTOMERS.slice(0, COUNT);
	await shop.customers(phones);
	const seed = Date.now().toString(36);
	await shop.emulator.control('POST', '/faults', { probability: 0.3, seed, faults: WEATHER });
	const settings = {
		retryOnFail: true,
		maxTries: 5,
		waitBetweenTries: 100,
		onError: 'continueRegularOutput',
	};
	const stored = await shop.store(batch('Through faults', COUNT, {}, settings, phones));
	const run = await shop.client.run(stored, { timeoutMs: 180_000 });
	assert.equal(run.status, 'success', run.error?.message);

	const items = itemsOf(run, SENDS);
	assert.equal(items.length, COUNT);
	const texts = await shop.texts('Through faults ');
	assert.deepEqual(repeated(texts), [], `seed ${seed}`);
	const accepted = new Set(texts);
	// The output is in the order of the input.
	const kinds = items.map((item) => (item.messageId ? 'sent' : item.category));
	const wrong = kinds.filter((kind, n) => {
		const isOut = accepted.has(`Through faults ${n}`);
		return kind === 'sent' ? !isOut : isOut && kind !== 'ambiguous';
	});
	assert.deepEqual(wrong, [], `seed ${seed}`);
	const count = (wanted) => kinds.filter((kind) => kind === wanted).length;
	const [sent, uncertain] = [count('sent'), count('ambiguous')];
	assert.ok(sent < COUNT && uncertain > 0, 'there were no faults');
	return `${sent} sent, ${uncertain} uncertain, ${COUNT - sent - uncertain} refused; 0 twice, 0 wrong reports`;
}

async function killedWorker(shop) {
	await shop.settings({ deliveries: false, answerDelayMs: 100 });
	const phones = CUSTOMERS.slice(0, COUNT);
	await shop.customers(phones);
	const sent = async () => (await shop.texts('Killed ')).length;
	const keyed = { deduplicationKey: '={{ $json.text }}' };
	const stored = await shop.store(batch('Killed', COUNT, keyed, {}, phones));
	const { executionId } = await shop.client.start(stored);
	await shop.until('a part of the messages', async () => (await sent()) >= 100);
	const worker = (await shop.queue.workers()).get(executionId);
	await shop.queue.kill(worker);
	await sleep(1000);
	const before = await sent();
	await shop.queue.start(worker);
	const { status } = await shop.client.finished(executionId, 120_000);
	assert.notEqual(status, 'success');
	assert.equal(await sent(), before, 'the job was taken up again');

	const again = await shop.client.run(stored, { timeoutMs: 120_000 });
	assert.equal(again.status, 'success', again.error?.message);
	const texts = await shop.texts('Killed ');
	assert.deepEqual(repeated(texts), []);
	const missing = COUNT - texts.length;
	assert.ok(missing <= IN_FLIGHT, `${missing} were skipped although they had not gone out`);
	return `${before} before the kill (${status}), ${texts.length - before} when started again, ${missing} skipped unsent`;
}

export default scenarioOf({
	'500 sends through faults with Retry On Fail': throughFaults,
	'a worker is killed: its batch is not taken up, and keys send only the rest': killedWorker,
});
