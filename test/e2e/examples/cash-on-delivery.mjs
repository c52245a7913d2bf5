import assert from 'node:assert/strict';
import { summary } from './flow.mjs';
import { ASHA } from './people.mjs';

const NODE = 'Order placed';
const TEMPLATE = 'order_confirm_cod';

/** 0.0012 hours are 4.3 seconds. */
export const settings = () => ({ hoursToWait: 0.0012 });

const order = (flow, number, changes = {}) =>
	flow.event(NODE, { id: 6_000_000 + number, name: `#${number}`, ...changes });
const question = (number) => [
	...[ASHA, TEMPLATE, 'Asha', `#${number}`, 'INR 1499.00'],
	...[`confirm-#${number}`, `cancel-#${number}`],
];

export const checks = {
	'no answer: the question and exactly one reminder': async (flow) => {
		await flow.postAtOnce(3, NODE, order(flow, 1));
		assert.deepEqual((await flow.outcome()).map(summary), [question(1), question(1)]);
	},
	'Shopify posts the order again a day later: nothing': async (flow) => {
		await flow.post(NODE, order(flow, 1));
		assert.deepEqual(await flow.outcome(), []);
	},
	'Confirm: a thank-you, and no reminder': async (flow) => {
		await flow.post(NODE, order(flow, 2));
		await flow.tap(await flow.message(), 'confirm-#2');
		assert.deepEqual((await flow.outcome()).map(summary), [
			question(2),
			[ASHA, 'Thank you, Asha Rao. Order #2 is confirmed.'],
		]);
	},
	'Cancel: says so, and no reminder': async (flow) => {
		await flow.post(NODE, order(flow, 3));
		await flow.tap(await flow.message(), 'cancel-#3');
		assert.deepEqual((await flow.outcome()).map(summary), [
			question(3),
			[
				ASHA,
				'We have noted that you want to cancel order #3. We do it for you and confirm it here.',
			],
		]);
	},
	'Confirm tapped twice: one thank-you': async (flow) => {
		await flow.post(NODE, order(flow, 12));
		const asked = await flow.message();
		await flow.tap(asked, 'confirm-#12');
		await flow.tap(asked, 'confirm-#12');
		assert.equal((await flow.outcome()).length, 2);
	},
	'a tap on the reminder counts too': async (flow) => {
		await flow.post(NODE, order(flow, 4));
		await flow.tap(await flow.message(1), 'confirm-#4');
		assert.match((await flow.outcome()).at(-1).body.message, /#4 is confirmed/);
	},
	'cancelled in the shop meanwhile: no reminder': async (flow) => {
		await flow.post(NODE, order(flow, 5));
		await flow.message();
		await flow.post('Order cancelled in the shop', order(flow, 5, { cancelled_at: '2026-11-22' }));
		assert.deepEqual((await flow.outcome()).map(summary), [question(5)]);
	},
	'two orders at a time: only the unanswered one is reminded of': async (flow) => {
		await flow.post(NODE, order(flow, 6));
		await flow.post(NODE, order(flow, 7));
		const asked = [await flow.message(0), await flow.message(1)];
		await flow.tap(
			asked.find(({ body }) => body.templateArgs.includes('#6')),
			'confirm-#6',
		);
		const reminded = (await flow.outcome()).slice(2).filter(({ body }) => body.templateId);
		assert.deepEqual(reminded.map(summary), [question(7)]);
	},
	'paid by card or another prepaid way, and without a phone: nothing': async (flow) => {
		for (const name of ['Cashfree Payments', 'Cash App Pay'])
			for (const financial_status of ['paid', 'pending'])
				await flow.post(NODE, order(flow, 14, { payment_gateway_names: [name], financial_status }));
		await flow.post(NODE, order(flow, 15, { financial_status: 'paid' }));
		await flow.post(NODE, order(flow, 8, { payment_gateway_names: ['razorpay'] }));
		const nobody = { shipping_address: null, billing_address: null, phone: null, customer: null };
		await flow.post(NODE, order(flow, 9, nobody));
		assert.deepEqual(await flow.outcome(), []);
	},
	'the phone is only in the billing address, or only with the customer': async (flow) => {
		const pickUp = { shipping_address: null };
		await flow.post(NODE, order(flow, 10, pickUp));
		await flow.post(NODE, order(flow, 11, { ...pickUp, billing_address: null }));
		const asked = [await flow.message(0), await flow.message(1)];
		assert.deepEqual(
			asked.map(({ phone }) => phone),
			[ASHA, ASHA],
		);
		await flow.outcome();
	},
	"a gift to another country: the buyer's number is read with the buyer's country": async (
		flow,
	) => {
		const { billing_address: buyer, shipping_address: friend } = flow.event(NODE);
		const gift = {
			billing_address: { ...buyer, phone: '098765 43201', country_code: 'IN' },
			shipping_address: { ...friend, phone: null, country_code: 'GB' },
		};
		await flow.post(NODE, order(flow, 16, gift));
		assert.equal((await flow.outcome())[0]?.phone, ASHA);
	},
	'Execute workflow asks for the pinned order': async (flow) => {
		await flow.execute(NODE);
		assert.deepEqual(summary((await flow.outcome())[0]), question(1001));
	},
	'the monthly clearing runs': async (flow) => {
		await flow.execute('Once a month');
	},
};
