// News about a message starts a run that sends a message, of which there is news: it has to end.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { publishCaller } from '../trigger/loops.mjs';
import { ASHA, COD } from '../trigger/shop.mjs';
import { scenarioOf, sendText } from './shop.mjs';

/** A row that has come so far has no end. */
const ENDLESS = 12;

/** A message that was sent past n8n. */
const bySomebodyElse = (shop) => shop.emulator.send({ recipient: ASHA, ...COD });

/** Lets something begin, and watches what its news brings. @returns the texts that followed */
async function watch(shop, published, watchMs, begin = bySomebodyElse) {
	const startedAt = Date.now();
	await begin(shop);
	let texts = [];
	while (Date.now() - startedAt < watchMs && texts.length < ENDLESS) {
		await sleep(200);
		texts = await shop.texts();
	}
	const seconds = Math.round((Date.now() - startedAt) / 1000);
	await shop.client.deactivate(published);
	// What is still under way must not reach the next check.
	await shop.settled(published);
	return { texts, told: `${texts.length} messages in ${seconds} s` };
}

async function oneTrigger(shop) {
	await shop.settings({ delays: { sent: 50, delivered: 250, seen: null } });
	const text = sendText('Follow up', '={{ $json.phone }}', 'How do you like it?');
	const published = await shop.publish(shop.after(['messageDelivered'], [text]));
	const { texts, told } = await watch(shop, published, 30_000);
	assert.equal(texts.length, 1, told);
	return told;
}

/** Triggers for one event each, and a text after each. */
async function triggers(shop, ...events) {
	const workflow = { nodes: [], connections: {} };
	events.forEach((event, index) => {
		const { name, nodes } = shop.after([event], []);
		const trigger = { ...nodes[0], id: randomUUID(), name: `On ${event} ${index}` };
		const text = sendText(`Text ${index}`, '={{ $json.phone }}', `Text ${index}`);
		workflow.name = name;
		workflow.nodes.push(trigger, text);
		workflow.connections[trigger.name] = {
			main: [[{ node: text.name, type: 'main', index: 0 }]],
		};
	});
	const published = await shop.publish(workflow);
	await shop.until('all webhooks', async () => (await shop.webhooks()).length === events.length);
	return published;
}

async function deliveredTwice(shop) {
	const published = await triggers(shop, 'messageDelivered', 'messageDelivered');
	const { texts, told } = await watch(shop, published, 20_000);
	assert.equal(texts.toSorted().join(), 'Text 0,Text 1', told);
	return told;
}

async function deliveredAndRead(shop) {
	await shop.settings({ delays: { sent: 50, delivered: 100, seen: 200 } });
	const published = await triggers(shop, 'messageDelivered', 'messageRead');
	const { texts, told } = await watch(shop, published, 20_000);
	assert.ok(texts.length >= 2 && texts.length < ENDLESS, told);
	return told;
}

async function answerAndFollowUp(shop) {
	const published = await triggers(shop, 'messageReceived', 'messageDelivered');
	const { texts, told } = await watch(shop, published, 15_000, () => shop.write('Is it there?'));
	assert.equal(texts.join(), 'Text 0,Text 1', told);
	return told;
}

/** What the called workflow sends is known to its own process alone, so the brake has to hold. */
async function subWorkflow(shop) {
	const published = await publishCaller(shop);
	const { texts, told } = await watch(shop, published, 30_000);
	assert.ok(texts.length > 0 && texts.length < ENDLESS, told);
	return told;
}

export default scenarioOf({
	'one delivered message is followed by one text': oneTrigger,
	'two triggers for delivered messages send one text each': deliveredTwice,
	'a trigger for delivered and one for read messages come to an end': deliveredAndRead,
	'a customer is answered, and the answer followed up, once': answerAndFollowUp,
	'messages that a called workflow sends come to an end': subWorkflow,
});
