// The nodes that are measured, each set up to send the same text to the same people.
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { load } from './load.mjs';

const require = createRequire(import.meta.url);

/** The package as it is published: the built files. */
export function ourNode(baseUrl, inFlight) {
	const { Zoko } = require('../dist/nodes/Zoko/Zoko.node.js');
	return {
		types: { 'n8n-nodes-zoko.zoko': new Zoko() },
		credentialTypes: [zokoCredential()],
		credentials: { zokoApi: { apiKey: 'bench-key', baseUrl } },
		node: {
			type: 'n8n-nodes-zoko.zoko',
			typeVersion: 1,
			credentials: { zokoApi: { id: '1', name: 'Zoko' } },
			parameters: {
				recipient: '={{ $json.to }}',
				text: '={{ $json.text }}',
				options: { maxInFlight: inFlight },
			},
		},
	};
}

const zokoCredential = () => {
	const { ZokoApi } = require('../dist/credentials/ZokoApi.credentials.js');
	return new ZokoApi();
};

/** The least that a node can do: two parameters, n8n's request helper, so many at a time. */
export function smallestNode(baseUrl, inFlight) {
	const field = (name) => ({ displayName: name, name, type: 'string', default: '' });
	const smallest = {
		description: {
			displayName: 'Smallest',
			name: 'smallest',
			group: ['output'],
			version: 1,
			description: '',
			defaults: {},
			inputs: ['main'],
			outputs: ['main'],
			credentials: [{ name: 'zokoApi' }],
			properties: [field('recipient'), field('text')],
		},
		async execute() {
			const data = await this.getCredentials('zokoApi');
			const credentialsDecrypted = { id: '', name: '', type: 'zokoApi', data };
			const items = this.getInputData();
			const output = new Array(items.length);
			let next = 0;
			const worker = async () => {
				for (let item = next++; item < items.length; item = next++) {
					const read = (name) => this.getNodeParameter(name, item, '', { skipValidation: true });
					const body = {
						channel: 'whatsapp',
						recipient: read('recipient').slice(1),
						type: 'text',
						message: read('text'),
					};
					const options = { method: 'POST', url: `${data.baseUrl}/message`, body, json: true };
					const json = await this.helpers.httpRequestWithAuthentication.call(
						this,
						'zokoApi',
						options,
						{
							credentialsDecrypted,
						},
					);
					output[item] = { json, pairedItem: { item } };
				}
			};
			await Promise.all(Array.from({ length: Math.min(inFlight, items.length) }, worker));
			return [output];
		},
	};
	return {
		types: { 'bench.smallest': smallest },
		credentialTypes: [zokoCredential()],
		credentials: { zokoApi: { apiKey: 'bench-key', baseUrl } },
		node: {
			type: 'bench.smallest',
			typeVersion: 1,
			credentials: { zokoApi: { id: '1', name: 'Zoko' } },
			parameters: { recipient: '={{ $json.to }}', text: '={{ $json.text }}' },
		},
	};
}

/** n8n's HTTP Request node with a header credential, as n8n's documentation shows it. */
export function httpRequestNode(baseUrl, n8nFolder, batching) {
	const { HttpRequest } = fromN8n(n8nFolder, 'nodes/HttpRequest/HttpRequest.node.js');
	const { HttpHeaderAuth } = fromN8n(n8nFolder, 'credentials/HttpHeaderAuth.credentials.js');
	const body =
		'={{ { channel: "whatsapp", recipient: $json.to.slice(1), type: "text", message: $json.text } }}';
	return {
		types: { 'n8n-nodes-base.httpRequest': new HttpRequest() },
		credentialTypes: [new HttpHeaderAuth()],
		credentials: { httpHeaderAuth: { name: 'apikey', value: 'bench-key' } },
		node: {
			type: 'n8n-nodes-base.httpRequest',
			typeVersion: 4.2,
			credentials: { httpHeaderAuth: { id: '1', name: 'Header' } },
			parameters: {
				method: 'POST',
				url: `${baseUrl}/message`,
				authentication: 'genericCredentialType',
				genericAuthType: 'httpHeaderAuth',
				sendBody: true,
				specifyBody: 'json',
				jsonBody: body,
				options: batching ? { batching: { batch: batching } } : {},
			},
		},
	};
}

/** n8n's WhatsApp node, its address turned to the sink. */
export function whatsAppNode(baseUrl, n8nFolder) {
	const { RoutingNode } = require('n8n-core');
	const { WhatsApp } = fromN8n(n8nFolder, 'nodes/WhatsApp/WhatsApp.node.js');
	const { WhatsAppApi } = fromN8n(n8nFolder, 'credentials/WhatsAppApi.credentials.js');
	const node = new WhatsApp();
	node.description.requestDefaults = { baseURL: `${baseUrl}/` };
	// n8n gives a declarative node its execute() when it loads it.
	node.execute = async function () {
		return await new RoutingNode(this, node).runNode();
	};
	return {
		types: { 'n8n-nodes-base.whatsApp': node },
		credentialTypes: [new WhatsAppApi()],
		credentials: { whatsAppApi: { accessToken: 'bench-key', businessAccountId: '1' } },
		node: {
			type: 'n8n-nodes-base.whatsApp',
			typeVersion: 1.1,
			credentials: { whatsAppApi: { id: '1', name: 'WhatsApp' } },
			parameters: {
				resource: 'message',
				operation: 'send',
				phoneNumberId: '1',
				recipientPhoneNumber: '={{ $json.to }}',
				messageType: 'text',
				textBody: '={{ $json.text }}',
			},
		},
	};
}

const fromN8n = (n8nFolder, file) =>
	require(join(n8nFolder, 'node_modules', 'n8n-nodes-base', 'dist', file));

/**
 * A function that sends `items` through a node in n8n's engine.
 * @throws when the execution fails, or puts out another number of items
 */
export function inEngine({ types, credentialTypes, credentials, node }) {
	const { packOf } = load('test/harness/pack.ts');
	const { itemsOf, runWorkflow } = load('test/harness/engine.ts');
	const pack = packOf(types, credentialTypes, credentials);
	const at = { position: [0, 0], parameters: {} };
	const start = {
		...at,
		id: 's',
		name: 'start',
		type: 'n8n-nodes-base.manualTrigger',
		typeVersion: 1,
	};
	const workflow = {
		nodes: [start, { ...at, id: 'n', name: 'node', ...node }],
		connections: { start: { main: [[{ node: 'node', type: 'main', index: 0 }]] } },
	};
	return async (items) => {
		const run = await runWorkflow(pack, workflow, items);
		const { error } = run.data.resultData;
		if (error) throw error;
		const count = itemsOf(run, 'node').length;
		if (count !== items.length) throw new Error(`${count} items came out of ${items.length}`);
	};
}
