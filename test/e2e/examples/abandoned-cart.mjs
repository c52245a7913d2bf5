import assert from 'node:assert/strict';
import { summary } from './flow.mjs';
import { ASHA, TEAM } from './people.mjs';

const CART = 'Checkout changed';
const PRODUCTS = '46875532329201:1,46875532329202:2';
const LINK = `Here is your cart: https://shop.example/cart/${PRODUCTS}`;

/** 0.001 hours are 3.6 seconds, for both waits. */
export const settings = () => ({ hoursToWait: 0.001 });

const cart = (flow, token, changes = {}) =>
	flow.event(CART, { token, email: `${token}@example.com`, ...changes });
const order = (flow, token, changes = {}) =>
	flow.event('Order placed', {
		checkout_token: token,
		email: `${token}@example.com`,
		...changes,
	});
const reminder = (token) => [
	...[ASHA, 'abandoned_cart', 'https://shop.example/cart.jpg'],
	...['Asha', 'Blue lamp', '10% off with the code BACK10'],
	...[`checkout-${token}/${PRODUCTS}`, `later-${token}/${PRODUCTS}`],
];

export const checks = {
	'a cart without an order, reported five times: one reminder': async (flow) => {
		await flow.postAtOnce(5, CART, cart(flow, 'c1'));
		assert.deepEqual((await flow.outcome()).map(summary), [reminder('c1')]);
	},
	'the same cart changes once more: no second reminder': async (flow) => {
		await flow.post(CART, cart(flow, 'c1'));
		assert.deepEqual(await flow.outcome(), []);
	},
	'the order comes while the cart waits: no reminder': async (flow) => {
		await flow.post(CART, cart(flow, 'c2'));
		await flow.post('Order placed', order(flow, 'c2'));
		assert.deepEqual(await flow.outcome(), []);
	},
	'the customer orders from another device: no reminder': async (flow) => {
		await flow.post(CART, cart(flow, 'c3'));
		await flow.post('Order placed', order(flow, 'c4', { email: 'c3@example.com' }));
		assert.deepEqual(await flow.outcome(), []);
	},
	'the order of somebody else does not stop it': async (flow) => {
		await flow.post(CART, cart(flow, 'c5'));
		await flow.post('Order placed', order(flow, 'c6'));
		assert.deepEqual((await flow.outcome()).map(summary), [reminder('c5')]);
	},
	'a second cart of the same customer in a week: no reminder': async (flow) => {
		await flow.post(CART, cart(flow, 'c7', { email: 'c5@example.com' }));
		assert.deepEqual(await flow.outcome(), []);
	},
	'completed, empty, without phone or consent: nothing': async (flow) => {
		await flow.post(CART, cart(flow, 'c8', { completed_at: '2026-11-22T09:20:00+05:30' }));
		await flow.post(CART, cart(flow, 'c9', { line_items: [] }));
		await flow.post(CART, cart(flow, 'c10', { shipping_address: null, customer: null }));
		await flow.post(CART, cart(flow, 'c11', { buyer_accepts_marketing: false }));
		assert.deepEqual(await flow.outcome(), []);
	},
	'the phone comes with a later change: the reminder goes out': async (flow) => {
		const { shipping_address: address } = flow.event(CART);
		const changes = { shipping_address: { ...address, phone: `+${TEAM}` } };
		await flow.post(CART, cart(flow, 'c10', changes));
		assert.equal((await flow.outcome())[0]?.phone, TEAM);
	},
	'Take me to checkout: the link at once': async (flow) => {
		await flow.post(CART, cart(flow, 'c12'));
		await flow.tap(await flow.message(), `checkout-c12/${PRODUCTS}`);
		assert.deepEqual((await flow.outcome()).map(summary), [reminder('c12'), [ASHA, LINK]]);
	},
	'Remind me tomorrow: the link after the wait': async (flow) => {
		await flow.post(CART, cart(flow, 'c13'));
		await flow.tap(await flow.message(), `later-c13/${PRODUCTS}`);
		assert.deepEqual((await flow.outcome()).map(summary), [reminder('c13'), [ASHA, LINK]]);
	},
	'Remind me tomorrow, and the order comes: nothing more': async (flow) => {
		await flow.post(CART, cart(flow, 'c14'));
		await flow.tap(await flow.message(), `later-c14/${PRODUCTS}`);
		await flow.post('Order placed', order(flow, 'c14'));
		assert.deepEqual((await flow.outcome()).map(summary), [reminder('c14')]);
	},
	'Execute workflow, from the cart and from the order': async (flow) => {
		await flow.execute('Order placed');
		await flow.execute(CART);
		assert.deepEqual(await flow.outcome(), []);
	},
	'after the monthly clearing a cart is reminded of again': async (flow) => {
		await flow.execute('Once a month');
		await flow.post(CART, cart(flow, 'c15', { email: 'c5@example.com' }));
		assert.deepEqual((await flow.outcome()).map(summary), [reminder('c15')]);
	},
};
