import assert from 'node:assert/strict';
import { summary } from './flow.mjs';
import { tag } from './people.mjs';

const NODE = 'Cart or order';
const PRODUCTS = '46875532329201:1,46875532329202:2';
const LINK = 'https://shop.example/cart/';

export const table = {
	name: 'zoko_carts',
	columns: ['cart', 'person', 'email', 'state', 'customerId', 'changed'],
};
/** Long enough for what has to come during the wait, also on a slow machine. */
const WAIT = { amount: 10, unit: 'seconds' };
export const settings = () => ({
	'Wait for the order': WAIT,
	'Until tomorrow': WAIT,
	Remind: { timeLimit: 0.5, timeLimitUnit: 'minutes' },
});

/**
 * Customer 7 of these checks has checkout c7, an e-mail address and a phone of their own: none of the
 * numbers at which the emulator does something by itself.
 */
const phone = (customer) => `9198765433${60 + customer}`;
const address = (flow, digits) => ({ ...flow.event(NODE).shipping_address, phone: `+${digits}` });
const cart = (flow, customer, changes = {}) =>
	flow.event(NODE, {
		token: `c${customer}`,
		email: `c${customer}@example.com`,
		phone: null,
		customer: null,
		billing_address: null,
		shipping_address: address(flow, phone(customer)),
		...changes,
	});
/** What Shopify posts for an order has the token of the checkout under another name. */
const order = (flow, customer, changes = {}) => ({
	...cart(flow, customer, { token: `o${customer}`, completed_at: undefined }),
	checkout_token: `c${customer}`,
	note_attributes: [],
	...changes,
});
const reminder = (customer, { name = 'Asha', product = 'Blue lamp' } = {}) => [
	...[phone(customer), 'abandoned_cart', 'https://shop.example/cart.jpg'],
	...[name, product, '10% off with the code BACK10', 'checkout', 'later'],
];
const link = (customer, products = PRODUCTS) => [
	phone(customer),
	`Here is your cart: ${LINK}${products}?attributes[checkout]=c${customer}`,
];
/** Taps on the reminder. @returns what the customer got, the reminder first */
async function tapped(flow, payload) {
	await flow.tap(await flow.message(), payload);
	return (await flow.outcome()).map(summary);
}

export const checks = {
	'reported three times at once, and tapped twice: one reminder, one link': async (flow) => {
		await flow.postAtOnce(3, NODE, cart(flow, 1));
		const asked = await flow.message();
		for (let count = 0; count < 2; count++) await flow.tap(asked, 'checkout');
		assert.deepEqual((await flow.outcome()).map(summary), [reminder(1), link(1)]);
	},
	'the same cart changes once more, and another cart in the same month: no second reminder': async (
		flow,
	) => {
		await flow.post(NODE, cart(flow, 1));
		await flow.post(NODE, cart(flow, 1, { token: 'c2' }));
		assert.deepEqual(await flow.outcome(), []);
	},
	'the order comes while the cart waits, with the same checkout, e-mail or phone: no reminder':
		async (flow) => {
			const elsewhere = { shipping_address: null, email: null };
			const samePhone = { ...address(flow, phone(5)), phone: `0${phone(5).slice(2)}` };
			const attributes = [{ name: 'checkout', value: 'c6' }];
			await Promise.all([3, 4, 5, 6].map((customer) => flow.post(NODE, cart(flow, customer))));
			await Promise.all(
				[
					order(flow, 3, elsewhere),
					order(flow, 30, { ...elsewhere, email: ' C4@example.com' }),
					order(flow, 31, { shipping_address: samePhone }),
					order(flow, 32, { ...elsewhere, note_attributes: attributes }),
				].map((body) => flow.post(NODE, body)),
			);
			assert.deepEqual(await flow.outcome(), []);
		},
	'the order of somebody else, also without phone and e-mail, does not stop it': async (flow) => {
		const nobody = { shipping_address: null, email: null };
		await flow.post(NODE, cart(flow, 8, { email: null }));
		await flow.post(NODE, order(flow, 33, nobody));
		assert.deepEqual(await tapped(flow, 'checkout'), [reminder(8), link(8)]);
	},
	'completed, empty, without phone or consent: nothing': async (flow) => {
		await flow.post(NODE, cart(flow, 12, { completed_at: '2026-11-22T09:20:00+05:30' }));
		await flow.post(NODE, cart(flow, 13, { line_items: [] }));
		await flow.post(NODE, cart(flow, 14, { shipping_address: null }));
		await flow.post(NODE, cart(flow, 15, { buyer_accepts_marketing: false }));
		assert.deepEqual(await flow.outcome(), []);
	},
	'the consent is withdrawn, or the phone changed, during the wait: nothing to the old phone':
		async (flow) => {
			const newPhone = { shipping_address: address(flow, phone(18)) };
			await Promise.all([16, 17].map((customer) => flow.post(NODE, cart(flow, customer))));
			await Promise.all([
				flow.post(NODE, cart(flow, 16, { buyer_accepts_marketing: false })),
				flow.post(NODE, cart(flow, 17, newPhone)),
			]);
			const got = await tapped(flow, 'checkout');
			assert.deepEqual(
				got.map(([to]) => to),
				[phone(18), phone(18)],
			);
		},
	'who wrote a word like STOP: no reminder with the tag OPT_OUT, one without it': async (flow) => {
		await flow.write(phone(19), 'Stop please');
		await flow.write(phone(20), 'Where is the bus stop?');
		await flow.settled();
		await tag(flow.emulator, phone(19), 'OPT_OUT');
		await Promise.all([19, 20].map((customer) => flow.post(NODE, cart(flow, customer))));
		assert.deepEqual(await tapped(flow, 'checkout'), [reminder(20), link(20)]);
	},
	'products without a variant, entities, and no name': async (flow) => {
		const [item] = flow.event(NODE).line_items;
		const line_items = [
			{ ...item, title: 'Salt &amp; pepper &#8211; set', variant_id: null },
			{ ...item, variant_id: 7, quantity: 2 },
		];
		const shipping_address = { ...address(flow, phone(21)), first_name: '' };
		await flow.post(NODE, cart(flow, 21, { line_items, shipping_address }));
		assert.deepEqual(await tapped(flow, 'checkout'), [
			reminder(21, { name: 'Hello', product: 'Salt & pepper – set' }),
			link(21, '7:2'),
		]);
	},
	'only products without a variant: no link could be made, so nothing is sent': async (flow) => {
		const line_items = [{ ...flow.event(NODE).line_items[0], variant_id: null }];
		await flow.post(NODE, cart(flow, 22, { line_items }));
		assert.deepEqual(await flow.outcome(), []);
	},
	'Remind me tomorrow: the link after the wait, unless the order has come': async (flow) => {
		await Promise.all([23, 24].map((customer) => flow.post(NODE, cart(flow, customer))));
		for (const customer of [23, 24]) {
			const [asked] = await flow.messagesTo(phone(customer), 1);
			await flow.tap(asked, 'later');
		}
		await flow.post(NODE, order(flow, 24));
		const links = (await flow.outcome()).slice(2).map(summary);
		assert.deepEqual(links, [link(23)]);
	},
	'Execute workflow, with the pinned cart': async (flow) => {
		await flow.start(NODE);
		await flow.tap(await flow.message(), 'checkout');
		assert.equal((await flow.outcome()).length, 2);
	},
};

export async function unanswered(flow) {
	await flow.post(NODE, cart(flow, 38));
	await flow.messagesTo(phone(38), 1);
	await flow.settled();
	assert.deepEqual((await flow.messagesTo(phone(38), 1)).map(summary), [reminder(38)]);
}
