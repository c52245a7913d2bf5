// A person approves in WhatsApp what an agent wants to do: n8n's human review, which it makes of
// every node that can send and wait.
import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { Skipped } from '../../../scripts/lib/tally.mjs';
import { Phones } from './phones.mjs';
import { SOON, TEXT } from './tools.mjs';

const ASHA = '+919876543201';
/** Of the team; answers when the check taps. */
const BILAL = '+919876543202';
/** Her window is closed. */
const FARAH = '+919876543209';
/** Her phone has it, and she never looks. */
const HINA = '+919876543222';
/** Taps the first button after 2 s. */
const BINA = '+919876543271';
/** Taps the last button after 2 s. */
const DEV = '+919876543272';
/** Taps the first button after 2 s, and the last one second later. */
const CYRUS = '+919876543274';
/** n8n looks once a minute which waits are over. */
const TIME_OUT_MS = 150_000;

const REJECTED = /User rejected the tool call to Tell/;

/** A tool that needs an approval; 'Message' is n8n's own. */
const reviewed = (recipient, more = {}) => [
	{ name: 'Approval', reviews: 'Tell', parameters: { recipient, ...more } },
	{ name: 'Tell', parameters: TEXT },
];
const BY_TEMPLATE = {
	messageType: 'buttonTemplate',
	template: { mode: 'id', value: 'order_confirm_cod', __rl: true },
	variablesSource: 'json',
	variablesJson: '={{ [$parameter.message, "A1001", "₹ 1,499", "confirm", "cancel"] }}',
};

/** Wants to tell Asha these texts, in one turn. */
const teller =
	(...texts) =>
	({ results }) =>
		results.length === 0
			? texts.map((text) => [
					'Tell',
					{ toolParameters: { recipient: ASHA, text }, hitlParameters: {} },
				])
			: 'Done.';

/** n8n 1 has no human review. */
const hasReviews = ({ major }) => major > 1;

/** Starts an agent whose approval never comes. @returns the check that waits for its end */
export async function unapproved(desk, emulator) {
	if (!hasReviews(desk)) return async () => undefined;
	const phones = await Phones.from(emulator);
	const run = await desk.start(reviewed(HINA, SOON), teller('Never'));
	return async (check) =>
		await check('no answer is no approval: nothing is sent', async () => {
			const { results } = await desk.ended(run, TIME_OUT_MS);
			assert.match(results[0].text, REJECTED);
			assert.ok(!(await phones.texts(ASHA)).includes('Never'));
		});
}

/** @param {import('../wait/shop.mjs').AskingShop} shop in which somebody hears the answers */
export async function checkApprovals(desk, shop, check) {
	const { emulator } = shop;
	const reviews = async (name, work) =>
		await check(name, async () => {
			if (!hasReviews(desk)) throw new Skipped('this n8n has no human review');
			return await work(await Phones.from(emulator));
		});
	const through = async (tools, ...texts) =>
		await desk.ended(await desk.start(tools, teller(...texts)));

	await reviews('approved: the person reads what it is, and it is done once', async (phones) => {
		const { results } = await through(reviewed(BINA), 'We refund ₹ 1,499');
		const [{ body }] = await phones.messages(BINA);
		const asked = body.interactiveButton.body.text;
		assert.match(asked, /run this tool: Tell/);
		assert.match(asked, /"recipient": "\+919876543201",\s+"text": "We refund ₹ 1,499"/);
		assert.deepEqual(await phones.texts(ASHA), ['We refund ₹ 1,499']);
		assert.match(results[0].text, /"status":\s*"accepted"/);
		return asked;
	});
	await reviews('rejected: nothing is sent, and the model reads so', async (phones) => {
		const { results } = await through(reviewed(DEV), 'No');
		assert.match(results[0].text, REJECTED);
		assert.deepEqual(await phones.messages(ASHA), []);
		return results[0].text;
	});
	await reviews('a second tap changes nothing', async (phones) => {
		await through(reviewed(CYRUS), 'Twice');
		await sleep(1500);
		assert.deepEqual(await phones.texts(ASHA), ['Twice']);
	});
	await reviews('two calls of one turn: only the approved one is done', async (phones) => {
		const run = await desk.start(reviewed(BILAL), teller('Wrong', 'Right'));
		for (const [index, number] of [1, 2].entries()) {
			const { id } = await phones.question(BILAL, number);
			await shop.waits(run.executionId);
			await shop.tap(id, 1 - index);
		}
		const { results } = await desk.ended(run);
		assert.deepEqual(await phones.texts(ASHA), ['Right']);
		return `the model is told of ${results.length} of 2 calls`;
	});
	await reviews('a template asks whose window is closed', async (phones) => {
		const run = await desk.start(reviewed(FARAH, BY_TEMPLATE), teller('By template'));
		const { id, body } = await phones.question(FARAH);
		assert.match(body.templateArgs[0], /"text": "By template"/);
		await shop.waits(run.executionId);
		await shop.tap(id);
		await desk.ended(run);
		assert.deepEqual(await phones.texts(ASHA), ['By template']);
	});
	await reviews('what cannot be asked counts as rejected, and the run says why', async (phones) => {
		const { results, execution } = await through(reviewed(FARAH), 'Unasked');
		assert.match(results[0].text, REJECTED);
		assert.match(JSON.stringify(execution.runData.Approval), /24-hour window.+Nothing was sent/);
		assert.deepEqual(await phones.messages(ASHA), []);
	});
}
