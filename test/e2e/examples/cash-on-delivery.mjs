import assert from 'node:assert/strict';
import { summary } from './flow.mjs';
import { ASHA } from './people.mjs';

const NODE = 'Order placed';
const TEMPLATE = 'order_confirm_cod';

/** Half a minute: longer than a tap takes on a slow machine. */
export const settings = () => ({
	'Ask the customer': { timeLimit: 0.5, timeLimitUnit: 'minutes' },
});

const order = (flow, number, changes = {}) =>
	flow.event(NODE, { id: 6_000_000 + number, name: `#${number}`, ...changes });
const to = (flow, digits, changes = {}) => ({
	shipping_address: { ...flow.event(NODE).shipping_address, phone: `+${digits}`, ...changes },
});
const question = (number, { phone = ASHA, name = 'Asha', total = '₹1,499.00' } = {}) => [
	...[phone, TEMPLATE, name, `#${number}`, total],
	...['confirm', 'cancel'],
];
const thanks = (number, phone = ASHA) => [phone, `Thank you, Asha. Order #${number} is confirmed.`];
/** Posts an order, and taps once the question is there. @returns what the customer got */
async function answered(flow, body, payload) {
	await flow.post(NODE, body);
	await flow.tap(await flow.message(), payload);
	return (await flow.outcome()).map(summary);
}

export const checks = {
	'Shopify posts the order three times, and Confirm is tapped twice: one question, one thank-you':
		async (flow) => {
			await flow.postAtOnce(3, NODE, order(flow, 2));
			const asked = await flow.message();
			await flow.tap(asked, 'confirm');
			await flow.tap(asked, 'confirm');
			assert.deepEqual((await flow.outcome()).map(summary), [question(2), thanks(2)]);
		},
	'Shopify posts the order again a day later: nothing': async (flow) => {
		await flow.post(NODE, order(flow, 2));
		assert.deepEqual(await flow.outcome(), []);
	},
	'Cancel: says so': async (flow) => {
		assert.deepEqual(await answered(flow, order(flow, 3), 'cancel'), [
			question(3),
			[
				ASHA,
				'You do not want order #3 any more. We cancel it now. If that was a mistake, answer here.',
			],
		]);
	},
	'two orders of one customer: each goes on with its own answer': async (flow) => {
		await flow.post(NODE, order(flow, 6));
		await flow.post(NODE, order(flow, 7));
		const asked = await flow.messagesTo(ASHA, 2);
		const of = (number) => asked.find(({ body }) => body.templateArgs.includes(`#${number}`));
		await flow.tap(of(7), 'confirm');
		await flow.tap(of(6), 'cancel');
		const texts = (await flow.outcome()).slice(2).map(({ body }) => body.message);
		assert.equal(texts.length, 2);
		assert.ok(texts.some((text) => /Order #7 is confirmed/.test(text)));
		assert.ok(texts.some((text) => /do not want order #6/.test(text)));
	},
	'a customer without a name, and an amount without a currency': async (flow) => {
		const nameless = { customer: null, currency: '', ...to(flow, ASHA, { first_name: ' ' }) };
		assert.deepEqual(await answered(flow, order(flow, 8, nameless), 'confirm'), [
			question(8, { name: 'there', total: '1499.00' }),
			[ASHA, 'Thank you. Order #8 is confirmed.'],
		]);
	},
	'a name as web pages write it, and another currency': async (flow) => {
		const changes = {
			...to(flow, ASHA, { first_name: 'Zo&#235; &amp;\nD&#x27;Arcy' }),
			currency: 'USD',
			total_price: '1234.5',
		};
		assert.deepEqual(await answered(flow, order(flow, 9, changes), 'confirm'), [
			question(9, { name: "Zoë & D'Arcy", total: '$1,234.50' }),
			[ASHA, "Thank you, Zoë & D'Arcy. Order #9 is confirmed."],
		]);
	},
	'paid by card or another prepaid way, cancelled, and without a phone: nothing': async (flow) => {
		for (const name of ['Cashfree Payments', 'Cash App Pay'])
			for (const financial_status of ['paid', 'pending'])
				await flow.post(NODE, order(flow, 14, { payment_gateway_names: [name], financial_status }));
		await flow.post(NODE, order(flow, 15, { financial_status: 'paid' }));
		await flow.post(NODE, order(flow, 16, { payment_gateway_names: ['razorpay'] }));
		await flow.post(NODE, order(flow, 17, { cancelled_at: '2026-11-22T14:23:34+05:30' }));
		const nobody = { shipping_address: null, billing_address: null, phone: null, customer: null };
		await flow.post(NODE, order(flow, 18, nobody));
		assert.deepEqual(await flow.outcome(), []);
	},
	'the phone is only in the billing address, or only with the customer': async (flow) => {
		const pickUp = { shipping_address: null };
		await flow.post(NODE, order(flow, 10, pickUp));
		await flow.post(NODE, order(flow, 11, { ...pickUp, billing_address: null }));
		for (const asked of await flow.messagesTo(ASHA, 2)) await flow.tap(asked, 'confirm');
		assert.equal((await flow.outcome()).length, 4);
	},
	"a gift to another country: the buyer's number is read with the buyer's country": async (
		flow,
	) => {
		const { billing_address: buyer, shipping_address: friend } = flow.event(NODE);
		const gift = {
			billing_address: { ...buyer, phone: '098765 43201', country_code: 'IN' },
			shipping_address: { ...friend, phone: null, country_code: 'GB' },
		};
		assert.deepEqual(await answered(flow, order(flow, 12, gift), 'confirm'), [
			question(12),
			thanks(12),
		]);
	},
	'Execute workflow asks for the pinned order, and goes on with the tap': async (flow) => {
		await flow.start(NODE);
		await flow.tap(await flow.message(), 'confirm');
		assert.deepEqual((await flow.outcome()).map(summary), [question(1001), thanks(1001)]);
	},
};

export async function unanswered(flow) {
	const [silent, late, cancelled] = ['919876543351', '919876543352', '919876543353'];
	for (const [at, phone] of [silent, late, cancelled].entries())
		await flow.post(NODE, order(flow, 21 + at, to(flow, phone)));
	await flow.messagesTo(cancelled, 1);
	await flow.post(NODE, order(flow, 23, { ...to(flow, cancelled), cancelled_at: '2026-11-22' }));
	const [, reminder] = await flow.messagesTo(late, 2);
	await flow.tap(reminder, 'confirm');
	const got = async (phone) => (await flow.messagesTo(phone, 1)).map(summary);
	await flow.settled();
	assert.deepEqual(await got(silent), [
		question(21, { phone: silent }),
		question(21, { phone: silent }),
	]);
	assert.deepEqual(await got(late), [
		question(22, { phone: late }),
		question(22, { phone: late }),
		thanks(22, late),
	]);
	assert.deepEqual(await got(cancelled), [question(23, { phone: cancelled })]);
}
