import assert from 'node:assert/strict';
import { ASHA, NOT_ON_WHATSAPP, TEAM } from './people.mjs';

/** The phone as people write it, not as Zoko does. */
export const settings = (url) => ({
	'Create a ticket': { url: `${url}/tickets` },
	teamPhone: '0091 98765 43202',
});

const template = (recipient) => ({
	recipient,
	type: 'template',
	templateId: 'pickup_code',
	templateLanguage: 'en',
	templateArgs: ['4711', 'Harbour'],
});

export const checks = {
	'a failed message: one ticket and one notice, with the reason': async (flow) => {
		const { messageId } = await flow.emulator.send(template(NOT_ON_WHATSAPP));
		const [, notice, ...more] = await flow.outcome();
		assert.deepEqual(more, []);
		assert.equal(notice.phone, TEAM);
		assert.match(notice.body.message, /^\*A message was not delivered\*\nTo: \+919876543226\n/);
		assert.match(notice.body.message, /Reason: .*131026.*\nMessage: Your pickup code is 4711/);
		assert.equal(flow.requests().length, 1);
		const [{ path, body }] = flow.requests();
		assert.equal(path, '/tickets');
		assert.equal(body.subject, `WhatsApp message to +${NOT_ON_WHATSAPP} was not delivered`);
		assert.match(body.description, /Reason: .*131026.*\nMessage: Your pickup code is 4711/);
		assert.equal(body.reference, messageId);
	},
	'a delivered message: nothing': async (flow) => {
		await flow.emulator.send(template(ASHA));
		assert.equal((await flow.outcome()).length, 1);
		assert.deepEqual(flow.requests(), []);
	},
	'a notice to the team that fails: nothing': async (flow) => {
		const { messageId } = await flow.emulator.send(template(TEAM));
		await flow.emulator.control('POST', `/messages/${messageId}/status`, { status: 'failed' });
		assert.equal((await flow.outcome()).length, 1);
		assert.deepEqual(flow.requests(), []);
	},
	'a notice to a former phone of the team that fails: nothing': async (flow) => {
		await flow.write(ASHA, 'Hello');
		const { messageId } = await flow.emulator.send({
			recipient: ASHA,
			type: 'text',
			message: '*A message was not delivered*\nTo: +919876543203',
		});
		await flow.emulator.control('POST', `/messages/${messageId}/status`, { status: 'failed' });
		assert.equal((await flow.outcome()).length, 1);
		assert.deepEqual(flow.requests(), []);
	},
	'Execute workflow tells of the pinned failure': async (flow) => {
		await flow.execute('Message failed');
		assert.match((await flow.outcome())[0].body.message, /131026/);
		assert.equal(flow.requests().length, 1);
	},
};
