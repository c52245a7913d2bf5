import assert from 'node:assert/strict';
import { summary } from './flow.mjs';
import { ASHA, PHONE_OFF, tag, TEAM } from './people.mjs';

export const settings = () => ({
	'Until it was used': { amount: 2, unit: 'seconds' },
	'Ask for a review': { timeLimit: 0.5, timeLimitUnit: 'minutes' },
});

const notice = (recipient) => ({
	recipient,
	type: 'template',
	templateId: 'order_shipped',
	templateLanguage: 'en',
	templateArgs: ['Asha', 'A1001', 'https://example.com/t/A1001'],
});
const question = (phone) => [phone, 'review_request', 'loved', 'okay', 'unhappy'];

export const checks = {
	'Loved it, tapped twice: the question after the wait, and the review page once': async (flow) => {
		await flow.emulator.send(notice(ASHA));
		const asked = await flow.message(1);
		await flow.tap(asked, 'loved');
		await flow.tap(asked, 'loved');
		assert.deepEqual((await flow.outcome()).slice(1).map(summary), [
			question(ASHA),
			[ASHA, 'Thank you, Asha Rao! Would you tell others too? https://shop.example/reviews'],
		]);
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
	'Not happy is asked why, also without a name': async (flow) => {
		const nobody = '919876543460';
		await flow.emulator.send(notice(nobody));
		await flow.tap(await flow.message(1), 'unhappy');
		const [, , text] = await flow.outcome();
		assert.match(text.body.message, /^Thank you for telling us(, \S.*)?\. What could have been/);
	},
	'OPT_OUT, set during the wait: no question': async (flow) => {
		const phone = '919876543461';
		await flow.emulator.send(notice(phone));
		await tag(flow.emulator, phone, 'OPT_OUT');
		assert.equal((await flow.outcome()).length, 1);
	},
	'Execute workflow with the pinned event: the customer is not known, nothing is sent': async (
		flow,
	) => {
		const id = await flow.start('Message delivered');
		const { status } = await flow.client.finished(id, 60_000);
		assert.equal(status, 'error');
	},
};

export async function unanswered(flow) {
	const phone = '919876543371';
	await flow.emulator.send(notice(phone));
	await flow.messagesTo(phone, 2);
	await flow.settled();
	assert.equal((await flow.messagesTo(phone, 2)).length, 2);
}
