import assert from 'node:assert/strict';
import { summary } from './flow.mjs';
import { ASHA, TEAM } from './people.mjs';

export const settings = (url) => ({
	'Place the order': { url: `${url}/orders` },
	'Which order again?': { timeLimit: 0.5, timeLimitUnit: 'minutes' },
});

const placed = (number, phone = ASHA) => [
	phone,
	`Order ${number} is on its way to you once more. If that was a mistake, answer here.`,
];

export const checks = {
	'a customer asks, taps a row twice, and that order is placed again, once': async (flow) => {
		await flow.write(ASHA, 'Menu');
		const menu = await flow.message();
		assert.equal(menu.body.type, 'interactive_list');
		await flow.tap(menu, 'A0987');
		await flow.tap(menu, 'A0987');
		assert.deepEqual((await flow.outcome()).slice(1).map(summary), [placed('A0987')]);
		assert.deepEqual(flow.requests(), [
			{ path: '/orders', body: { repeat: 'A0987', phone: `+${ASHA}` } },
		]);
	},
	'two customers at a time: each gets what was tapped': async (flow) => {
		await flow.write(ASHA, 'order again');
		await flow.write(TEAM, 'MENU');
		await flow.tap((await flow.messagesTo(TEAM, 1))[0], 'A0950');
		await flow.tap((await flow.messagesTo(ASHA, 1))[0], 'A1001');
		const said = (await flow.outcome()).slice(2).map(summary).sort();
		assert.deepEqual(said, [placed('A1001'), placed('A0950', TEAM)]);
	},
	'the shop does not take the order: a person looks after it': async (flow) => {
		flow.sink.status = 500;
		await flow.write(ASHA, 'menu');
		await flow.tap(await flow.message(), 'A1001');
		const messages = await flow.outcome().finally(() => (flow.sink.status = 200));
		assert.deepEqual(messages.slice(1).map(summary), [
			[ASHA, 'Thank you! A colleague looks after your order A1001 and writes to you here.'],
		]);
	},
	'other words bring no menu': async (flow) => {
		await flow.write(ASHA, 'Where is my order?');
		assert.deepEqual(await flow.outcome(), []);
	},
	'Execute workflow sends the menu, and goes on with the tap': async (flow) => {
		await flow.start('Asks for the menu');
		await flow.tap(await flow.message(), 'A1001');
		assert.deepEqual((await flow.outcome()).slice(1).map(summary), [placed('A1001')]);
	},
};

export async function unanswered(flow) {
	const phone = '919876543361';
	await flow.write(phone, 'menu');
	await flow.messagesTo(phone, 1);
	await flow.settled();
	assert.equal((await flow.messagesTo(phone, 1)).length, 1);
	assert.ok(!flow.requests().some(({ body }) => body.phone === `+${phone}`));
}
