import assert from 'node:assert/strict';
import { summary } from './flow.mjs';
import { ASHA, PHONE_OFF, TEAM } from './people.mjs';

/** 0.00003 days are 2.6 seconds. */
export const settings = () => ({ daysToWait: 0.00003 });

const notice = (recipient) => ({
	recipient,
	type: 'template',
	templateId: 'order_shipped',
	templateLanguage: 'en',
	templateArgs: ['Asha', 'A1001', 'https://example.com/t/A1001'],
});
const question = (phone, id) => [
	...[phone, 'review_request', `review-5:${id}`, `review-3:${id}`, `review-1:${id}`],
];

export const checks = {
	'the parcel notice arrives: one question after the wait': async (flow) => {
		const { messageId } = await flow.emulator.send(notice(ASHA));
		const messages = await flow.outcome();
		assert.deepEqual(messages.slice(1).map(summary), [question(ASHA, messageId)]);
	},
	'a second parcel in the same month: no second question': async (flow) => {
		await flow.emulator.send(notice(ASHA));
		assert.equal((await flow.outcome()).length, 1);
	},
	'another message, and a notice that does not arrive: no question': async (flow) => {
		const other = { templateId: 'pickup_code', templateArgs: ['4711', 'Harbour'] };
		await flow.emulator.send({ ...notice(TEAM), ...other });
		await flow.emulator.send(notice(PHONE_OFF));
		assert.equal((await flow.outcome()).length, 2);
	},
	'Loved it gets the review page, Not happy is asked why': async (flow) => {
		const { messageId } = await flow.emulator.send(notice(TEAM));
		const asked = await flow.message(1);
		for (let count = 0; count < 2; count++) await flow.tap(asked, `review-5:${messageId}`);
		assert.match((await flow.message(2)).body.message, /shop\.example\/reviews/);
		await flow.tap(asked, `review-1:${messageId}`);
		assert.match((await flow.message(3)).body.message, /could have been better/);
		assert.equal((await flow.outcome()).length, 4);
	},
	'Execute workflow, from both triggers': async (flow) => {
		await flow.execute('Message delivered');
		await flow.execute('Review tapped');
		await flow.outcome();
	},
};
