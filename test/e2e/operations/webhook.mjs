import assert from 'node:assert/strict';
import { itemsOf } from '../../../scripts/lib/n8n.mjs';
import { gives, one } from './gives.mjs';

/** What each operation is expected to give. */
export const webhook = {
	'webhook/create': gives(
		{ url: 'https://example.com/zoko', events: ['message:user:in'] },
		'POST /webhook',
	),
	'webhook/getAll': gives({ url: 'https://example.com/zoko' }, 'GET /webhook'),
	'webhook/get': gives(({ item }) => ({ id: item.webhookId }), 'GET /webhook/:id'),
	'webhook/update': gives(
		{ events: ['message:user:in', 'message:delivery:update'], challengeToken: 'abc' },
		['GET /webhook/:id', 'PUT /webhook/:id'],
	),
	'webhook/repair': gives({ action: 'none' }, 'GET /webhook'),
	'webhook/delete': gives({ deleted: true }, 'DELETE /webhook/:id'),
};

/** What becomes of webhooks that are not there, or differ. */
export async function checkRepair(bench, check) {
	await check(
		'a webhook that is missing is created, one with other events is updated',
		async () => {
			const repaired = async (url) => {
				const { items } = await bench.run('webhook/repair', [{}], { url });
				return one(items).action;
			};
			const url = 'https://example.com/repaired';
			await bench.api('POST', '/webhook', {
				url: 'https://example.com/others',
				events: ['message:user:in'],
			});
			assert.equal(await repaired(url), 'created');
			const { id } = (await bench.api('GET', '/webhook')).find((webhook) => webhook.url === url);
			await bench.api('PUT', `/webhook/${id}`, { url, events: ['message:store:out'] });
			assert.equal(await repaired(url), 'updated');
			assert.equal(await repaired(url), 'none');
			const others = (await bench.api('GET', '/webhook')).filter((webhook) => webhook.url !== url);
			assert.deepEqual(
				others.map(({ events }) => events),
				[['message:user:in']],
			);
		},
	);
}

/** The ready-made workflow with these operations. */
export async function checkExample(bench, { examples, emulator, check }) {
	await check(
		'weekly-webhook-check.json: puts a webhook right, and reports only then',
		async () => {
			const { workflow } = examples.find(({ file }) => file === 'weekly-webhook-check.json');
			const stored = await bench.client.createWorkflow(workflow, await bench.credential());
			const reports = async () => {
				const execution = await bench.client.run(stored);
				assert.equal(execution.status, 'success', JSON.stringify(execution.error));
				return itemsOf(execution, 'Report it').length;
			};
			assert.deepEqual([await reports(), await reports()], [1, 0]);
			const message = (await emulator.book()).at(-1);
			assert.match(message.body.message, /^The webhook https:.+ was created\. It gets: message:/);
		},
	);
}
