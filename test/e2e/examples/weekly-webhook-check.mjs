import assert from 'node:assert/strict';
import { ASHA } from './people.mjs';

const START = 'Monday morning';

/** An address that answers, so that Zoko keeps the webhook. */
export const settings = (webhookUrl) => ({ webhookUrl });

export const checks = {
	'the webhook is missing: it is made, and reported': async (flow) => {
		await flow.execute(START);
		const [report, ...more] = await flow.outcome();
		assert.deepEqual(more, []);
		assert.equal(report.phone, ASHA);
		assert.match(report.body.message, /^The webhook http.+ was created\. It gets: message:/);
	},
	'all is well: no report': async (flow) => {
		await flow.execute(START);
		assert.deepEqual(await flow.outcome(), []);
		assert.equal((await flow.emulator.control('GET', '/webhooks')).length, 1);
	},
};
