import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { ASHA, gives, includes, NOT_ON_WHATSAPP, one } from './gives.mjs';

/** What each operation is expected to give. */
export const message = {
	'message/get': gives(
		({ item }) => ({ messageId: item.messageId, phone: `+${ASHA}`, direction: 'outgoing' }),
		'GET /message/:id',
	),
	'message/getHistory': (items, { item, operations }) => {
		const { messageId, history } = one(items);
		assert.equal(messageId, item.messageId);
		assert.ok(history.every(({ happenedAt }) => !Number.isNaN(Date.parse(happenedAt))));
		assert.deepEqual(operations, ['GET /message/:id/history']);
	},
	'message/waitForDelivery': (items, { item, operations }) => {
		const { messageId, status, timedOut, waitedMs } = one(items);
		assert.equal(messageId, item.messageId);
		assert.ok(['delivered', 'read'].includes(status), status);
		assert.equal(timedOut, false);
		assert.ok(waitedMs < 10_000, `${waitedMs} ms`);
		assert.deepEqual(operations, ['GET /message/:id', 'GET /message/:id/history']);
	},
	'message/delete': gives(
		({ item }) => ({ deleted: true, messageId: item.messageId }),
		'DELETE /message/:id',
	),
	'message/deleteMany': (items, { item, operations }) => {
		assert.deepEqual(
			items.map(({ messageId, deleted }) => [messageId, deleted]),
			[
				[item.messageId, true],
				['unknown-message', false],
			],
		);
		assert.deepEqual(operations, ['DELETE /message/batch']);
	},
};

/** How the wait for a delivery ends. */
export async function checkWaiting(bench, emulator, check) {
	await check('fifty messages are waited for side by side', async () => {
		await emulator.control('PATCH', '/settings', {
			delays: { sent: 50, delivered: 1500, seen: 9e5 },
		});
		const phones = Array.from({ length: 49 }, () => ASHA);
		const items = [];
		for (const phone of [...phones, NOT_ON_WHATSAPP])
			items.push({ messageId: await bench.send(phone) });
		const started = Date.now();
		const { execution, items: results } = await bench.run('message/waitForDelivery', items);
		assert.equal(execution.status, 'success', JSON.stringify(execution.error));
		assert.deepEqual(
			results.map(({ messageId }) => messageId),
			items.map(({ messageId }) => messageId),
		);
		const failed = results.pop();
		assert.ok(results.every(({ status }) => status === 'delivered'));
		assert.equal(failed.status, 'failed');
		assert.match(failed.failureReason, /131026/);
		assert.ok(Date.now() - started < 20_000);
	});
	await check('the wait ends with its time limit, and says so', async () => {
		await emulator.control('PATCH', '/settings', {
			delays: { sent: 50, delivered: 9e5, seen: 9e5 },
		});
		const item = { messageId: await bench.send(ASHA) };
		const { items } = await bench.run('message/waitForDelivery', [item], { timeLimit: 2 });
		includes(one(items), { status: 'sent', timedOut: true });
		assert.ok(one(items).waitedMs >= 2000 && one(items).waitedMs < 4000);
	});
	await check('the wait ends when the execution is stopped', async () => {
		const item = { messageId: await bench.send(ASHA) };
		const stopped = await bench.start('message/waitForDelivery', [item], { timeLimit: 600 });
		await sleep(2500);
		await bench.client.request('POST', `/executions/${stopped}/stop`);
		await sleep(1000);
		const before = await bench.count('GET /message/:id');
		await sleep(4000);
		assert.ok(before > 1);
		assert.equal(await bench.count('GET /message/:id'), before);
	});
}
