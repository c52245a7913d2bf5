// What is registered at Zoko while n8n comes, goes and is killed.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { itemsOf } from '../../../scripts/lib/n8n.mjs';
import { ASHA, COD, QUIET_MS, update } from './shop.mjs';

/** Fictional numbers (Ofcom's range for drama). */
const crowd = (count) =>
	Array.from({ length: count }, (_, at) => `4477009006${String(at).padStart(2, '0')}`);

export async function testAndProduction(shop) {
	const published = await shop.publish(shop.workflow(['messageReceived']));
	const listening = await shop.client.start(published);
	assert.equal(listening.waitingForWebhook, true);
	const kinds = (await shop.webhooks()).map(({ url }) => new URL(url).pathname.split('/')[1]);
	assert.deepEqual(kinds.sort(), ['webhook', 'webhook-test']);
	await shop.write('To both');
	const runs = await shop.runs(published, 2);
	assert.deepEqual(runs.map(({ mode }) => mode).sort(), ['manual', 'webhook']);
	await shop.until('the test webhook to go', async () => (await shop.webhooks()).length === 1);
	await shop.write('To production only');
	await shop.runs(published, 3);
	await shop.withdraw(published);
}

export async function changedEvents(shop) {
	const published = await shop.publish(shop.workflow(['messageReceived']));
	const [before] = await shop.webhooks();
	await change(shop, published, (trigger) => (trigger.parameters.events = ['messageOutgoing']));
	await shop.until('the changed webhook', async () => {
		const [webhook, ...more] = await shop.webhooks();
		return more.length === 0 && webhook?.events.join() === 'message:store:out';
	});
	const [after] = await shop.webhooks();
	assert.notEqual(after.url, before.url);
	assert.equal((await shop.post(before.url, update(randomUUID()))).status, 401);
	await shop.emulator.send({ recipient: ASHA, ...COD });
	await shop.runs(published, 1);
	await shop.withdraw(published);
}

export async function anotherAccount(shop) {
	const published = await shop.publish(shop.workflow(['messageReceived']));
	const other = await shop.context.newEmulator('another-account');
	const { apiKey, baseUrl } = other;
	const name = 'Zoko (another account)';
	const credential = await shop.client.saveCredential(name, 'zokoApi', { apiKey, baseUrl });
	await change(shop, published, (trigger) => (trigger.credentials = { zokoApi: credential }));
	const webhooks = async () => await other.control('GET', '/webhooks');
	await shop.until('the webhook to move', async () => (await webhooks()).length === 1);
	await shop.until('the old one to go', async () => (await shop.webhooks()).length === 0);
	await other.control('POST', '/incoming', { from: ASHA, text: 'To the other number' });
	await shop.runs(published, 1);
	await shop.withdraw(published);
	assert.deepEqual(await webhooks(), []);
}

export async function credentialGone(shop) {
	const published = await shop.publish(
		shop.workflow(['messageDelivered'], { verifyWithZoko: true }),
	);
	const { apiKey, baseUrl } = shop.emulator;
	const [{ credentials }] = (await shop.client.request('GET', `/workflows/${published.id}`)).nodes;
	const name = 'Zoko (deleted later)';
	const credential = await shop.client.saveCredential(name, 'zokoApi', { apiKey, baseUrl });
	await change(shop, published, (trigger) => (trigger.credentials = { zokoApi: credential }));
	const [{ url }] = await shop.webhooks();
	await shop.client.request('DELETE', `/credentials/${credential.id}`);
	const { messageId } = await shop.emulator.send({ recipient: ASHA, ...COD });
	const [{ status, error }] = await shop.runs(published, 1);
	assert.equal(status, 'error');
	assert.match(error.message, /does not give this node its Zoko credential/);
	assert.match(error.description, new RegExp(`pick or create another one.*${messageId}`));
	const [delivery] = (
		await shop.emulator.control('GET', `/deliveries?messageId=${messageId}`)
	).filter(({ deliveryStatus }) => deliveryStatus === 'delivered');
	assert.deepEqual(
		delivery.attempts.map(({ httpStatus }) => httpStatus),
		[503, 503, 200],
	);
	await shop.quiet(published, 1);
	const secret = url.slice(url.lastIndexOf('/') + 1);
	assert.ok(!(await readFile(shop.n8n.server.logFile, 'utf8')).includes(secret));
	await change(shop, published, (trigger) => (trigger.credentials = credentials));
	await shop.emulator.send({ recipient: ASHA, ...COD });
	await shop.runs(published, 2);
	await shop.withdraw(published);
}

/** Edits the trigger of a published workflow, and publishes it again. */
async function change(shop, { id, ...published }, edit) {
	const { nodes, connections, versionId } = await shop.client.request('GET', `/workflows/${id}`);
	edit(nodes[0]);
	await shop.client.request('PATCH', `/workflows/${id}`, { nodes, connections, versionId });
	await shop.client.activate({ id, ...published });
}

export async function killed(shop) {
	const published = await shop.publish(shop.workflow(['messageDelivered']));
	const backoffMs = [2000, 4000, 8000];
	await shop.settings({
		delays: { sent: 1, delivered: 400, seen: null },
		webhooks: { attempts: 30, backoffMs, disableAfter: 10_000 },
	});
	const phones = crowd(30);
	const sending = (async () => {
		for (const recipient of phones) {
			await shop.emulator.send({ recipient, ...COD });
			await sleep(60);
		}
	})();
	await shop.until('the first runs', async () => (await shop.executions(published)).length >= 10);
	process.kill(-shop.n8n.server.process.pid, 'SIGKILL');
	await sending;
	await shop.restart();
	assert.equal((await shop.webhooks()).length, 1);

	const open = async () =>
		(await shop.emulator.control('GET', '/deliveries?limit=1000&state=pending')).length;
	await shop.until('every event to be answered', async () => (await open()) === 0);
	await sleep(QUIET_MS);
	const runs = await shop.executions(published);
	const datas = await Promise.all(runs.map(async ({ id }) => await shop.client.execution(id)));
	// The run of a repeat may begin, and ends at the trigger: what counts is what went past it. A run
	// that was cut off in the middle is listed as crashed, and not repeated.
	const followedUp = datas.flatMap((run) => itemsOf(run, 'End')).map(({ messageId }) => messageId);
	const crashed = runs.filter(({ status }) => status === 'crashed').length;
	assert.equal(followedUp.length, new Set(followedUp).size);
	assert.ok(followedUp.length + crashed >= phones.length, `${followedUp.length} and ${crashed}`);
	assert.equal((await shop.webhooks()).length, 1);
	await shop.withdraw(published);
	return `${followedUp.length} of ${phones.length} followed up, ${crashed} cut off`;
}

export async function disabled(shop) {
	const published = await shop.publish(shop.workflow(['messageReceived']));
	await shop.settings({ webhooks: { attempts: 6, backoffMs: [50], disableAfter: 6 } });
	process.kill(-shop.n8n.server.process.pid, 'SIGKILL');
	await sleep(500);
	await shop.write('Nobody is there');
	await shop.until('Zoko to give up', async () =>
		(await shop.emulator.control('GET', '/webhooks')).every(({ active }) => !active),
	);
	await shop.context.restartN8n();
	// The trigger would do it by itself, in its second minute.
	await shop.client.deactivate(published);
	await shop.client.activate(published);
	const all = await shop.emulator.control('GET', '/webhooks');
	assert.deepEqual(
		all.map(({ active }) => active),
		[true],
	);
	await shop.write('Here again');
	await shop.runs(published, 1);
	await shop.withdraw(published);
}

export async function deactivated(shop) {
	const other = await shop.emulator.control('GET', '/webhooks');
	assert.deepEqual(other, []);
	const response = await fetch(`${shop.emulator.baseUrl}/webhook`, {
		method: 'POST',
		headers: { 'content-type': 'application/json', apikey: shop.emulator.apiKey },
		body: JSON.stringify({ url: 'https://shop.example/hook', events: ['message:user:in'] }),
	});
	assert.ok(response.ok);
	const published = await shop.publish(shop.workflow(['messageReceived', 'messageRead']));
	assert.equal((await shop.webhooks()).length, 2);
	await shop.client.deactivate(published);
	assert.deepEqual(
		(await shop.webhooks()).map(({ url }) => url),
		['https://shop.example/hook'],
	);
}
