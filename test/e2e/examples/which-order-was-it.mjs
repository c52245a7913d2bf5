import assert from 'node:assert/strict';
import { ASHA, NOT_ON_WHATSAPP, TEAM } from './people.mjs';

const NODE = 'Order shipped';

export const table = { name: 'zoko_messages', columns: ['messageId', 'order', 'name'] };
export const settings = (url) => ({ 'Tell the shop': { url: `${url}/news` } });

const order = (flow, number, phone) => flow.event(NODE, { order: number, phone: `+${phone}` });
const news = (flow) => flow.requests().map(({ body }) => body);

export const checks = {
	'delivered: the shop hears of the order, once, also when the shop posts it twice': async (
		flow,
	) => {
		await flow.postAtOnce(2, NODE, order(flow, 'A1', ASHA));
		assert.equal((await flow.outcome()).length, 1);
		assert.deepEqual(news(flow), [{ order: 'A1', event: 'messageDelivered', text: '' }]);
		assert.equal((await flow.rows()).length, 1);
	},
	'failed: the order and the reason': async (flow) => {
		await flow.post(NODE, order(flow, 'A2', NOT_ON_WHATSAPP));
		await flow.outcome();
		const [told, ...more] = news(flow);
		assert.deepEqual(more, []);
		assert.deepEqual([told.order, told.event], ['A2', 'messageFailed']);
		assert.match(told.text, /131026/);
	},
	'two orders of one customer: an answer that quotes names the right one': async (flow) => {
		await flow.post(NODE, order(flow, 'A3', TEAM));
		await flow.post(NODE, order(flow, 'A4', TEAM));
		const sent = await flow.messagesTo(TEAM, 2);
		const { id } = sent.find(({ body }) => body.templateArgs.includes('A4'));
		await flow.settled();
		await flow.emulator.control('POST', '/incoming', {
			from: TEAM,
			text: 'Not here yet',
			replyTo: id,
		});
		await flow.outcome();
		assert.deepEqual(news(flow).at(-1), {
			order: 'A4',
			event: 'messageReceived',
			text: 'Not here yet',
		});
	},
	"a message that is not in the table, and a customer's own: nothing": async (flow) => {
		await flow.emulator.send({
			recipient: ASHA,
			type: 'template',
			templateId: 'pickup_code',
			templateLanguage: 'en',
			templateArgs: ['4711', 'Harbour'],
		});
		await flow.write(ASHA, 'Hello');
		await flow.outcome();
		assert.deepEqual(news(flow), []);
	},
};
