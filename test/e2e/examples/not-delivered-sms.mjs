import assert from 'node:assert/strict';
import { summary } from './flow.mjs';
import { ASHA, NOT_ON_WHATSAPP, PHONE_OFF, REFUSED, UNCLEAR } from './people.mjs';

const NODE = 'Order shipped';
const LINK = 'https://track.shop.example/p/DL100200300';

export const settings = (url) => ({
	'Wait for delivery': { timeLimit: 4, timeLimitUnit: 'seconds' },
	'Send SMS': { url: `${url}/sms` },
});

const order = (flow, number, phone, changes = {}) =>
	flow.event(NODE, { order: `A${number}`, phone: `+${phone}`, ...changes });
const sms = (number, phone, name = 'Asha') => ({
	path: '/sms',
	body: {
		to: `+${phone}`,
		country: 'IN',
		text: `Hello ${name}, your order A${number} has shipped. Track it here: ${LINK}`,
		reference: `shipped-A${number}`,
	},
});

export const checks = {
	'delivered, and posted three times at once: one message, no SMS': async (flow) => {
		await flow.postAtOnce(3, NODE, order(flow, 1, ASHA));
		assert.deepEqual((await flow.outcome()).map(summary), [
			[ASHA, 'order_shipped', 'Asha', 'A1', LINK],
		]);
		assert.deepEqual(flow.requests(), []);
	},
	'the phone stays off: one SMS, also when the shop repeats': async (flow) => {
		await flow.post(NODE, order(flow, 2, PHONE_OFF, { name: '' }));
		await flow.message();
		assert.deepEqual(flow.requests(), []);
		await flow.post(NODE, order(flow, 2, PHONE_OFF));
		assert.equal((await flow.outcome()).length, 1);
		assert.deepEqual(flow.requests(), [sms(2, PHONE_OFF, 'there')]);
	},
	'not on WhatsApp, and refused by Zoko: an SMS each': async (flow) => {
		await flow.post(NODE, order(flow, 3, NOT_ON_WHATSAPP, { name: 'D&#39;Arcy &amp; Zo&euml;' }));
		await flow.settled();
		await flow.post(NODE, order(flow, 4, REFUSED));
		assert.equal((await flow.outcome()).length, 1);
		assert.deepEqual(flow.requests(), [
			sms(3, NOT_ON_WHATSAPP, "D'Arcy & Zo&euml;"),
			sms(4, REFUSED),
		]);
	},
	'it is not known whether Zoko took it: no SMS': async (flow) => {
		await flow.post(NODE, order(flow, 5, UNCLEAR));
		assert.equal((await flow.outcome()).length, 1);
		assert.deepEqual(flow.requests(), []);
	},
	'Execute workflow': async (flow) => {
		await flow.execute(NODE);
		assert.equal((await flow.outcome()).length, 1);
	},
};
