// Where in a workflow a question can stand: in a loop, in a workflow that another one calls.
import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { Skipped } from '../../../scripts/lib/tally.mjs';
import { chain, node } from '../batch.mjs';
import { BUTTONS, END, items, START, zoko } from './shop.mjs';

export async function inLoop(shop) {
	const trigger = await shop.listening();
	const loop = node('Loop', 'n8n-nodes-base.splitInBatches', { options: {} }, 400, {
		typeVersion: 3,
	});
	const question = { ...BUTTONS, message: '=Order {{ $json.n }}: right?' };
	const workflow = chain('Asks one after the other', [
		START,
		...items('[{ n: 1 }, { n: 2 }, { n: 3 }]'),
		loop,
		zoko('Ask 0', question),
	]);
	workflow.nodes.push(END);
	const to = (name) => [{ node: name, type: 'main', index: 0 }];
	workflow.connections.Loop = { main: [to('End'), to('Ask 0')] };
	workflow.connections['Ask 0'] = { main: [to('Loop')] };
	const { executionId } = await shop.client.start(await shop.store(workflow));
	for (const [at, index] of [1, 0, 1].entries()) {
		const asked = await shop.questions(at + 1);
		assert.equal(asked[at].body.interactiveButton.body.text, `Order ${at + 1}: right?`);
		await shop.waits(executionId);
		if (at === 1) {
			// The button of the turn before, while the same node waits again.
			await shop.tap(asked[0].id, 0);
			await sleep(1000);
			assert.equal((await shop.client.execution(executionId)).status, 'waiting');
		}
		await shop.tap(asked[at].id, index);
	}
	const payloads = (await shop.ended(executionId)).map(({ reply }) => reply.payload);
	assert.deepEqual(payloads, ['cancel', 'confirm', 'cancel']);
	await shop.quiet(trigger, 0);
	await shop.withdraw(trigger);
}

/** A node that calls a stored workflow. */
export const calling = (called, more = {}) =>
	node(
		'Call',
		'n8n-nodes-base.executeWorkflow',
		{ workflowId: { __rl: true, mode: 'id', value: called.id }, options: {}, ...more },
		600,
		{ typeVersion: 1.2 },
	);

export const CALLED = node(
	'When called',
	'n8n-nodes-base.executeWorkflowTrigger',
	{ inputSource: 'passthrough' },
	0,
	{ typeVersion: 1.1 },
);

export async function inSubWorkflow(shop) {
	if (shop.client.server.install.major < 2)
		throw new Skipped('n8n 1 gives the calling workflow what the node showed while it waited');
	const trigger = await shop.listening();
	const called = await shop.store(chain('Asks when called', [CALLED, zoko('Ask 0', BUTTONS)]));
	await shop.client.activate(called);
	const caller = await shop.store(chain('Calls', [START, calling(called), END]));
	const { executionId } = await shop.client.start(caller);
	const [{ id }] = await shop.questions(1);
	await shop.waits(executionId);
	await shop.tap(id, 1);
	assert.equal(await shop.payload(executionId), 'cancel');
	await shop.quiet(trigger, 0);
	await shop.client.deactivate(called);
	await shop.withdraw(trigger);
}
