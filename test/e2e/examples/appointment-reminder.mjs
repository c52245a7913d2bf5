import assert from 'node:assert/strict';
import { summary } from './flow.mjs';
import { ASHA, tagsOf } from './people.mjs';

const NODE = 'Appointment booked';
const DAY_MS = 86_400_000;

/** An appointment in a day and some seconds: the reminder is due in these seconds. */
const booking = (flow, id, seconds, changes = {}) =>
	flow.event(NODE, {
		id,
		start: new Date(Date.now() + DAY_MS + seconds * 1000).toISOString(),
		...changes,
	});
const question = (phone, when, name = 'Asha', what = 'a fitting') => [
	...[phone, 'appointment_confirm', name, what, when, 'yes', 'other'],
];
const reminder = (phone, when) => [phone, 'appointment_reminder', 'Asha', 'a fitting', when];
/** The time as the question has it. */
const when = ([asked]) => asked.body.templateArgs[2];

export const checks = {
	'booked twice at once, and confirmed: one question, a text, the tag, and one reminder': async (
		flow,
	) => {
		await flow.postAtOnce(2, NODE, booking(flow, 'B1', 20));
		await flow.tap(await flow.message(), 'yes');
		const messages = await flow.outcome();
		const time = when(messages);
		assert.match(time, /^[A-Z]\w+day \d+ [A-Z]\w+, \d\d:\d\d$/);
		assert.deepEqual(messages.map(summary), [
			question(ASHA, time),
			[ASHA, `Thank you! See you on ${time}.`],
			reminder(ASHA, time),
		]);
		assert.ok((await tagsOf(flow.emulator, ASHA)).includes('confirmed'));
	},
	'another time: a person is told to expect the answer, and no reminder': async (flow) => {
		await flow.post(NODE, booking(flow, 'B2', 20, { name: ' ', what: 'Cut &amp; colour' }));
		await flow.tap(await flow.message(), 'other');
		const messages = await flow.outcome();
		assert.deepEqual(messages.map(summary), [
			question(ASHA, when(messages), 'there', 'Cut & colour'),
			[ASHA, 'Which day and time would suit you? Answer here: a person reads it.'],
		]);
	},
	'cancelled after it was confirmed: no reminder': async (flow) => {
		const body = booking(flow, 'B3', 20);
		await flow.post(NODE, body);
		await flow.tap(await flow.message(), 'yes');
		await flow.message(1);
		await flow.post(NODE, { ...body, status: 'cancelled' });
		assert.equal((await flow.outcome()).length, 2);
	},
	'on short notice, or without a phone: nothing': async (flow) => {
		await flow.post(NODE, booking(flow, 'B4', -60));
		await flow.post(NODE, booking(flow, 'B5', 20, { phone: '' }));
		assert.deepEqual(await flow.outcome(), []);
	},
	'the time is the one of the booking, wherever n8n stands': async (flow) => {
		await flow.start(NODE);
		const asked = await flow.message();
		await flow.tap(asked, 'other');
		await flow.outcome();
		assert.equal(asked.body.templateArgs[2], 'Wednesday 12 March, 15:30');
	},
};

export async function unanswered(flow) {
	const [silent, cancelled] = ['919876543381', '919876543382'];
	const gone = booking(flow, 'B7', 20, { phone: `+${cancelled}` });
	await flow.post(NODE, booking(flow, 'B6', 20, { phone: `+${silent}` }));
	await flow.post(NODE, gone);
	await flow.messagesTo(cancelled, 1);
	await flow.post(NODE, { ...gone, status: 'cancelled' });
	const messages = await flow.messagesTo(silent, 2);
	await flow.settled();
	const time = when(messages);
	const got = (await flow.messagesTo(silent, 2)).map(summary);
	assert.deepEqual(got, [question(silent, time), reminder(silent, time)]);
	assert.equal((await flow.messagesTo(cancelled, 1)).length, 1);
}
