// Many customers who have a question open, and answer at the same moment.
import assert from 'node:assert/strict';
import { chain } from '../batch.mjs';
import { CALLED, calling } from './places.mjs';
import { BUTTONS, END, items, START, zoko } from './shop.mjs';

const RUNS = 30;
/** Customers who tap at the same moment, each twice, as an impatient thumb does. */
const THUMBS = 8;

/**
 * Starts runs of one workflow, and waits until each has asked and sleeps.
 * @param {number} count at most a hundred: n8n lists no more executions of a workflow
 * @returns the workflow, the questions, and a way to wait until all runs have a status
 */
export async function askMany(shop, count) {
	const before = (await shop.questions(0)).length;
	const question = { ...BUTTONS, message: '=Order {{ $json.n }}: right?' };
	const called = await shop.store(
		chain('Asks one customer', [CALLED, zoko('Ask 0', question), END]),
	);
	await shop.client.activate(called);
	const list = `Array.from({ length: ${count} }, (_, n) => ({ n }))`;
	const each = calling(called, { mode: 'each', options: { waitForSubWorkflow: false } });
	await shop.client.start(await shop.store(chain('Asks all', [START, ...items(list), each])));
	const asked = (await shop.questions(before + count)).slice(before);
	const are = async (wanted) =>
		await shop.until(`${count} runs: ${wanted}`, async () => {
			const runs = await shop.client.executions(called);
			return runs.filter(({ status }) => status === wanted).length === count && runs;
		});
	await are('waiting');
	return { called, asked, are };
}

/** Which button the customer taps at one of many questions. */
export const choiceOf = (at) => at % 2;

/** Each run went on once, with the answer to its own question. @param {object[]} runs that have ended */
export async function checkAnswers(shop, runs, asked) {
	const answered = new Set();
	for (const { id } of runs) {
		const [{ messageId, reply }] = await shop.ended(id);
		const at = asked.findIndex((message) => message.id === messageId);
		assert.equal(reply.payload, ['confirm', 'cancel'][choiceOf(at)]);
		answered.add(messageId);
	}
	assert.equal(answered.size, asked.length);
}

export async function many(shop) {
	const trigger = await shop.listening();
	const { called, asked, are } = await askMany(shop, RUNS);

	const open = asked.map(({ id }, at) => [id, choiceOf(at)]);
	const tapAll = async () => {
		for (let next = open.pop(); next; next = open.pop()) {
			await Promise.all([shop.tap(...next), shop.tap(...next)]);
		}
	};
	const began = performance.now();
	await Promise.all(Array.from({ length: THUMBS }, tapAll));
	const runs = await are('success');
	const seconds = (performance.now() - began) / 1000;

	await checkAnswers(shop, runs, asked);
	await shop.quiet(trigger, 0);
	assert.equal((await shop.webhooks()).length, 1);
	await shop.client.deactivate(called);
	await shop.withdraw(trigger);
	return `${RUNS} runs went on within ${seconds.toFixed(1)} s`;
}
