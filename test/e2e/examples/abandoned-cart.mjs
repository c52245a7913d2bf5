import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { summary } from './flow.mjs';

const CART = 'Checkout changed';
const PRODUCTS = '46875532329201:1,46875532329202:2';

/** 0.0015 hours are 5.4 seconds, for both waits: what comes 2 seconds later and is spread over 2 is in time. */
export const settings = () => ({ hoursToWait: 0.0015, secondsToSpread: 2 });

/** Customer 7 of these checks has checkout c7, an e-mail address and a phone of their own. */
const phone = (customer) => `9198765432${60 + customer}`;
const person = (flow, node, customer, changes) => {
	const { shipping_address: address } = flow.event(node);
	return {
		email: `c${customer}@example.com`,
		phone: null,
		customer: null,
		billing_address: null,
		shipping_address: { ...address, phone: `+${phone(customer)}` },
		...changes,
	};
};
const cart = (flow, customer, changes = {}) =>
	flow.event(CART, { token: `c${customer}`, ...person(flow, CART, customer, changes) });
const order = (flow, customer, changes = {}) =>
	flow.event('Order placed', {
		checkout_token: `c${customer}`,
		...person(flow, 'Order placed', customer, changes),
	});
const reminder = (customer) => [
	...[phone(customer), 'abandoned_cart', 'https://shop.example/cart.jpg'],
	...['Asha', 'Blue lamp', '10% off with the code BACK10'],
	...[`checkout-c${customer}/${PRODUCTS}`, `later-c${customer}/${PRODUCTS}`],
];
const link = (customer) => [
	phone(customer),
	`Here is your cart: https://shop.example/cart/${PRODUCTS}?attributes[checkout]=c${customer}`,
];

export const checks = {
	'a cart without an order, reported three times: one reminder': async (flow) => {
		for (let count = 0; count < 3; count++) {
			await flow.post(CART, cart(flow, 1));
			await sleep(2_200);
		}
		assert.deepEqual((await flow.outcome()).map(summary), [reminder(1)]);
	},
	'the same cart changes once more: no second reminder': async (flow) => {
		await flow.post(CART, cart(flow, 1));
		assert.deepEqual(await flow.outcome(), []);
	},
	'reported five times at the same moment: never two reminders': async (flow) => {
		await flow.postAtOnce(5, CART, cart(flow, 2));
		assert.ok((await flow.outcome()).length <= 1);
	},
	'the order comes while the cart waits: no reminder': async (flow) => {
		await flow.post(CART, cart(flow, 3));
		await flow.post('Order placed', order(flow, 3));
		assert.deepEqual(await flow.outcome(), []);
	},
	'the customer orders from another device with the same e-mail: no reminder': async (flow) => {
		await flow.post(CART, cart(flow, 4));
		await flow.post('Order placed', order(flow, 5, { email: 'C4@example.com' }));
		assert.deepEqual(await flow.outcome(), []);
	},
	'the customer orders from another device with the same phone: no reminder': async (flow) => {
		const { shipping_address: address } = flow.event(CART);
		await flow.post(CART, cart(flow, 6));
		const samePhone = { shipping_address: { ...address, phone: `0${phone(6).slice(2)}` } };
		await flow.post('Order placed', order(flow, 7, samePhone));
		assert.deepEqual(await flow.outcome(), []);
	},
	'the order of somebody else does not stop it': async (flow) => {
		await flow.post(CART, cart(flow, 8));
		await flow.post('Order placed', order(flow, 9));
		assert.deepEqual((await flow.outcome()).map(summary), [reminder(8)]);
	},
	'a second cart of the same customer or phone in a week: no reminder': async (flow) => {
		await flow.post(CART, cart(flow, 10, { email: 'c8@example.com' }));
		await flow.post(CART, cart(flow, 8, { token: 'c11', email: 'c11@example.com' }));
		assert.deepEqual(await flow.outcome(), []);
	},
	'completed, empty, without phone or consent: nothing': async (flow) => {
		await flow.post(CART, cart(flow, 12, { completed_at: '2026-11-22T09:20:00+05:30' }));
		await flow.post(CART, cart(flow, 13, { line_items: [] }));
		await flow.post(CART, cart(flow, 14, { shipping_address: null }));
		await flow.post(CART, cart(flow, 15, { buyer_accepts_marketing: false }));
		assert.deepEqual(await flow.outcome(), []);
	},
	'the phone comes with a later change: the reminder goes out': async (flow) => {
		await flow.post(CART, cart(flow, 14));
		assert.deepEqual((await flow.outcome()).map(summary), [reminder(14)]);
	},
	'the consent is withdrawn, or the phone changed, during the wait: no reminder': async (flow) => {
		const { shipping_address: address } = flow.event(CART);
		await flow.post(CART, cart(flow, 16));
		await flow.post(CART, cart(flow, 17));
		await sleep(2_200);
		await flow.post(CART, cart(flow, 16, { buyer_accepts_marketing: false }));
		const corrected = { shipping_address: { ...address, phone: `+${phone(18)}` } };
		await flow.post(CART, cart(flow, 17, corrected));
		assert.deepEqual(await flow.outcome(), []);
	},
	'Take me to checkout, tapped twice: the link at once, and once': async (flow) => {
		await flow.post(CART, cart(flow, 19));
		const asked = await flow.message();
		for (let count = 0; count < 2; count++) await flow.tap(asked, `checkout-c19/${PRODUCTS}`);
		assert.deepEqual((await flow.outcome()).map(summary), [reminder(19), link(19)]);
	},
	'Remind me tomorrow: the link after the wait': async (flow) => {
		await flow.post(CART, cart(flow, 20));
		await flow.tap(await flow.message(), `later-c20/${PRODUCTS}`);
		assert.deepEqual((await flow.outcome()).map(summary), [reminder(20), link(20)]);
	},
	'Remind me tomorrow, and the order comes, from the link or not: nothing more': async (flow) => {
		const orders = {
			21: (customer) => order(flow, customer),
			22: (customer) =>
				order(flow, 30, { note_attributes: [{ name: 'checkout', value: `c${customer}` }] }),
			23: (customer) => order(flow, customer, { checkout_token: 'c31' }),
		};
		for (const [place, [customer, placed]] of Object.entries(orders).entries()) {
			await flow.post(CART, cart(flow, Number(customer)));
			await flow.tap(await flow.message(place), `later-c${customer}/${PRODUCTS}`);
			await flow.post('Order placed', placed(Number(customer)));
		}
		assert.deepEqual((await flow.outcome()).map(summary), [21, 22, 23].map(reminder));
	},
	'Execute workflow, from the cart and from the order': async (flow) => {
		await flow.execute('Order placed');
		await flow.execute(CART);
		assert.deepEqual(await flow.outcome(), []);
	},
	'after the monthly clearing a cart is reminded of again': async (flow) => {
		await flow.execute('Once a month');
		await flow.post(CART, cart(flow, 8, { token: 'c32' }));
		assert.equal((await flow.outcome()).length, 1);
	},
};
