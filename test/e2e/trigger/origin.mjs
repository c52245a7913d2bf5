// Who may start a run, and what is asked before one starts.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { stripVTControlCharacters } from 'node:util';
import { itemsOf } from '../../../scripts/lib/n8n.mjs';
import { ASHA, COD, NOT_ON_WHATSAPP, update } from './shop.mjs';

export async function forged(shop) {
	const published = await shop.publish(shop.workflow(['messageDelivered', 'messageReceived']));
	const [{ url }] = await shop.webhooks();
	const guess = url.replace(/[^/]+$/, '0'.repeat(32));
	for (const address of [guess, url.replace(/[^/]+$/, 'x')]) {
		assert.equal((await shop.post(address, update(randomUUID()))).status, 401);
	}
	for (const body of [
		null,
		[],
		[update('a')],
		'text',
		7,
		{ event: ['message:user:in'], id: 'a' },
		{ event: 'message:user:in', id: { $gt: '' } },
		{ __proto__: null, event: 'message:user:in' },
		{ event: 'message:delivery:update', id: 'a', deliveryStatus: 'constructor' },
		{ ...update('a'), padding: 'x'.repeat(5_000_000), deliveryStatus: 'unheard of' },
	]) {
		const { status } = await shop.post(url, body);
		assert.ok(
			[200, 400, 422].includes(status),
			`${status} for ${JSON.stringify(body).slice(0, 60)}`,
		);
	}
	const broken = await fetch(url, {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: '{"event":',
	});
	assert.ok([200, 400, 422].includes(broken.status), String(broken.status));
	await shop.quiet(published, 0);
	await shop.withdraw(published);
	return `broken JSON is answered ${broken.status}`;
}

export async function verified(shop) {
	const published = await shop.publish(
		shop.workflow(['messageDelivered'], { verifyWithZoko: true }),
	);
	const [{ url }] = await shop.webhooks();
	assert.equal((await shop.post(url, update(randomUUID()))).status, 200);
	await shop.quiet(published, 0);
	const { messageId } = await shop.emulator.send({ recipient: ASHA, ...COD });
	const [run] = await shop.runs(published, 1);
	assert.equal(itemsOf(run, 'Zoko Trigger')[0].messageId, messageId);

	// While Zoko cannot tell, the event is asked for again.
	const fault = {
		operation: 'GET /message/:id',
		next: 2,
		faults: [{ kind: 'status', status: 503 }],
	};
	await shop.emulator.control('POST', '/faults', fault);
	const other = await shop.emulator.send({ recipient: ASHA, ...COD });
	await shop.runs(published, 2);
	const [delivery] = (
		await shop.emulator.control('GET', `/deliveries?messageId=${other.messageId}`)
	).filter(({ deliveryStatus }) => deliveryStatus === 'delivered');
	assert.deepEqual(
		delivery.attempts.map(({ httpStatus }) => httpStatus),
		[503, 503, 200],
	);
	await shop.withdraw(published);
}

export async function slowDetails(shop) {
	const published = await shop.publish(
		shop.workflow(['messageFailed'], { includeFailureReason: true, includeMessage: true }),
	);
	const fault = {
		operation: 'GET /message/:id/history',
		next: 1,
		faults: [{ kind: 'slow', delayMs: 20_000 }],
	};
	await shop.emulator.control('POST', '/faults', fault);
	const { messageId } = await shop.emulator.send({ recipient: NOT_ON_WHATSAPP, ...COD });
	const [run] = await shop.runs(published, 1);
	const [item] = itemsOf(run, 'Zoko Trigger');
	assert.equal(item.messageId, messageId);
	assert.match(item.missing.failureReason, /in time/);
	assert.equal(item.message.id, messageId);
	const [{ attempts }] = (
		await shop.emulator.control('GET', `/deliveries?messageId=${messageId}`)
	).filter(({ deliveryStatus }) => deliveryStatus === 'failed');
	assert.equal(attempts.length, 1);
	assert.ok(attempts[0].tookMs < 4_500, `${attempts[0].tookMs} ms`);
	await shop.withdraw(published);
	return `answered after ${attempts[0].tookMs} ms`;
}

/** Lines that n8n writes itself, with the path of a request that it cannot serve. */
const REFUSED = /^(Received request for unknown webhook|404 |Error in handling webhook request)/;

export async function secrecy(shop) {
	assert.ok(shop.secrets.size > 5);
	const log = await readFile(shop.n8n.server.logFile, 'utf8');
	const workflows = await Promise.all(
		shop.stored.map(async ({ id }) => await shop.client.request('GET', `/workflows/${id}`)),
	);
	// n8n colours some of its lines.
	const lines = stripVTControlCharacters(log)
		.split('\n')
		.filter((line) => !REFUSED.test(line));
	const shown = lines.join('\n') + JSON.stringify(workflows);
	for (const secret of shop.secrets) assert.ok(!shown.includes(secret));
	assert.ok(!shown.includes(shop.emulator.apiKey));
}
