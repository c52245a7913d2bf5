// An agent that asks a customer, with Send and Wait for Reply as its tool: the tap is the result of
// the tool, and the agent goes on with it.
import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { Phones } from './phones.mjs';
import { described, LINK, QUESTION, SOON, TEMPLATE, TEXT } from './tools.mjs';

/** Her window is open, and she answers when the check taps. */
const ASHA = '+919876543201';
/** Reads and never answers. */
const BRUNO = '+919876543270';
/** Taps the first button after 2 s. */
const BINA = '+919876543271';
/** Taps the last button after 2 s. */
const DEV = '+919876543272';
/** n8n looks once a minute which waits are over. */
const TIME_OUT_MS = 150_000;

const asks = (more = {}) => [
	{
		name: 'Ask',
		parameters: described({ ...QUESTION, ...more }, 'Send and Wait for Reply'),
	},
	{ name: 'Tell', parameters: TEXT },
	{ name: 'Remind', parameters: TEMPLATE },
];
const question = (phone) => ['Ask', { recipient: phone, message: 'Order A1001: right?' }];
const tell = (phone, text) => ['Tell', { recipient: phone, text }];
/** Calls these tools at once, and is done. */
const turn =
	(...calls) =>
	({ results }) =>
		results.length === 0 ? calls : 'Done.';

/** Asks, and does what the answer says. */
const asker =
	(phone) =>
	({ results, last }) => {
		if (results.length === 0) return [question(phone)];
		if (results.length > 1) return 'Done.';
		const [{ replied, timedOut, reply }] = JSON.parse(last);
		if (replied) return [tell(phone, reply.payload === 'confirm' ? 'It comes.' : 'Cancelled.')];
		if (!timedOut) return last;
		return [['Remind', { recipient: phone, name: 'Bruno', order: 'A1001', link: LINK }]];
	};

/** Starts an agent whose customer never answers. @returns the check that waits for its end */
export async function unanswered(desk, emulator) {
	const phones = await Phones.from(emulator);
	const run = await desk.start(asks(SOON), asker(BRUNO));
	return async (check) =>
		await check('no answer: the agent reads that the time is up, and goes on', async () => {
			const { results } = await desk.ended(run, TIME_OUT_MS);
			assert.equal(JSON.parse(results[0].text)[0].timedOut, true, results[0].text);
			assert.deepEqual(await phones.types(BRUNO), ['interactive_button', 'template']);
			return results[0].text;
		});
}

/** @param {import('../wait/shop.mjs').AskingShop} shop in which somebody hears the answers */
export async function checkQuestions(desk, shop, check) {
	const { emulator } = shop;
	await check('the tap is the result of the tool, and the agent goes on with it', async () => {
		const phones = await Phones.from(emulator);
		const run = await desk.start(asks(), asker(ASHA));
		const { id } = await phones.question(ASHA);
		await shop.waits(run.executionId);
		await shop.tap(id, 1);
		const { results } = await desk.ended(run);
		const [{ replied, reply }] = JSON.parse(results[0].text);
		assert.deepEqual([replied, reply.payload, reply.title], [true, 'cancel', 'Cancel']);
		assert.deepEqual(await phones.types(ASHA), ['interactive_button', 'text']);
		assert.deepEqual(await phones.texts(ASHA), ['Cancelled.']);
		assert.doesNotMatch(JSON.stringify(run.talk.requests), /~zk1/);
		return results[0].text;
	});
	await check('what else the agent calls in that turn is done once', async () => {
		const phones = await Phones.from(emulator);
		const calls = [tell(DEV, 'Before'), question(DEV), tell(DEV, 'After')];
		const { results } = await desk.ended(await desk.start(asks(), turn(...calls)));
		assert.equal(results.length, 3);
		assert.deepEqual((await phones.texts(DEV)).sort(), ['After', 'Before']);
		assert.equal((await phones.messages(DEV)).length, 3);
	});
	await check('two questions of one turn are asked one after the other', async () => {
		const phones = await Phones.from(emulator);
		const { results } = await desk.ended(
			await desk.start(asks(), turn(question(BINA), question(DEV))),
		);
		assert.deepEqual(await phones.types(BINA), ['interactive_button']);
		assert.deepEqual(await phones.types(DEV), ['interactive_button']);
		// n8n 1 loses the answer of the second.
		if (desk.major === 1) return `the model reads ${results.length} of 2 answers`;
		const said = results.map(({ text }) => JSON.parse(text)[0].reply.payload);
		assert.deepEqual(said, ['confirm', 'cancel']);
	});
	await check('an agent of an older version cannot wait, and nobody is asked', async () => {
		const phones = await Phones.from(emulator);
		const run = await desk.start(asks(), turn(question(ASHA)), { typeVersion: 2.2 });
		const { execution } = await desk.ended(run);
		assert.match(
			JSON.stringify(execution.runData.Ask),
			/cannot pause the run inside of 'AI Agent'/,
		);
		assert.deepEqual(await phones.messages(ASHA), []);
	});
}

/**
 * n8n takes an agent that was waiting for one that crashed, and lets no answer in.
 * @param {import('../wait/shop.mjs').AskingShop} shop in which somebody hears the answers
 */
export async function checkRestart(desk, shop, check) {
	await check(
		'n8n starts anew while the agent waits: the tap is late, and nothing is sent',
		async () => {
			const phones = await Phones.from(shop.emulator);
			const run = await desk.start(asks(), asker(ASHA));
			const { id } = await phones.question(ASHA);
			await shop.waits(run.executionId);
			await shop.restart();
			await shop.tap(id);
			await sleep(2000);
			const { status, error } = await shop.client.execution(run.executionId);
			assert.deepEqual([status, error?.name], ['waiting', 'WorkflowCrashedError']);
			assert.deepEqual(await phones.types(ASHA), ['interactive_button']);
		},
	);
}
