import type { INode, INodeExecutionData, INodeParameters, INodeType, IRun } from 'n8n-workflow';
import nock from 'nock';
import { ZokoApi } from '../../credentials/ZokoApi.credentials';
import { Zoko } from '../../nodes/Zoko/Zoko.node';
import { ZokoTrigger } from '../../nodes/Zoko/ZokoTrigger.node';
import { runWorkflow, type RunOptions, type WorkflowJson } from './engine';
import { packOf, type Pack, type Secrets } from './pack';

export const HOST = 'https://zoko.example.com';
export const BASE_URL = `${HOST}/v2`;

let packs = 0;

/**
 * The package with one account. Each has a key of its own, because lists that the node keeps are
 * kept per account.
 */
export function zokoPack(secrets: Secrets = {}, more: Record<string, INodeType> = {}): Pack {
	const account = { apiKey: `test-key-${++packs}`, baseUrl: BASE_URL };
	const nodes = {
		'n8n-nodes-zoko.zoko': new Zoko(),
		'n8n-nodes-zoko.zokoTrigger': new ZokoTrigger(),
		...more,
	};
	return packOf(nodes, [new ZokoApi()], {
		zokoApi: { ...account, defaultCountry: 'IN', ...secrets },
	});
}

/** The API key of a pack's account. */
export function keyOf(pack: Pack): string {
	return String(pack.credentials.zokoApi?.apiKey);
}

/** A node of this package, `zoko` unless the type says otherwise. */
export function zokoNode(
	parameters: INodeParameters = {},
	extra: Partial<INode> = {},
	type = 'zoko',
): INode {
	return {
		id: type,
		name: type,
		type: `n8n-nodes-zoko.${type}`,
		typeVersion: 1,
		position: [0, 0],
		parameters,
		credentials: { zokoApi: { id: '1', name: 'Zoko' } },
		...extra,
	};
}

/** A start node and after it the given nodes, in a row. */
export function inARow(...nodes: INode[]): WorkflowJson {
	const start: INode = {
		id: 'start',
		name: 'start',
		type: 'n8n-nodes-base.manualTrigger',
		typeVersion: 1,
		position: [0, 0],
		parameters: {},
	};
	const all = [start, ...nodes];
	const connections: WorkflowJson['connections'] = {};
	nodes.forEach((node, index) => {
		const from = all[index]?.name ?? '';
		connections[from] = { main: [[{ node: node.name, type: 'main', index: 0 }]] };
	});
	return { nodes: all, connections };
}

/** Runs one `zoko` node over the given items. */
export async function runZoko(
	pack: Pack,
	parameters: INodeParameters,
	input: INodeExecutionData[] = [{ json: {} }],
	extra: Partial<INode> = {},
	options: RunOptions = {},
): Promise<IRun> {
	return await runWorkflow(pack, inARow(zokoNode(parameters, extra)), input, options);
}

interface Answer {
	status: number;
	body?: nock.Body;
	headers?: nock.ReplyHeaders;
}

/** A Zoko that takes every message and remembers the requests, in the order of their arrival. */
export class Inbox {
	readonly bodies: Array<Record<string, unknown>> = [];
	readonly keys: string[] = [];

	/** Answers that come first, one per request; after them every message is taken. */
	readonly answers: Answer[] = [];

	constructor(path = '/v2/message') {
		const takeIn = (body: unknown, key: unknown): Answer => {
			this.bodies.push(body as Record<string, unknown>);
			this.keys.push(String(key));
			return this.answers.shift() ?? { status: 200, body: accepted(`m${this.bodies.length}`) };
		};
		nock(HOST)
			.post(path)
			.reply(function (_uri, body) {
				const { status, body: answer = '', headers = {} } = takeIn(body, this.req.headers.apikey);
				return [status, answer, headers];
			})
			.persist();
	}

	/** Who was written to, in the order of the requests. */
	get recipients(): unknown[] {
		return this.bodies.map(({ recipient }) => recipient);
	}
}

/** What Zoko answers to a message that it takes. */
export function accepted(messageId: string) {
	return { status: '202', statusText: 'Accepted', messageId, customerId: 'c1' };
}

/** What Zoko answers to what it refuses. */
export function refusal(status: number, message: string, type = 'validation_error') {
	return { status, type, message, timestamp: 1588654715977 };
}

/** What Zoko answers while it takes nothing. */
export const UNAVAILABLE = { status: 503, body: refusal(503, 'Service unavailable', 'api_error') };
