// The node as a tool of n8n's AI Agent. A scripted server stands in for the language model, and goes by
// what the tools say.
import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { checkApprovals, unapproved } from './ai-tool/approvals.mjs';
import { Desk } from './ai-tool/desk.mjs';
import { startModel } from './ai-tool/model.mjs';
import { checkQuestions, checkRestart, unanswered } from './ai-tool/questions.mjs';
import {
	LINK,
	OTHER_CUSTOMER,
	SHIPPED,
	TEMPLATE,
	TEMPLATES,
	TEXT,
	WAIT,
} from './ai-tool/tools.mjs';
import { checkWindow } from './ai-tool/window.mjs';
import { AskingShop } from './wait/shop.mjs';

const ASHA = '919876543201';
const WRITTEN = '+91 98765 43201';
const STRANGER = '+44 7700 900123';

/** @param {object} context from scripts/e2e.mjs */
export default async function aiToolScenario(context) {
	const { emulator, check } = context;
	await emulator.reset();
	const model = await startModel();
	try {
		const desk = new Desk(context, model);
		await checkTemplate(desk, emulator, check);
		await checkRefusals(desk, emulator, check);
		await checkReads(desk, emulator, check);
		await checkTriggered(desk, emulator, check);
		await checkWaits(desk, context, model);
		await check('the API key is in no prompt, answer or execution', async () => {
			assert.ok(desk.everything.length > 10_000);
			assert.ok(!desk.everything.includes(emulator.apiKey));
		});
	} finally {
		await model.close();
	}
}

async function checkTemplate(desk, emulator, check) {
	await check('the model is told what the tool does and what to fill in', async () => {
		const { tool } = await desk.ask(TEMPLATE, {
			recipient: WRITTEN,
			name: 'Asha',
			order: 'A1001',
			link: LINK,
		});
		assert.match(tool.description, /template/i);
		const { properties, required } = tool.parameters;
		assert.deepEqual(Object.keys(properties).sort(), ['link', 'name', 'order', 'recipient']);
		assert.equal(properties.recipient.type, 'string');
		assert.match(properties.recipient.description, /country code/);
		assert.deepEqual([...required].sort(), ['link', 'name', 'order', 'recipient']);
		return tool.description;
	});
	await check('one template reaches an allowed number, with the values of the model', async () => {
		const [{ phone, body }, ...others] = await emulator.book();
		assert.deepEqual(others, []);
		assert.equal(phone, ASHA);
		assert.deepEqual(
			[body.templateId, body.templateLanguage, body.templateArgs],
			['order_shipped', 'en', ['Asha', 'A1001', LINK]],
		);
	});
	await check('two calls in one execution are two messages', async () => {
		await emulator.reset();
		const values = { recipient: WRITTEN, name: 'Asha', order: 'A1001', link: LINK };
		const { said } = await desk.ask(TEMPLATE, values, { ...values, order: 'A1002' });
		assert.equal(said.length, 2, JSON.stringify(said));
		const orders = (await emulator.book()).map(({ body }) => body.templateArgs[1]);
		assert.deepEqual(orders.sort(), ['A1001', 'A1002']);
	});
}

async function checkRefusals(desk, emulator, check) {
	const values = { recipient: STRANGER, name: 'Asha', order: 'A1001', link: LINK };
	await check('a number that is not allowed is refused, and the model reads why', async () => {
		await emulator.reset();
		const { said } = await desk.ask(TEMPLATE, values);
		assert.match(said[0], /\+447700900123 is not one of the numbers.+Nothing was sent/);
		assert.deepEqual(await emulator.book(), []);
		return said[0].slice(0, 200);
	});
	await check('the model cannot widen the list, whatever it answers', async () => {
		const options = { allowedRecipients: '*', dryRun: false };
		const { said } = await desk.ask(TEMPLATE, { ...values, allowedRecipients: '*', options });
		assert.match(said[0], /is not one of the numbers|schema/);
		assert.deepEqual(await emulator.book(), []);
	});
	await check('a wrong number is refused in words that the model can act on', async () => {
		const { said } = await desk.ask(TEMPLATE, { ...values, recipient: 'Asha Rao' });
		assert.match(said[0], /'Recipient' Asha Rao contains/);
		assert.deepEqual(await emulator.book(), []);
		return said[0].slice(0, 200);
	});
	await check('a closed window sends the model to the templates', async () => {
		const { said } = await desk.ask(TEXT, { recipient: '+91 98765 43203', text: 'Hello' });
		assert.match(said[0], /24-hour window.+'Send Template'/);
		return said[0].slice(0, 200);
	});
	await check('a dry run sends nothing', async () => {
		const dry = structuredClone(TEXT);
		dry.options.dryRun = true;
		const { said } = await desk.ask(dry, { recipient: WRITTEN, text: 'Hello' });
		assert.match(said[0], /"status":\s*"dryRun"/);
		assert.deepEqual(await emulator.book(), []);
	});
}

async function checkReads(desk, emulator, check) {
	await check('templates are listed for the model in parts', async () => {
		const { said } = await desk.ask(TEMPLATES, { text: 'order' });
		assert.match(said[0], /"templateId":\s*"order_shipped"/);
		assert.match(said[0], /"placeholders"/);
	});
	await check('the model waits for the delivery of what it sent', async () => {
		await emulator.control('PATCH', '/settings', {
			delays: { sent: 50, delivered: 300, seen: 9e5 },
		});
		await desk.ask(TEXT, { recipient: WRITTEN, text: 'Hello' });
		const [{ id }] = await emulator.book();
		const { said } = await desk.ask(WAIT, { messageId: id });
		assert.match(said[0], /"status":\s*"delivered"/);
	});
	await check('an unknown ID is told as such', async () => {
		const { said } = await desk.ask(WAIT, { messageId: '5b0f3c1e-0000-4b52-9d2a-1f6f0f1d0a99' });
		assert.match(said[0], /did not find it.+Check the ID/);
		return said[0].slice(0, 200);
	});
}

async function checkTriggered(desk, emulator, check) {
	await check('what an agent sends in a run of the trigger does not start it again', async () => {
		await emulator.reset();
		await emulator.control('PATCH', '/settings', {
			delays: { sent: 50, delivered: 300, seen: null },
		});
		await emulator.control('POST', '/incoming', { from: OTHER_CUSTOMER, text: 'Hi' });
		const { options, ...parameters } = TEXT;
		const values = { recipient: `+${OTHER_CUSTOMER}`, text: 'It has arrived' };
		const { client, published } = await desk.publish({ ...parameters, options: {} }, values);
		await emulator.send({ recipient: OTHER_CUSTOMER, type: 'template', ...SHIPPED });
		const texts = (book) => book.filter(({ body }) => body.type === 'text');
		await emulator.bookWhen((book) => texts(book).length > 0, 30_000);
		// Its delivery has been reported by then, and a run because of it would have sent.
		await sleep(5_000);
		assert.equal(texts(await emulator.book()).length, 1);
		assert.equal((await client.executions(published)).length, 1);
		await client.deactivate(published);
	});
}

/** While two agents wait in vain, the others are looked at. */
async function checkWaits(desk, context, model) {
	const { check, emulator } = context;
	const shop = new AskingShop(context);
	await shop.open();
	try {
		const trigger = await shop.listening();
		const late = [await unanswered(desk, emulator), await unapproved(desk, emulator)];
		await checkQuestions(desk, shop, check);
		await checkApprovals(desk, shop, check);
		await checkRestart(desk, shop, check);
		await checkWindows(desk, context, model);
		for (const ends of late) await ends(check);
		await check('no tap starts a run of the trigger', () => shop.quiet(trigger, 0));
	} finally {
		await shop.close();
	}
}

/** Zoko lists the customers of an account once in five minutes, so this one has not been asked yet. */
async function checkWindows(desk, context, model) {
	const { n8n, check } = context;
	const emulator = await context.newEmulator('ai-tool');
	const { apiKey, baseUrl } = emulator;
	const credential = () =>
		n8n.client.saveCredential('Zoko (second emulator)', 'zokoApi', { apiKey, baseUrl });
	const other = new Desk({ n8n, credential }, model);
	await checkWindow(other, emulator, check);
	desk.everything += other.everything;
}
