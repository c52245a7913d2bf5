// News about a message starts a run that sends a message, of which there is news: it has to end.
import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { chain, node } from '../batch.mjs';
import { COD, PATIENCE_MS } from './shop.mjs';

const textsOf = (book) => book.flatMap(({ body }) => body.message ?? []);

/** A text to the customer of the event. */
const text = (x) =>
	node('Text', 'n8n-nodes-zoko.zoko', { recipient: '={{ $json.phone }}', text: 'Hello' }, x);

/** Publishes a trigger for delivered messages whose runs call another workflow, which sends. */
export async function publishCaller(shop) {
	const called = node(
		'Called',
		'n8n-nodes-base.executeWorkflowTrigger',
		{ inputSource: 'passthrough' },
		0,
		{ typeVersion: 1.1 },
	);
	const sub = await shop.store(chain('Sends', [called, text(220)]));
	// n8n 1 calls what is stored, n8n 2 what is published.
	const { major } = shop.client.server.install;
	if (major > 1) await shop.client.activate(sub);
	const workflowId = { __rl: true, mode: 'id', value: sub.id };
	const call = node('Call', 'n8n-nodes-base.executeWorkflow', { workflowId, options: {} }, 220, {
		typeVersion: 1.1,
	});
	const { name, nodes } = shop.workflow(['messageDelivered']);
	return await shop.publish(chain(name, [nodes[0], call]));
}

/** Written to by nobody else here, or the limit on repeated follow-ups would end the run as well. */
const OTHER_CUSTOMER = '919876543302';

export async function subWorkflow(shop) {
	const published = await publishCaller(shop);
	await shop.emulator.control('POST', '/incoming', { from: OTHER_CUSTOMER, text: 'Hi' });
	await shop.emulator.send({ recipient: OTHER_CUSTOMER, ...COD });
	await shop.emulator.bookWhen((book) => textsOf(book).length > 0, PATIENCE_MS);
	await shop.quiet(published, 1);
	assert.equal(textsOf(await shop.emulator.book()).length, 1);
	await shop.withdraw(published);
}

const QUESTIONS = 10;

export async function repliesUnderWay(shop) {
	await shop.settings({
		delays: { sent: 50, delivered: 8000, seen: null },
		webhooks: { attempts: 100, backoffMs: [1000], disableAfter: 10_000 },
	});
	const { name, nodes } = shop.workflow(['messageReceived', 'messageDelivered']);
	const published = await shop.publish(chain(name, [nodes[0], text(220)]));
	for (let number = 0; number < QUESTIONS; number++) await shop.write(`Question ${number}`);
	await shop.runs(published, QUESTIONS);
	await shop.restart();

	const answered = async () => {
		const news = await shop.emulator.control('GET', '/deliveries?limit=1000');
		const delivered = news.filter(({ deliveryStatus }) => deliveryStatus === 'delivered');
		const open = delivered.filter(({ attempts }) => attempts.at(-1)?.httpStatus !== 200);
		return delivered.length >= QUESTIONS && open.length === 0 && delivered;
	};
	const delivered = await shop.until('all news', answered, 180_000);
	const late = delivered.filter(({ attempts }) => attempts.length > 1).length;
	await sleep(PATIENCE_MS / 6);
	assert.equal(textsOf(await shop.emulator.book()).length, QUESTIONS);
	await shop.withdraw(published);
	return `${delivered.length} delivered, ${late} of them refused before`;
}
