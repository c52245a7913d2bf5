// Many customers who have a question open, and answer at the same moment.
import assert from 'node:assert/strict';
import { chain } from '../batch.mjs';
import { CALLED, calling } from './places.mjs';
import { BUTTONS, END, items, START, zoko } from './shop.mjs';

const RUNS = 30;
/** Customers who tap at the same moment, each twice, as an impatient thumb does. */
const THUMBS = 8;

export async function many(shop) {
	const trigger = await shop.listening();
	const question = { ...BUTTONS, message: '=Order {{ $json.n }}: right?' };
	const called = await shop.store(
		chain('Asks one customer', [CALLED, zoko('Ask 0', question), END]),
	);
	await shop.client.activate(called);
	const list = `Array.from({ length: ${RUNS} }, (_, n) => ({ n }))`;
	const each = calling(called, { mode: 'each', options: { waitForSubWorkflow: false } });
	await shop.client.start(await shop.store(chain('Asks all', [START, ...items(list), each])));
	const asked = await shop.questions(RUNS);
	const are = async (wanted) => {
		const runs = await shop.client.executions(called);
		return runs.filter(({ status }) => status === wanted).length === RUNS && runs;
	};
	await shop.until('all runs to wait', () => are('waiting'));

	const open = asked.map(({ id }, at) => [id, at % 2]);
	const tapAll = async () => {
		for (let next = open.pop(); next; next = open.pop()) {
			await Promise.all([shop.tap(...next), shop.tap(...next)]);
		}
	};
	const began = performance.now();
	await Promise.all(Array.from({ length: THUMBS }, tapAll));
	const runs = await shop.until('all runs to end', () => are('success'));
	const seconds = (performance.now() - began) / 1000;

	const answered = new Set();
	for (const { id } of runs) {
		const [{ messageId, reply }] = await shop.ended(id);
		const at = asked.findIndex((message) => message.id === messageId);
		assert.equal(reply.payload, at % 2 ? 'cancel' : 'confirm');
		answered.add(messageId);
	}
	assert.equal(answered.size, RUNS);
	await shop.quiet(trigger, 0);
	assert.equal((await shop.webhooks()).length, 1);
	await shop.client.deactivate(called);
	await shop.withdraw(trigger);
	return `${RUNS} runs went on within ${seconds.toFixed(1)} s`;
}
