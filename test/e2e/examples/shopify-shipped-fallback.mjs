import assert from 'node:assert/strict';
import { summary } from './flow.mjs';
import { ASHA, LONDON, NOT_ON_WHATSAPP, PHONE_OFF, REFUSED, UNCLEAR } from './people.mjs';

const NODE = 'Fulfilment created';
const LINK = 'https://track.shop.example/p/DL100200300';

/** 0.001 hours are 3.6 seconds. */
export const settings = (smsUrl) => ({ secondsToWatch: 2, hoursToWait: 0.001, smsUrl });

const parcel = (flow, id, address, changes = {}) => {
	const { destination } = flow.event(NODE);
	return flow.event(NODE, { id, destination: { ...destination, ...address }, ...changes });
};
const sms = (id, phone) => ({
	path: '/',
	body: {
		to: `+${phone}`,
		country: 'IN',
		text: `Hello Asha, your order #1001 has shipped. Track it here: ${LINK}`,
		reference: `shipped-${id}`,
	},
});

export const checks = {
	'Execute workflow sends the pinned parcel': async (flow) => {
		await flow.execute(NODE);
		assert.deepEqual((await flow.outcome()).map(summary), [
			[ASHA, 'order_shipped', 'Asha', '#1001', LINK],
		]);
	},
	'Shopify posts it again: nothing, three at the same moment: one message': async (flow) => {
		await flow.post(NODE, flow.event(NODE));
		assert.deepEqual(await flow.outcome(), []);
		await flow.postAtOnce(3, NODE, parcel(flow, 21));
		assert.equal((await flow.outcome()).length, 1);
		assert.deepEqual(flow.requests(), []);
	},
	'delivered: one message, no SMS': async (flow) => {
		const address = { phone: '+44 7700 900123', country_code: 'GB', first_name: 'Daniel' };
		await flow.post(NODE, parcel(flow, 22, address));
		assert.deepEqual((await flow.outcome()).map(summary), [
			[LONDON, 'order_shipped', 'Daniel', '#1001', LINK],
		]);
		assert.deepEqual(flow.requests(), []);
	},
	'the phone stays off: one SMS after the wait, also when Shopify repeats': async (flow) => {
		const body = parcel(flow, 23, { phone: `+${PHONE_OFF}` });
		await flow.post(NODE, body);
		await flow.message();
		assert.deepEqual(flow.requests(), []);
		await flow.post(NODE, body);
		assert.equal((await flow.outcome()).length, 1);
		assert.deepEqual(flow.requests(), [sms(23, PHONE_OFF)]);
	},
	'the phone is switched on during the wait: no SMS': async (flow) => {
		await flow.post(NODE, parcel(flow, 24, { phone: `+${PHONE_OFF}` }));
		const { id } = await flow.message();
		setTimeout(
			() => flow.emulator.control('POST', `/messages/${id}/status`, { status: 'delivered' }),
			3_500,
		);
		assert.equal((await flow.outcome()).length, 1);
		assert.deepEqual(flow.requests(), []);
	},
	'not on WhatsApp: one SMS': async (flow) => {
		await flow.post(NODE, parcel(flow, 25, { phone: `+${NOT_ON_WHATSAPP}` }));
		assert.equal((await flow.outcome()).length, 1);
		assert.deepEqual(flow.requests(), [sms(25, NOT_ON_WHATSAPP)]);
	},
	'the SMS gets an international number, and the whole number of the order': async (flow) => {
		const changes = { name: '1001.IN.1' };
		await flow.post(NODE, parcel(flow, 33, { phone: '098765 43226' }, changes));
		const [{ body }] = (await flow.outcome()).slice(0, 1);
		assert.equal(body.templateArgs[1], '1001.IN');
		assert.equal(flow.requests()[0].body.to, `+${NOT_ON_WHATSAPP}`);
	},
	'refused by Zoko: one SMS, also when Shopify repeats': async (flow) => {
		const body = parcel(flow, 26, { phone: `+${REFUSED}` });
		await flow.post(NODE, body);
		await flow.settled();
		await flow.post(NODE, body);
		assert.deepEqual(await flow.outcome(), []);
		assert.deepEqual(flow.requests(), [sms(26, REFUSED)]);
	},
	'it is not known whether Zoko took it: no SMS, and a run that says so': async (flow) => {
		await flow.post(NODE, parcel(flow, 32, { phone: `+${UNCLEAR}` }));
		assert.equal((await flow.outcome('error')).length, 1);
		assert.deepEqual(flow.requests(), []);
	},
	'two tracking numbers: one message with both links': async (flow) => {
		const links = [LINK, 'https://track.shop.example/p/DL100200301'];
		await flow.post(NODE, parcel(flow, 27, {}, { tracking_urls: links }));
		assert.deepEqual((await flow.outcome()).map(summary), [
			[ASHA, 'order_shipped', 'Asha', '#1001', links.join(' , ')],
		]);
	},
	'no phone, no address, no tracking, cancelled: nothing': async (flow) => {
		await flow.post(NODE, parcel(flow, 28, { phone: null }));
		await flow.post(NODE, flow.event(NODE, { id: 29, destination: null }));
		await flow.post(NODE, parcel(flow, 30, {}, { tracking_urls: [] }));
		await flow.post(NODE, parcel(flow, 31, {}, { status: 'cancelled' }));
		assert.deepEqual(await flow.outcome(), []);
		assert.deepEqual(flow.requests(), []);
	},
	'the tracking number comes later, as an update: then it is sent': async (flow) => {
		await flow.post(NODE, parcel(flow, 30));
		assert.equal((await flow.outcome()).length, 1);
	},
};
