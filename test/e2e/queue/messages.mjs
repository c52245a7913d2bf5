// Messages of every type, sent by workers, and what waits for their delivery.
import assert from 'node:assert/strict';
import { node } from '../batch.mjs';
import { scenarioOf, sendText } from './shop.mjs';

const RUNS = 10;
const FOLLOW_UPS = 20;

const count = (values) => {
	const counts = {};
	for (const value of values) counts[value] = (counts[value] ?? 0) + 1;
	return counts;
};

async function thirteenTypes(shop) {
	const example = structuredClone(await shop.example('02-all-thirteen-messages.json'));
	const start = example.nodes.find(({ type }) => type === 'n8n-nodes-base.manualTrigger');
	const [trigger] = shop.workflow(['messageReceived']).nodes;
	Object.assign(start, trigger, { name: start.name });
	const published = await shop.publish(example);
	for (let run = 0; run < RUNS; run++) await shop.write(`Send me all of them ${run}`);
	const runs = await shop.runs(published, RUNS);
	assert.deepEqual(count(runs.map(({ status }) => status)), { success: RUNS });
	const types = count(
		(await shop.emulator.book()).flatMap(({ body }) => (body.channel ? body.type : [])),
	);
	assert.deepEqual(
		Object.values(types),
		Array.from({ length: 13 }, () => RUNS),
	);
	const shares = await shop.shares(runs.map(({ id }) => id));
	await shop.withdraw(published);
	return `${13 * RUNS} accepted, ${shares.join(' and ')} runs`;
}

async function followUps(shop) {
	const waiting = {
		operation: 'waitForDelivery',
		messageId: '={{ $json.messageId }}',
		firstInterval: 0.5,
	};
	const published = await shop.publish(
		shop.after(
			['messageReceived'],
			[
				sendText('Answer', '={{ $json.phone }}', '={{ $json.text }}'),
				node('Wait', 'n8n-nodes-zoko.zoko', waiting, 440),
			],
		),
	);
	for (let at = 0; at < FOLLOW_UPS; at++) await shop.write(`Question ${at}`);
	const runs = await shop.runs(published, FOLLOW_UPS);
	for (const { status, runData, error } of runs) {
		assert.equal(status, 'success', error?.message);
		const [{ json }] = runData.Wait[0].data.main[0];
		assert.match(json.status, /delivered|read/);
	}
	assert.equal(new Set(await shop.texts('Question')).size, FOLLOW_UPS);
	const shares = await shop.shares(runs.map(({ id }) => id));
	await shop.withdraw(published);
	return `${shares.join(' and ')} runs`;
}

async function files(shop) {
	const file = { mode: 'raw', jsonOutput: '={{ { text: $json.text } }}', options: {} };
	const sent = {
		operation: 'sendDocument',
		recipient: '={{ $("Zoko Trigger").item.json.phone }}',
		mediaSource: 'binary',
		options: {},
	};
	const published = await shop.publish(
		shop.after(
			['messageReceived'],
			[
				node('Text', 'n8n-nodes-base.set', file, 220, { typeVersion: 3.4 }),
				node('File', 'n8n-nodes-base.convertToFile', { operation: 'toJson', options: {} }, 440),
				node('Send', 'n8n-nodes-zoko.zoko', sent, 660),
			],
		),
	);
	await shop.write('A file, please');
	const [run] = await shop.runs(published, 1);
	assert.equal(run.status, 'success', run.error?.message);
	const [{ body }] = (await shop.emulator.book()).filter(
		({ body: { type } }) => type === 'document',
	);
	const link = await fetch(body.message);
	assert.equal(link.status, 200, body.message);
	assert.match(await link.text(), /A file, please/);
	await shop.withdraw(published);
}

export default scenarioOf({
	'all thirteen types leave both workers': thirteenTypes,
	'a text is answered, and its delivery waited for, on both workers': followUps,
	"a file's link opens at the main process": files,
});
