import assert from 'node:assert/strict';

export const checks = {
	'thirteen messages, one of every type, and all arrive': async (flow) => {
		await flow.execute('Try it');
		const messages = await flow.outcome();
		assert.equal(messages.length, 13);
		assert.equal(new Set(messages.map(({ body }) => body.type)).size, 13);
		for (const { body, status, reason } of messages) {
			assert.match(status, /delivered|seen|read/, `${body.type}: ${reason}`);
		}
	},
};
