// The pictures: what happens in each, and what is cut out.
import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { around, ASHA, between, test } from './studio.mjs';

/** The story that the pictures tell: a button template goes out, and a trigger gets the answer. */
const STORY = await workflow('./story.json');

/** A run that asks, and goes on with the order and the answer. */
const QUESTION = await workflow('./question.json');

/** What hears the answers to all questions. */
const LISTENER = {
	name: 'Taps come in here',
	nodes: [
		{
			id: 'taps',
			name: 'Zoko Trigger',
			type: 'n8n-nodes-zoko.zokoTrigger',
			typeVersion: 1,
			position: [0, 0],
			parameters: { events: ['replyReceived'], options: {} },
		},
	],
	connections: {},
};

/** The ready-made workflow on the canvas: one that a manual trigger starts. */
const FLOW = '01-order-shipped.json';

/** A number whose 24-hour window is closed. */
const CLOSED = '+91 98765 43209';

async function workflow(file) {
	return JSON.parse(await readFile(new URL(file, import.meta.url), 'utf8'));
}

const isTrigger = ({ type }) => type.endsWith('.zokoTrigger');
const asks = ({ type, parameters }) =>
	type.endsWith('.zoko') && parameters.operation === 'sendButtonTemplate';
const isQuestion = ({ body }) => body.type === 'buttonTemplate';

/** Stores the flow and runs its first part. @returns the workflow and the question that was read */
async function ask(studio) {
	const stored = await studio.store(STORY);
	const { status, error } = await studio.client.run(stored);
	if (status !== 'success') throw new Error(`${STORY.name}: ${error?.message}`);
	const question = await studio.emulator.message(isQuestion);
	return { stored, question: await studio.read(question.id) };
}

/** Opens a node of a workflow. */
async function open(studio, stored, which) {
	const page = await studio.editor(`/workflow/${stored.id}/${stored.nodes.find(which).id}`);
	await test(page, 'node-parameters').waitFor();
	return page;
}

/** Runs the opened node, and waits for a word of its output. */
async function execute(page, word) {
	await test(page, 'ndv').getByRole('button', { name: 'Execute step' }).first().click();
	await test(page, 'output-panel').getByText(word).first().waitFor();
	await noRemarks(page);
}

/** Takes n8n's remarks off the page. One may come late, and one that slides in does not take the click. */
async function noRemarks(page) {
	const remarks = page.locator('.el-notification');
	const close = remarks.first().locator('.el-notification__closeBtn');
	const end = Date.now() + 20_000;
	for (let looks = 0; looks < 2; await sleep(500)) {
		looks = (await remarks.count()) === 0 ? looks + 1 : 0;
		if (looks === 0) await close.click({ timeout: 1_000 }).catch(() => undefined);
		if (Date.now() > end) throw new Error("n8n's remarks do not go away");
	}
}

/** The fields that the credential asks for. */
async function credential(studio) {
	const page = await open(studio, await studio.store(STORY), asks);
	await test(page, 'node-credentials-select').click();
	await test(page, 'node-credentials-select-item-new').click();
	const dialog = test(page, 'editCredential-modal');
	const input = (name) => dialog.locator(`[data-test-id="parameter-input-${name}"] input`).first();
	await input('apiKey').fill('0123456789abcdef0123456789abcdef');
	await input('defaultCountry').click();
	await page.getByRole('option', { name: 'India', exact: true }).click();
	await page.getByText('Base URL').click();
	const clip = await around(dialog, -1);
	return { page, clip: { ...clip, height: 530 } };
}

/** The list of templates. */
async function picker(studio) {
	const page = await open(studio, await studio.store(STORY), asks);
	const field = test(page, 'resource-locator-template');
	await field.locator('[data-test-id="rlc-input-container"]').click();
	await test(page, 'rlc-search').fill('order');
	await test(page, 'rlc-item').filter({ hasText: 'order_confirm_cod (hi)' }).waitFor();
	const list = test(page, 'rlc-item').locator('visible=true');
	return { page, clip: await around(field.or(list), 24) };
}

/** What the node got, and one field for each placeholder. */
async function form(studio) {
	const page = await open(studio, await studio.store(STORY), asks);
	await execute(page, 'messageId');
	const panel = test(page, 'ndv');
	return { page, clip: await between(panel, { until: test(page, 'output-panel') }) };
}

/** An event in the trigger's panel. */
async function trigger(studio) {
	const { stored, question } = await ask(studio);
	const page = await open(studio, stored, isTrigger);
	const panel = test(page, 'ndv');
	const output = test(page, 'output-panel');
	await panel.getByRole('button', { name: 'Execute step' }).first().click();
	await studio.registered();
	await studio.tap(question.id, 'Confirm');
	await output.getByText('replyReceived').first().waitFor();
	await noRemarks(page);
	await output.getByText('JSON', { exact: true }).click();
	return { page, clip: await between(panel, { from: test(page, 'node-parameters'), height: 500 }) };
}

/** A ready-made workflow on the canvas, after a run. */
async function flow(studio) {
	const stored = await studio.store(await studio.example(FLOW));
	const page = await studio.editor(`/workflow/${stored.id}`);
	const nodes = test(page, 'canvas-node');
	await nodes.first().waitFor();
	await page.keyboard.press('Control+Enter');
	await nodes
		.filter({ has: test(page, 'canvas-node-status-success') })
		.last()
		.waitFor();
	await studio.emulator.message(() => true);
	await noRemarks(page);
	await page.keyboard.press('1');
	await page.waitForTimeout(1_000);
	return { page, clip: await around(nodes.or(test(page, 'sticky')), { x: 40, y: 60 }) };
}

/** A question on the canvas, after the customer has tapped. */
async function question(studio) {
	await studio.tomorrow();
	await studio.client.activate(await studio.store(LISTENER));
	const stored = await studio.store(QUESTION);
	const page = await studio.editor(`/workflow/${stored.id}`);
	const nodes = test(page, 'canvas-node');
	await nodes.first().waitFor();
	await page.keyboard.press('Control+Enter');
	const asked = await studio.emulator.message(({ body }) => body.interactiveButton);
	await studio.read(asked.id);
	await studio.tap(asked.id, 'Confirm');
	const done = nodes.filter({ hasText: 'Order confirmed' });
	await done.filter({ has: test(page, 'canvas-node-status-success') }).waitFor();
	await noRemarks(page);
	await page.keyboard.press('1');
	await page.waitForTimeout(1_000);
	return { page, clip: await around(nodes, { x: 100, y: 60 }) };
}

/** What an error says and advises. */
async function advice(studio) {
	const parameters = { resource: 'message', operation: 'sendText', recipient: CLOSED };
	const stored = await studio.store({
		name: 'A text out of the blue',
		nodes: [
			{
				id: 'start',
				name: 'Try it',
				type: 'n8n-nodes-base.manualTrigger',
				typeVersion: 1,
				position: [0, 0],
				parameters: {},
			},
			{
				id: 'text',
				name: 'Send text',
				type: 'n8n-nodes-zoko.zoko',
				typeVersion: 1,
				position: [240, 0],
				parameters: { ...parameters, text: 'Your order A1001 is packed.', options: {} },
			},
		],
		connections: { 'Try it': { main: [[{ node: 'Send text', type: 'main', index: 0 }]] } },
	});
	const page = await open(studio, stored, ({ id }) => id === 'text');
	await execute(page, '24-hour window');
	const from = test(page, 'node-parameters');
	return { page, clip: await between(test(page, 'ndv'), { from, height: 480 }) };
}

/** The conversation on the customer's phone. */
async function phone(studio) {
	await studio.tomorrow();
	const { stored, question } = await ask(studio);
	await studio.client.activate(stored);
	await studio.later(2);
	await studio.tap(question.id, 'Confirm');
	const answer = await studio.emulator.message(({ body }) => /confirmed/.test(body.message ?? ''));
	await studio.read(answer.id);
	const page = await studio.phones(`#${ASHA}`);
	await page.setViewportSize({ width: 1280, height: 800 });
	await page.locator(`[data-message-id="${answer.id}"][data-status="seen"]`).waitFor();
	return { page, clip: await around(page.getByTestId('phone'), 12) };
}

/** Every picture of docs/images by its name. */
export const PICTURES = {
	credential,
	'template-picker': picker,
	'template-form': form,
	trigger,
	flow,
	question,
	advice,
	phone,
};
