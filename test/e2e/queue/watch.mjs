// The main process looks after the webhook, and no other one does.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { QUIET_MS } from '../trigger/shop.mjs';
import { scenarioOf } from './shop.mjs';

const REPAIRED = /Zoko had no webhook for this workflow any more/;

async function deletedAtZoko(shop) {
	const published = await shop.publish(shop.workflow(['messageReceived']));
	const [before] = await shop.webhooks();
	const registered = async () =>
		(await shop.emulator.control('GET', '/requests')).byOperation['POST /webhook'];
	const once = await registered();
	const gone = await fetch(`${shop.emulator.baseUrl}/webhook/${before.id}`, {
		method: 'DELETE',
		headers: { apikey: shop.emulator.apiKey },
	});
	assert.ok(gone.ok, String(gone.status));

	const since = Date.now();
	await shop.until('the repair', async () => (await shop.webhooks()).length > 0);
	const seconds = Math.round((Date.now() - since) / 1000);
	const [reported] = await shop.runs(published, 1);
	assert.deepEqual([reported.mode, reported.status], ['trigger', 'error']);
	assert.match(JSON.stringify(reported.error), REPAIRED);
	await sleep(QUIET_MS);
	const after = await shop.webhooks();
	assert.deepEqual(
		after.map(({ url }) => url),
		[before.url],
	);
	assert.equal((await registered()) - once, 1);
	const told = [];
	for (const [name, { logFile }] of Object.entries(shop.queue.processes)) {
		if (REPAIRED.test(await readFile(logFile, 'utf8'))) told.push(name);
	}
	assert.deepEqual(told, ['main']);

	await shop.write('Here again');
	await shop.until('the run', async () => (await shop.counts(published)).success === 1);
	await shop.withdraw(published);
	return `registered once more, by main, after ${seconds} s`;
}

export default scenarioOf({ 'a webhook that was deleted at Zoko is there again': deletedAtZoko });
