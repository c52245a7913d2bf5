// A real n8n beside the emulator, as the checks of operations use them.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { itemsOf } from '../../../scripts/lib/n8n.mjs';
import { ASHA } from './gives.mjs';
import { prepareGroup } from './group.mjs';

export const FIXTURES = new URL('../../fixtures/workflows/', import.meta.url);

/** Runs the workflow fixtures. */
export class Bench {
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

	/** A fixture as it is stored. */
	async fixture(name) {
		return JSON.parse(await readFile(new URL(`${name}.json`, FIXTURES), 'utf8'));
	}

	/** Starts a fixture over these items. @returns the id of the execution */
	async start(name, items, parameters = {}, settings = {}) {
		const workflow = await this.fixture(name);
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
