// An agent that has to tell a customer something: it looks whether the 24-hour window is open, and
// what it reads then decides between a text and a template. Nothing here knows a turn beforehand.
import assert from 'node:assert/strict';
import { CUSTOMERS, described, LINK, TEMPLATE, TEXT, WAIT } from './tools.mjs';

const ASHA = '+919876543201';
/** Wrote 50 hours ago. */
const CHITRA = '+919876543203';
/** Her window never opens. */
const FARAH = '+919876543209';
/** Zoko takes the message, and the connection breaks. */
const PRIYA = '+919876543200';

const TOOLS = [
	{ name: 'Customers', parameters: described(CUSTOMERS, 'Customer: Get Many') },
	{ name: 'Answer a customer', parameters: described(TEXT, 'Send Text') },
	{ name: 'Tell of shipping', parameters: described(TEMPLATE, 'Send Template') },
	{ name: 'Has it arrived', parameters: described(WAIT, 'Wait for Delivery') },
];
const [LOOK, TELL, TEMPLATED, ARRIVED] = TOOLS.map(({ name }) => name.replaceAll(' ', '_'));

/**
 * @param {import('./desk.mjs').Desk} desk of an account whose customer list was not asked for yet
 */
export async function checkWindow(desk, emulator, check) {
	await check('the window is open: the agent looks, and sends a text', async () => {
		const { used, book } = await told(desk, emulator, ASHA);
		assert.deepEqual(used, [LOOK, TELL, ARRIVED]);
		assert.deepEqual(book, [[ASHA, 'text', 'delivered']]);
	});
	await check('it is closed: the agent looks, and sends the template', async () => {
		await emulator.reset();
		const { used, book } = await told(desk, emulator, CHITRA);
		assert.deepEqual(used, [LOOK, TEMPLATED, ARRIVED]);
		assert.deepEqual(book, [[CHITRA, 'template', 'delivered']]);
	});
	await check('it may not look again: the refused text sends it to the template', async () => {
		const { used, results, book } = await told(desk, emulator, FARAH);
		assert.match(results[0].text, /once every 5 minutes/);
		assert.match(results[1].text, /Nothing was sent/);
		assert.deepEqual(used, [LOOK, TELL, TEMPLATED, ARRIVED]);
		assert.deepEqual(book.at(-1), [FARAH, 'template', 'delivered']);
		assert.equal(book.filter(([phone]) => phone === FARAH).length, 1);
		return results[1].text;
	});
	await check('WhatsApp finds it closed later: the delivery sends it to the template', async () => {
		await emulator.reset();
		await emulator.control('PATCH', '/settings', { closedWindow: 'fail' });
		const { used, results, book } = await told(desk, emulator, CHITRA, TOOLS.slice(1));
		assert.deepEqual(used, [TELL, ARRIVED, TEMPLATED, ARRIVED]);
		assert.deepEqual(book, [
			[CHITRA, 'text', 'failed'],
			[CHITRA, 'template', 'delivered'],
		]);
		return results[1].text;
	});
	await check('a message that may have gone out is not followed by another', async () => {
		await emulator.reset();
		const { used, results, book } = await told(desk, emulator, PRIYA);
		assert.deepEqual(used, [LOOK, TELL]);
		assert.deepEqual(
			book.map(([phone, type]) => [phone, type]),
			[[PRIYA, 'text']],
		);
		return results[1].text;
	});
}

/** Lets an agent tell a customer that her order has shipped. */
async function told(desk, emulator, phone, tools = TOOLS) {
	await emulator.control('PATCH', '/settings', {
		delays: { sent: 50, delivered: 100, seen: null },
	});
	const { results } = await desk.ended(await desk.start(tools, teller(phone)));
	const book = (await emulator.book()).map(({ phone: to, body, status }) => [
		`+${to}`,
		body.type,
		status,
	]);
	return { results, used: results.map(({ tool }) => tool), book };
}

/** What a careful model does. @param {string} phone whom it has to tell */
const teller =
	(phone) =>
	({ tools, results }) => {
		const ways = {
			text: [[TELL, { recipient: phone, text: 'Your order A1001 is on its way.' }]],
			template: [[TEMPLATED, { recipient: phone, name: 'Asha', order: 'A1001', link: LINK }]],
		};
		const { tool, text } = results.at(-1) ?? {};
		if (!tool) return tools.has(LOOK) ? [[LOOK, {}]] : ways.text;
		const [row = {}] = JSON.parse(text);
		if (tool === LOOK) {
			const customer = JSON.parse(text).find((one) => one.phone === phone);
			return customer?.windowOpen === false ? ways.template : ways.text;
		}
		if (row.status === 'accepted') return [[ARRIVED, { messageId: row.messageId }]];
		if (row.delivered) return 'She was told.';
		const way = wayOut(text, tools);
		return way === TEMPLATED ? ways.template : `It is not known whether she was told: ${text}`;
	};

/** The tool that what another one said leads to, by nothing but its words and the descriptions. */
function wayOut(text, tools) {
	const isRefused = /Nothing was sent/.test(text) && /'Send Template'/.test(text);
	const isFailed = /"status":\s*"failed"/.test(text) && /131047/.test(text);
	const isExplained = /131047.+template/.test(tools.get(ARRIVED).description);
	if (!isRefused && !(isFailed && isExplained)) return undefined;
	return [...tools.values()].find(({ description }) => /^Sends the template/.test(description))
		?.name;
}
