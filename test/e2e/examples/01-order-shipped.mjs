import assert from 'node:assert/strict';
import { summary } from './flow.mjs';
import { ASHA } from './people.mjs';

export const checks = {
	'sends the tracking link': async (flow) => {
		await flow.execute('Try it');
		const messages = await flow.outcome();
		assert.deepEqual(messages.map(summary), [
			[ASHA, 'order_shipped', 'Asha', 'A1001', 'https://example.com/t/A1001'],
		]);
		assert.match(messages[0].status, /delivered|seen|read/);
	},
};
