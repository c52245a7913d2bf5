import assert from 'node:assert/strict';
import { summary } from './flow.mjs';
import { ASHA, LONDON, WINDOW_CLOSED } from './people.mjs';

const NODE = 'Order updated';

const order = (flow, id, status, billing = {}, changes = {}) => {
	const event = flow.event(NODE, { id, number: String(id), status, ...changes });
	return { ...event, billing: { ...event.billing, ...billing } };
};

export const checks = {
	'Execute workflow sends the summary of the pinned order': async (flow) => {
		await flow.execute(NODE);
		const [message, ...more] = (await flow.outcome()).map(summary);
		assert.deepEqual(more, []);
		assert.deepEqual(message.slice(0, 9), [
			...[ASHA, 'order_summary_long', '2043', 'Asha'],
			...['Blue lamp', '₹1,299.00', 'Candle', '₹200.00', '–'],
		]);
		assert.deepEqual(message.slice(10), [
			...['₹50.00', '₹1,549.00', '12 Temple Road, Bengaluru', 'in 3 to 5 days'],
		]);
	},
	'names as web pages write them, no first name, and a currency without a symbol': async (flow) => {
		const [lamp, candle] = flow.event(NODE).line_items;
		const line_items = [
			{ ...lamp, name: 'Salt &amp; pepper &#8211; 12&quot; set' },
			{ ...candle, total: '0' },
		];
		const changes = { line_items, currency: 'EUR', currency_symbol: undefined };
		const nameless = flow.event(NODE, { ...changes, id: 61, number: '61', status: 'processing' });
		nameless.shipping.first_name = ' ';
		nameless.billing.first_name = '';
		nameless.shipping.address_1 = 'Rue de l&#x27;Or 1';
		await flow.post(NODE, nameless);
		const odd = { currency: '', currency_symbol: '&#8377;', total: '5.00' };
		await flow.post(NODE, order(flow, 62, 'processing', {}, odd));
		const [first, second] = (await flow.outcome())
			.map(summary)
			.sort(([, , one], [, , two]) => Number(one) - Number(two));
		assert.deepEqual(first.slice(2, 7), [
			...['61', 'there', 'Salt & pepper – 12" set', '€1,299.00', 'Candle'],
		]);
		assert.deepEqual(first.slice(7, 8), ['€0.00']);
		assert.equal(first[12], "Rue de l'Or 1, Bengaluru");
		assert.equal(second[11], '₹ 5.00');
	},
	'WooCommerce saves the same order three times: one message': async (flow) => {
		await flow.postAtOnce(3, NODE, order(flow, 51, 'processing'));
		assert.equal((await flow.outcome()).length, 1);
	},
	'the order is completed: the tracking link, once': async (flow) => {
		for (let count = 0; count < 2; count++) await flow.post(NODE, order(flow, 51, 'completed'));
		assert.deepEqual((await flow.outcome()).map(summary), [
			[ASHA, 'order_shipped', 'Asha', '51', 'https://track.shop.example/p/DL200300400'],
		]);
	},
	'without a tracking number: the page of orders': async (flow) => {
		const billing = { phone: '+44 7700 900123', country: 'GB', first_name: 'Daniel' };
		await flow.post(NODE, order(flow, 52, 'completed', billing, { meta_data: [] }));
		assert.deepEqual((await flow.outcome()).map(summary), [
			[LONDON, 'order_shipped', 'Daniel', '52', 'https://shop.example/my-account/orders'],
		]);
	},
	'the phone is in the delivery address': async (flow) => {
		const shipping = { ...flow.event(NODE).shipping, phone: '098765 43201' };
		await flow.post(NODE, order(flow, 53, 'completed', { phone: '' }, { shipping }));
		assert.equal((await flow.outcome())[0]?.phone, ASHA);
	},
	'a gift: each phone is read with the country of its own address': async (flow) => {
		const { shipping } = flow.event(NODE);
		const india = { phone: '098765 43201', country: 'IN' };
		const britain = { phone: '', country: 'GB' };
		const to = (address) => ({ shipping: { ...shipping, ...address } });
		await flow.post(NODE, order(flow, 59, 'completed', india, to(britain)));
		await flow.post(NODE, order(flow, 60, 'completed', britain, to(india)));
		const phones = (await flow.outcome()).map(({ phone }) => phone);
		assert.deepEqual(phones, [ASHA, ASHA]);
	},
	'refunded: a text, and no error when the window is closed': async (flow) => {
		await flow.post(NODE, order(flow, 54, 'refunded'));
		await flow.post(NODE, order(flow, 55, 'cancelled', { phone: `+${WINDOW_CLOSED}` }));
		const [message, ...more] = await flow.outcome();
		assert.match(message.body.message, /order 54 is refunded/);
		assert.deepEqual(more, []);
	},
	"WooCommerce's test, an order without a phone and other statuses: nothing": async (flow) => {
		await flow.post(NODE, new URLSearchParams({ webhook_id: '7' }));
		await flow.post(NODE, order(flow, 56, 'processing', { phone: '' }));
		await flow.post(NODE, order(flow, 57, 'on-hold'));
		await flow.post(NODE, order(flow, 58, 'checkout-draft'));
		assert.deepEqual(await flow.outcome(), []);
	},
};
