import assert from 'node:assert/strict';
import { ASHA, gives, includes, one } from './gives.mjs';

/** What each operation is expected to give. */
export const customer = {
	'customer/getAll': (items, { item, operations }) => {
		assert.ok(items.length > 10 && items.length <= 20);
		assert.ok(items.every(({ phone }) => /^\+\d{8,15}$/.test(phone)));
		const asha = items.find(({ customerId }) => customerId === item.customerId);
		assert.deepEqual([asha.name, asha.windowOpen, asha.assignedTo], ['Asha Rao', true, null]);
		assert.deepEqual(operations, ['GET /customer']);
	},
	'customer/get': gives({ name: 'Asha Rao', phone: `+${ASHA}` }, 'GET /customer/:id'),
	'customer/assign': async (items, { item, operations, bench }) => {
		gives({ success: true, customerId: item.customerId }, 'POST /customer/:id/assign')(items, {
			operations,
		});
		const { assignment } = await bench.api('GET', `/customer/${item.customerId}`);
		includes(assignment, { name: 'Support', team: true });
	},
	'customer/getMessages': (items, { item, operations }) => {
		assert.ok(items.some(({ messageId }) => messageId === item.messageId));
		assert.ok(items.every(({ customerId }) => customerId === item.customerId));
		assert.deepEqual(operations, ['GET /customer/:id/messages']);
	},
	'customer/getTags': gives({ tags: ['vip', 'mumbai'] }, 'GET /customer/:id/tags'),
	'customer/addTag': async (items, facts) => {
		gives({ success: true, tag: 'new & shiny' }, 'POST /customer/:id/tags')(items, facts);
		assert.deepEqual(await facts.bench.tags(facts.item), ['vip', 'mumbai', 'new & shiny']);
	},
	'customer/removeTag': async (items, facts) => {
		gives({ deleted: true, count: 1 }, 'DELETE /customer/:id/tags')(items, facts);
		assert.deepEqual(await facts.bench.tags(facts.item), ['vip', 'mumbai']);
	},
	'customer/replaceTags': async (items, facts) => {
		gives({ success: true }, 'PUT /customer/:id/tags')(items, facts);
		assert.deepEqual(await facts.bench.tags(facts.item), ['vip', 'new & shiny']);
	},
	'customer/createProperty': gives(
		{ success: true, title: 'Plan' },
		'POST /customer/:id/properties',
	),
	'customer/getProperties': gives(
		{ title: 'Plan', values: ['Gold', 'since May'], priority: 2 },
		'GET /customer/:id/properties',
	),
	'customer/getProperty': gives(
		({ item }) => ({ propertyId: item.propertyId, title: 'Plan' }),
		'GET /customer/:id/properties/:propertyId',
	),
	'customer/updateProperty': gives({ title: 'Plan', values: ['Platinum'], priority: 2 }, [
		'GET /customer/:id/properties/:propertyId',
		'PUT /customer/:id/properties/:propertyId',
	]),
	'customer/deleteProperty': gives(
		{ deleted: true, count: 1 },
		'DELETE /customer/:id/properties/:propertyId',
	),
	'customer/deleteMessages': (items, { operations }) => {
		const { deleted, count } = one(items);
		assert.ok(deleted && count > 0);
		assert.deepEqual(operations, ['DELETE /customer/:id/messages']);
	},
};

/** The list that Zoko gives once in 300 seconds. */
export async function checkCustomerList(bench, emulator, check) {
	await check(
		'a refused customer list is told with its time, and never asked for again',
		async () => {
			await emulator.control('PATCH', '/settings', { customerListIntervalMs: 300_000 });
			const before = await bench.count('GET /customer');
			const refused = (await bench.run('customer/getAll', [{}])).execution;
			assert.match(refused.error.message, /once every 5 minutes.+rate limit exceeded/);
			assert.match(refused.error.description, /after \d{4}-\d\d-\d\dT.+and not earlier/);
			const retrying = { retryOnFail: true, maxTries: 3, waitBetweenTries: 100 };
			const again = (await bench.run('customer/getAll', [{}, {}], {}, retrying)).execution;
			assert.match(again.error.message, /It was not asked again/);
			assert.equal((await bench.count('GET /customer')) - before, 1);
		},
	);
}
