// What starts a run, and what comes of it: the example workflows and the filters.
import assert from 'node:assert/strict';
import { itemsOf } from '../../../scripts/lib/n8n.mjs';
import { withSettings } from '../examples/flow.mjs';
import { ASHA, COD, NOT_ON_WHATSAPP, PATIENCE_MS, TEAM } from './shop.mjs';

export async function deliveredFollowUp(shop) {
	const example = await shop.example('delivered-review-request.json');
	const review = await shop.publish(
		withSettings(example, { 'Until it was used': { amount: 2, unit: 'seconds' } }),
	);
	const shipped = await shop.store(await shop.example('01-order-shipped.json'));
	assert.equal((await shop.client.run(shipped)).status, 'success');
	const messages = await shop.emulator.bookWhen(
		(all) => all.some(({ body }) => body.templateId === 'review_request'),
		PATIENCE_MS,
	);
	assert.deepEqual(
		messages.map(({ body }) => body.templateId),
		['order_shipped', 'review_request'],
	);
	// The review template is delivered too, and must not ask for another review.
	await shop.quiet(review, 1);
	assert.equal((await shop.emulator.book()).length, 2);
	await shop.emulator.control('POST', '/tap', { messageId: messages[1].id, index: 0 });
	await shop.runs(review, 1);
	assert.match((await shop.emulator.book())[2].body.message, /shop\.example\/reviews/);
	await shop.withdraw(review);
}

export async function ownMessages(shop) {
	const workflow = shop.workflow(['messageOutgoing', 'messageSent', 'messageDelivered']);
	const reply = {
		id: 'reply',
		name: 'Reply',
		type: 'n8n-nodes-zoko.zoko',
		typeVersion: 1,
		position: [220, 0],
		parameters: { recipient: '={{ $json.phone }}', text: '={{ $json.event }}' },
	};
	workflow.nodes.push(reply);
	workflow.connections['Zoko Trigger'].main[0].push({ node: 'Reply', type: 'main', index: 0 });
	const published = await shop.publish(workflow);
	await shop.emulator.send({ recipient: ASHA, ...COD });
	await shop.runs(published, 3);
	await shop.quiet(published, 3);
	const texts = (await shop.emulator.book()).flatMap(({ body }) => body.message ?? []);
	assert.deepEqual(texts.toSorted(), ['messageDelivered', 'messageOutgoing', 'messageSent']);
	await shop.withdraw(published);
}

export async function repeats(shop) {
	const published = await shop.publish(shop.workflow(['messageReceived']));
	await shop.settings({ webhooks: { copies: 5 } });
	await shop.write('Five at the same moment');
	await shop.runs(published, 1);
	const [first] = await shop.emulator.control('GET', '/deliveries?limit=1');
	await shop.settings({ webhooks: { copies: 1 } });
	for (let count = 0; count < 5; count++) {
		await shop.emulator.control('POST', `/deliveries/${first.id}/repeat`);
	}
	await shop.quiet(published, 1);
	const deliveries = await shop.emulator.control('GET', '/deliveries?limit=10');
	assert.equal(deliveries.length, 10);
	assert.ok(deliveries.every(({ attempts }) => attempts.at(-1).httpStatus === 200));
	await shop.withdraw(published);
}

export async function tap(shop) {
	const published = await shop.publish(
		shop.workflow(['replyReceived'], { payloadFilter: 'confirm-*, cancel-*' }),
	);
	const page = await shop.browser.newPage();
	try {
		for (const [title, payload] of [
			['Cancel', 'cancel-A1001'],
			['Confirm', 'confirm-A1001'],
		]) {
			const { messageId } = await shop.emulator.send({ recipient: ASHA, ...COD });
			await page.goto(`${shop.emulator.url}/#${ASHA}`);
			const bubble = page.locator(`[data-testid="bubble"][data-message-id="${messageId}"]`);
			await bubble.getByRole('button', { name: title }).click();
			const run = await shop.newest(published, (one) =>
				itemsOf(one, 'Zoko Trigger').some(({ inReplyTo }) => inReplyTo === messageId),
			);
			assert.equal(itemsOf(run, 'Zoko Trigger')[0].reply.payload, payload);
		}
	} finally {
		await page.close();
	}
	await shop.withdraw(published);
}

export async function failure(shop) {
	const published = await shop.publish(await shop.example('delivery-failed-tell-team.json'));
	await shop.emulator.send({ recipient: NOT_ON_WHATSAPP, ...COD });
	const told = (all) => all.find(({ phone }) => phone === TEAM);
	const notice = told(await shop.emulator.bookWhen(told, PATIENCE_MS))?.body.message;
	assert.match(notice ?? 'no notice', /Reason: .*131026/);
	assert.match(notice, /cash on delivery/);
	await shop.withdraw(published);
	return notice.split('\n').find((line) => line.startsWith('Reason'));
}

export async function optOut(shop) {
	const published = await shop.publish(await shop.example('opt-out-tag.json'));
	await shop.write('Please do not stop sending offers');
	const [sentence] = await shop.runs(published, 1);
	assert.equal(sentence.runData['Tag the customer'], undefined);
	await shop.write(' STOP ');
	const run = await shop.newest(published, ({ runData }) => runData['Say that it worked']);
	const [{ customerId }] = itemsOf(run, 'Customer writes');
	const { url } = shop.emulator;
	const response = await fetch(`${url}/v2/customer/${customerId}/tags`, {
		headers: { apikey: shop.emulator.apiKey },
	});
	assert.match(await response.text(), /OPT_OUT/);
	await shop.withdraw(published);
}

export async function filtered(shop) {
	const published = await shop.publish(
		shop.workflow(['replyReceived'], {
			payloadFilter: 'confirm-*',
			phoneFilter: '+91 98765-43201',
		}),
	);
	await shop.write('Just a text');
	const { messageId } = await shop.emulator.send({ recipient: ASHA, ...COD });
	await shop.emulator.control('POST', '/tap', { messageId, payload: 'cancel-A1001' });
	const other = await shop.emulator.send({ recipient: TEAM, ...COD });
	await shop.emulator.control('POST', '/tap', { messageId: other.messageId, index: 0 });
	await shop.emulator.control('POST', '/events', { event: 'customer:tag:added', tag: 'vip' });
	await shop.quiet(published, 0);
	await shop.emulator.control('POST', '/tap', { messageId, payload: 'confirm-A1001' });
	await shop.runs(published, 1);
	const refused = (await shop.emulator.control('GET', '/deliveries?limit=50')).filter(
		({ attempts }) => attempts.at(-1)?.httpStatus !== 200,
	);
	assert.deepEqual(refused, []);
	await shop.withdraw(published);
}
