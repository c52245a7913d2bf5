// Every operation that is not a send, in the real engine: what it puts out, and what Zoko was asked.
import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';

import { itemsOf } from '../../scripts/lib/n8n.mjs';
import { checkGroups, groupsExpected, prepareGroup } from './operations/groups.mjs';

const FIXTURES = new URL('../fixtures/workflows/', import.meta.url);
const ASHA = '919876543201';
const NOT_ON_WHATSAPP = '919876543226';
const UNKNOWN = {
	messageId: 'm-0',
	customerId: 'c-0',
	propertyId: 'p-0',
	webhookId: 'w-0',
	groupId: 'g-0',
	joinRequestId: 'j-0',
	participant: `+${ASHA}`,
	phones: `+${ASHA}`,
};

/** @param {object} context from scripts/e2e.mjs */
export default async function operationsScenario(context) {
	const bench = new Bench(context);
	const { emulator, check } = context;
	await emulator.reset();
	await emulator.control('PATCH', '/settings', {
		delays: { sent: 50, delivered: 200, seen: 400 },
		customerListIntervalMs: 0,
		webhooks: { disableAfter: 1_000_000 },
	});
	const names = (await readdir(FIXTURES, { recursive: true }))
		.filter((file) => /^\w+\/\w+\.json$/.test(file))
		.map((file) => file.replace(/\.json$/, ''));

	for (const [name, expected] of Object.entries(EXPECTED)) {
		await check(name, async () => {
			const item = await bench.prepare(name);
			const { execution, items, requests } = await bench.run(name, [item]);
			assert.equal(execution.status, 'success', JSON.stringify(execution.error));
			for (const { method, path, httpStatus } of requests) {
				assert.equal(httpStatus, 200, `${method} ${path}`);
			}
			const operations = requests.map(({ operation }) => operation);
			await expected(items, { item, operations: [...new Set(operations)], bench });
		});
	}
	await check('every operation was run', async () => {
		assert.deepEqual(Object.keys(EXPECTED).sort(), names.sort());
	});
	await checkFaults(bench, names, check);
	await checkExample(bench, context);
	await checkWaiting(bench, emulator, check);
	await checkCustomerList(bench, emulator, check);
	await checkGroups(bench, emulator, check);
}

/** Asserts that an object has these values, whatever else it has. */
function includes(actual, expected) {
	const picked = Object.fromEntries(Object.keys(expected).map((key) => [key, actual[key]]));
	assert.deepEqual(picked, expected);
}

const one = (items) => {
	assert.equal(items.length, 1);
	return items[0];
};

/** Asserts that the only item has these values, and that exactly this was asked. */
const gives = (values, operation) => (items, facts) => {
	includes(one(items), typeof values === 'function' ? values(facts) : values);
	assert.deepEqual(facts.operations, [operation].flat());
};

const EXPECTED = {
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
	'template/getAll': (items, { operations }) => {
		assert.ok(items.length > 0);
		for (const { type, language, placeholders, body } of items) {
			assert.deepEqual([type, language], ['buttonTemplate', 'en']);
			assert.ok(body.length > 0 && placeholders.every(({ number, label }) => number && label));
		}
		assert.deepEqual(operations, ['GET /account/templates']);
	},
	'template/get': gives(
		{ templateId: 'order_shipped', language: 'de', sendWith: 'Send Template', active: true },
		'GET /account/templates',
	),
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
	'agent/getAll': (items) => {
		assert.equal(items.length, 5);
		assert.ok(items.every(({ teams }) => Array.isArray(teams)));
	},
	'agent/get': gives({ email: 'tom+orders@shop.example', lastName: 'Becker' }, 'GET /agent/:id'),
	'agent/update': gives({ success: true, role: 'admin', available: false }, 'PUT /agent/:id'),
	'team/getAll': (items) =>
		assert.deepEqual(
			items.map(({ name }) => name),
			['Orders', 'Support'],
		),
	'team/get': gives({ name: 'Support', memberCount: 3 }, 'GET /agent/teams'),
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
	// Last: a group is a customer too, who never wrote and so stands on top of their list.
	...groupsExpected(gives),
};

async function checkFaults(bench, names, check) {
	await check('an unknown ID is told for every operation that has one', async () => {
		const needing = names.filter(
			(name) => !/getAll|deleteMany|create$|repair|template|team/.test(name),
		);
		for (const name of needing) {
			const { execution } = await bench.run(name, [{ ...UNKNOWN, agentEmail: 'a-0', tag: 'x' }], {
				timeLimit: 1,
			});
			assert.equal(execution.status, 'error', name);
			assert.match(execution.error.message, /^Zoko did not find it: .+ \[item 0\]$/, name);
			assert.match(execution.error.description, /Check the ID/, name);
		}
		return `${needing.length} operations`;
	});
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

async function checkExample(bench, { examples, emulator, check }) {
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

async function checkWaiting(bench, emulator, check) {
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

async function checkCustomerList(bench, emulator, check) {
	await check(
		'a refused customer list is told with its time, and never asked for again',
		async () => {
			await emulator.control('PATCH', '/settings', { customerListIntervalMs: 300_000 });
			const before = await bench.count('GET /customer');
			const refused = (await bench.run('customer/getAll', [{}])).execution;
			assert.match(refused.error.message, /once every 300 seconds.+rate limit exceeded/);
			assert.match(refused.error.description, /after \d{4}-\d\d-\d\dT.+and not earlier/);
			const retrying = { retryOnFail: true, maxTries: 3, waitBetweenTries: 100 };
			const again = (await bench.run('customer/getAll', [{}, {}], {}, retrying)).execution;
			assert.match(again.error.message, /It was not asked again/);
			assert.equal((await bench.count('GET /customer')) - before, 1);
		},
	);
}

class Bench {
	constructor({ n8n, emulator, credential }) {
		this.n8n = n8n;
		this.emulator = emulator;
		this.credential = credential;
	}

	get client() {
		return this.n8n.client;
	}

	/** One request to the emulated API. */
	async api(method, path, body) {
		const { baseUrl, apiKey } = this.emulator;
		const headers = { apikey: apiKey, ...(body && { 'content-type': 'application/json' }) };
		const response = await fetch(baseUrl + path, { method, headers, body: JSON.stringify(body) });
		assert.ok(response.ok, `${method} ${path}: ${response.status}`);
		return await response.json();
	}

	/** Sends a text. @returns its message id */
	async send(recipient) {
		const body = { channel: 'whatsapp', recipient, type: 'text', message: 'Packed' };
		return (await this.api('POST', '/message', body)).messageId;
	}

	async tags({ customerId }) {
		return (await this.api('GET', `/customer/${customerId}/tags`)).tags;
	}

	/** The item that a fixture works on, with the ids that are there at this moment. */
	async prepare(name) {
		const messageId = await this.send(ASHA);
		const { customer } = await this.api('GET', `/message/${messageId}`);
		const [property] = await this.api('GET', `/customer/${customer.id}/properties`);
		const [webhook] = await this.api('GET', '/webhook');
		const tags = { vip: ['vip', 'mumbai'], more: ['vip', 'mumbai', 'new & shiny'] };
		const needed = name === 'customer/removeTag' ? tags.more : tags.vip;
		await this.api('PUT', `/customer/${customer.id}/tags`, { tags: needed });
		return {
			messageId,
			customerId: customer.id,
			propertyId: property?.id ?? '',
			webhookId: webhook?.id ?? '',
			agentEmail: 'tom+orders@shop.example',
			tag: 'new & shiny',
			...(name.startsWith('group/') && (await prepareGroup(this))),
		};
	}

	/** Starts a fixture over these items. @returns the id of the execution */
	async start(name, items, parameters = {}, settings = {}) {
		const workflow = JSON.parse(await readFile(new URL(`${name}.json`, FIXTURES), 'utf8'));
		const [trigger, node] = workflow.nodes;
		Object.assign(node, settings);
		Object.assign(node.parameters, parameters);
		const source = {
			id: 'items',
			name: 'Items',
			type: 'n8n-nodes-base.splitOut',
			typeVersion: 1,
			position: [110, 0],
			parameters: { fieldToSplitOut: 'items', options: {} },
		};
		const data = {
			id: 'data',
			name: 'Data',
			type: 'n8n-nodes-base.set',
			typeVersion: 3.4,
			position: [60, 0],
			parameters: { mode: 'raw', jsonOutput: JSON.stringify({ items }), options: {} },
		};
		workflow.nodes.push(source, data);
		const to = (next) => ({ main: [[{ node: next, type: 'main', index: 0 }]] });
		workflow.connections = {
			[trigger.name]: to('Data'),
			Data: to('Items'),
			Items: to(node.name),
		};
		this.node = node.name;
		const stored = await this.client.createWorkflow(workflow, await this.credential());
		return (await this.client.start(stored)).executionId;
	}

	/** Runs a fixture over these items. */
	async run(name, items, parameters, settings) {
		const before = (await this.emulator.control('GET', '/requests?limit=1')).total;
		const id = await this.start(name, items, parameters, settings);
		const execution = await this.client.finished(id, 60_000);
		const { total } = await this.emulator.control('GET', '/requests?limit=1');
		const { requests } = await this.emulator.control(
			'GET',
			`/requests?limit=${total - before || 1}`,
		);
		const made = total === before ? [] : requests;
		return { execution, items: itemsOf(execution, this.node), requests: made };
	}

	/** How often an operation of the emulated API was asked. */
	async count(operation) {
		const { byOperation } = await this.emulator.control('GET', '/requests?limit=1');
		return byOperation[operation] ?? 0;
	}
}
