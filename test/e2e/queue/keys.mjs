// The same deduplication keys on two workers at the same moment.
import assert from 'node:assert/strict';
import { batch, repeated, SENDS } from '../batch.mjs';
import { CUSTOMERS, scenarioOf } from './shop.mjs';

/** Keys of one pair of executions. */
const KEYS = 200;
/** Pairs of each check, and with --thorough. */
const PAIRS = { quick: 5, thorough: 20 };
/** One of so many may go out twice: n8n has no lock to offer. */
const ONE_OF = 4000;

/** Puts so many entries into n8n's list of a node's keys, as if they had been used before. */
async function fill(shop, stored, entries) {
	await shop.queue.database.query(`
		INSERT INTO processed_data ("workflowId", context, "createdAt", "updatedAt", value)
		SELECT '${stored.id}', 'n:${SENDS}', now(), now(), json_build_object(
			'mode', 'entries',
			'data', (SELECT json_agg(encode(decode(md5(n::text), 'hex'), 'base64')) FROM generate_series(1, ${entries}) AS n)
		)`);
}

/** Runs a workflow twice at the same moment. @returns whether both workers had a part in it */
async function pair(shop, stored) {
	const started = await Promise.all([shop.client.start(stored), shop.client.start(stored)]);
	const ids = started.map(({ executionId }) => executionId);
	for (const id of ids) {
		const { status, error } = await shop.client.finished(id, 120_000);
		assert.equal(status, 'success', error?.message);
	}
	const workers = await shop.queue.workers();
	return workers.get(ids[0]) !== workers.get(ids[1]);
}

async function twins(shop, entries) {
	const pairs = PAIRS[shop.context.thorough ? 'thorough' : 'quick'];
	await shop.settings({ deliveries: false, answerDelayMs: 20 });
	const phones = CUSTOMERS.slice(0, KEYS);
	await shop.customers(phones);
	let counted = 0;
	let twice = 0;
	let lost = 0;
	// Two executions may meet on one worker, which has no race to show.
	for (let number = 0; counted < pairs && number < 3 * pairs; number++) {
		const name = `Twins ${number}`;
		const stored = await shop.store(
			batch(name, KEYS, { deduplicationKey: '={{ $json.text }}' }, {}, phones),
		);
		if (entries > 0) await fill(shop, stored, entries);
		const onBoth = await pair(shop, stored);
		const texts = await shop.texts(`${name} `);
		if (onBoth) counted++;
		twice += repeated(texts).length;
		lost += KEYS - new Set(texts).size;
	}
	const keys = counted * KEYS;
	const told = `${twice} of ${keys} twice, ${lost} lost`;
	assert.ok(counted === pairs, `only ${counted} pairs met on two workers`);
	assert.ok(twice <= Math.max(1, keys / ONE_OF), told);
	assert.equal(lost, 0, told);
	return twice === 0 ? `${told}: below ${((3 / keys) * 100).toFixed(2)} %` : told;
}

export default scenarioOf({
	'two workers send each key once': (shop) => twins(shop, 0),
	'the same where the list already holds 9,000 entries': (shop) => twins(shop, 9000),
});
