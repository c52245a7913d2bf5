import assert from 'node:assert/strict';
import { summary } from './flow.mjs';
import { ASHA } from './people.mjs';

export const settings = (url) => ({ orderUrl: `${url}/orders` });

export const checks = {
	'a customer asks, taps a row, and that order is placed again': async (flow) => {
		await flow.write(ASHA, 'Menu');
		const menu = await flow.message();
		assert.equal(menu.body.type, 'interactive_list');
		await flow.tap(menu, 'repeat-A0987');
		assert.deepEqual((await flow.outcome()).slice(1).map(summary), [
			[ASHA, 'Order A0987 is on its way to you once more. If that was a mistake, answer here.'],
		]);
		assert.deepEqual(flow.requests(), [
			{ path: '/orders', body: { repeat: 'A0987', phone: `+${ASHA}` } },
		]);
	},
	'the same row tapped twice is one order, another row another': async (flow) => {
		await flow.write(ASHA, 'order again');
		const menu = await flow.message();
		for (const payload of ['repeat-A1001', 'repeat-A1001', 'repeat-A0950']) {
			await flow.tap(menu, payload);
			await flow.settled();
		}
		assert.deepEqual(
			flow.requests().map(({ body }) => body.repeat),
			['A1001', 'A0950'],
		);
	},
	'other words bring no menu': async (flow) => {
		await flow.write(ASHA, 'Where is my order?');
		assert.deepEqual(await flow.outcome(), []);
	},
	'Execute workflow sends the menu': async (flow) => {
		await flow.execute('Asks for the menu');
		assert.equal((await flow.outcome()).length, 1);
	},
};
