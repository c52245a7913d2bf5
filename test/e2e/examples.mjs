// Every ready-made workflow of examples/, as it is, through the real engine.
import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';

const PHONE = '919876543201';
const NOT_ON_WHATSAPP = '919876543226';

/** @param {object} context from scripts/e2e.mjs */
export default async function examplesScenario({ examples, n8n, emulator, credential, check }) {
	const { client } = n8n;
	await check('there are example workflows', async () => assert.ok(examples.length > 0));
	for (const { file, workflow } of examples) {
		const starts = (type) => workflow.nodes.some((node) => node.type === type);
		const stored = async () => await client.createWorkflow(workflow, await credential());
		if (starts('n8n-nodes-base.manualTrigger')) {
			await check(`${file}: runs, and its messages arrive`, async () => {
				await emulator.reset();
				const execution = await client.run(await stored());
				assert.equal(execution.status, 'success', explain(execution));
				const messages = await emulator.bookWhen((all) => all.length > 0 && all.every(arrived));
				assert.ok(messages.length > 0, 'no message went out');
				assert.ok(
					messages.every(arrived),
					JSON.stringify(messages.map(({ body, reason }) => ({ body, reason }))),
				);
				return `${messages.length} ${messages.length === 1 ? 'message' : 'messages'}`;
			});
		}
		if (starts('n8n-nodes-base.scheduleTrigger')) {
			await check(`${file}: runs`, async () => {
				await emulator.reset();
				const execution = await client.run(await stored());
				assert.equal(execution.status, 'success', explain(execution));
			});
		}
		if (starts('n8n-nodes-zoko.zokoTrigger')) {
			await check(`${file}: starts by itself, and every run ends well`, async () => {
				await emulator.reset();
				const published = await stored();
				await client.activate(published);
				await everythingHappens(emulator);
				const executions = await whenQuiet(() => client.executions(published));
				await client.deactivate(published);
				assert.ok(executions.length > 0, 'no run was started');
				for (const { id } of executions) {
					const execution = await client.finished(id, 30_000);
					assert.equal(execution.status, 'success', explain(execution));
				}
				return `${executions.length} ${executions.length === 1 ? 'run' : 'runs'}`;
			});
		}
	}
}

const arrived = ({ status }) => ['delivered', 'seen', 'read'].includes(status);
const explain = ({ error }) =>
	JSON.stringify({ message: error?.message, description: error?.description });

/** One event of every kind: texts come in, one of them the word that ends everything, buttons are tapped, a message fails, others are read. */
async function everythingHappens(emulator) {
	for (const text of ['Where is my order?', 'STOP']) {
		await emulator.control('POST', '/incoming', { from: PHONE, text });
	}
	const template = {
		type: 'buttonTemplate',
		templateId: 'order_confirm_cod',
		templateLanguage: 'en',
	};
	const templateArgs = ['Asha', 'A1001', '₹ 1,499', 'confirm-A1001', 'cancel-A1001'];
	for (const payload of templateArgs.slice(-2)) {
		const { messageId } = await emulator.send({ recipient: PHONE, ...template, templateArgs });
		await emulator.bookWhen((all) =>
			all.some(({ id, status }) => id === messageId && arrived({ status })),
		);
		await emulator.control('POST', '/tap', { messageId, payload });
	}
	await emulator.send({ recipient: NOT_ON_WHATSAPP, ...template, templateArgs });
}

/** Reads a list until it has entries and no more come for three seconds, or for half a minute. */
async function whenQuiet(read) {
	const end = Date.now() + 30_000;
	for (let last = []; ; ) {
		await sleep(3_000);
		const now = await read();
		if ((now.length > 0 && now.length === last.length) || Date.now() > end) return now;
		last = now;
	}
}
