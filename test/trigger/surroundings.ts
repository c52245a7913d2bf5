import type {
	IDataObject,
	INode,
	INodeParameters,
	IRun,
	IWebhookResponseData,
	NodeApiError,
	NodeOperationError,
	Workflow,
} from 'n8n-workflow';
import nock from 'nock';
import type { Webhook } from '../../nodes/Zoko/api/types';
import { ZokoTrigger } from '../../nodes/Zoko/ZokoTrigger.node';
import {
	hookContext,
	refusal,
	HOST,
	INSTANCE,
	runWorkflow,
	triggerContext,
	webhookContext,
	webhookData,
	workflowWith,
	zokoNode,
	zokoPack,
	type Pack,
	type Secrets,
	type WebhookSurroundings,
	type WorkflowJson,
} from '../harness';

export const WEBHOOK_ID = '6f1c2b9e-9a53-4f0e-8d51-0c5a4a1f7d11';

/** Where a published trigger is reached; its secret comes behind it. */
export const ADDRESS = `${INSTANCE}/webhook/${WEBHOOK_ID}/${WEBHOOK_ID}/`;

/** What n8n hands to `webhook()` as the answer, and the moments at which it tells of its end. */
export class Answer {
	statusCode = 200;
	body: unknown;
	private readonly listeners: Record<string, Array<() => void>> = {};

	status(code: number): this {
		this.statusCode = code;
		return this;
	}

	json(body: unknown): this {
		this.body = body;
		return this;
	}

	end(): this {
		return this;
	}

	once(event: string, listener: () => void): this {
		(this.listeners[event] ??= []).push(listener);
		return this;
	}

	tell(event: 'finish' | 'close'): void {
		for (const listener of this.listeners[event] ?? []) listener();
	}
}

export interface Call {
	answer: Answer;
	result: IWebhookResponseData;
	/** The item that a run starts with. */
	json?: IDataObject;
}

/** A trigger node in a workflow, with n8n around it. */
export class Installed {
	readonly trigger = new ZokoTrigger();
	readonly pack: Pack;
	readonly node: INode;
	readonly workflow: Workflow;

	constructor(parameters: INodeParameters = {}, secrets: Secrets = {}) {
		this.pack = zokoPack(secrets, { 'n8n-nodes-zoko.zokoTrigger': this.trigger });
		const own = { webhookId: WEBHOOK_ID };
		this.node = zokoNode(parameters, own, 'zokoTrigger');
		this.workflow = workflowWith(this.pack, this.node);
	}

	get data(): IDataObject {
		return this.workflow.getStaticData('node', this.node);
	}

	/** What the node's messages to n8n's log go to. */
	get logger() {
		return hookContext(this.pack, this.node, this.hookData()).logger;
	}

	/** Runs one of the webhook methods, as n8n does when a workflow is published. */
	async hook(
		method: 'checkExists' | 'create' | 'delete',
		surroundings: WebhookSurroundings & { isTest?: boolean } = {},
	): Promise<boolean> {
		const hook = { ...this.hookData(), isTest: surroundings.isTest };
		const context = hookContext(this.pack, this.node, hook, {
			workflow: this.workflow,
			...surroundings,
		});
		return await this.trigger.webhookMethods.default[method].call(context);
	}

	/** Runs `trigger()`, as n8n does beside the webhook methods. */
	async watch(surroundings: WebhookSurroundings = {}) {
		const watched = triggerContext(this.pack, this.node, {
			workflow: this.workflow,
			...surroundings,
		});
		const response = await this.trigger.trigger.call(watched.context);
		return { ...watched, response };
	}

	/** Posts a body to the webhook and leaves the answer open, as while n8n starts the run. */
	async post(body: unknown, secret: unknown): Promise<Call> {
		const answer = new Answer();
		const request = { body, headers: {}, query: {}, params: { secret } };
		const context = webhookContext(
			this.pack,
			this.node,
			this.hookData(),
			{ request, response: answer },
			{ workflow: this.workflow },
		);
		const result = await this.trigger.webhook.call(context);
		return { answer, result, json: result.workflowData?.[0]?.[0]?.json };
	}

	/** Posts a body, and lets n8n start the run, ask for the body of the answer, and answer. */
	async deliver(body: unknown, secret: unknown): Promise<Call> {
		const call = await this.post(body, secret);
		finish(call);
		return call;
	}

	private hookData() {
		const [description] = this.trigger.description.webhooks ?? [];
		if (!description) throw new Error('The trigger has no webhook');
		return webhookData(this.node, description);
	}
}

/** n8n has started the run and answers. */
export function finish({ answer, result }: Call, status = 200): void {
	if (result.workflowData && status < 300) void result.webhookResponse;
	answer.statusCode = answer.statusCode === 200 ? status : answer.statusCode;
	answer.tell('finish');
	answer.tell('close');
}

/** The webhooks of a Zoko account. */
export class Webhooks {
	readonly all = new Map<string, Webhook>();
	readonly calls: string[] = [];
	private made = 0;
	/** Events beyond those that Zoko documents are refused. */
	refusesUnlisted = false;

	constructor() {
		const answer = (call: string, reply: () => [number, nock.Body]) => {
			this.calls.push(call);
			return reply();
		};
		const gone: [number, nock.Body] = [404, { message: 'Webhook not found' }];
		const id = (uri: string) => decodeURIComponent(uri.slice(uri.lastIndexOf('/') + 1));
		const zoko = nock(HOST).persist();
		zoko.get('/v2/webhook').reply(() => answer('GET', () => [200, [...this.all.values()]]));
		zoko
			.post('/v2/webhook')
			.reply((_uri, body) =>
				answer('POST', () =>
					this.refuses(body)
						? [400, refusal(400, 'events must be listed')]
						: [200, { ...this.add(body as Omit<Webhook, 'id'>) }],
				),
			);
		zoko.put(/^\/v2\/webhook\//).reply((uri, body) =>
			answer('PUT', () => {
				if (!this.all.has(id(uri))) return gone;
				this.all.set(id(uri), { ...(body as Omit<Webhook, 'id'>), id: id(uri) });
				return [200, { ...this.all.get(id(uri)) }];
			}),
		);
		zoko
			.delete(/^\/v2\/webhook\//)
			.reply((uri) =>
				answer('DELETE', () => (this.all.delete(id(uri)) ? [200, { status: '204' }] : gone)),
			);
	}

	private refuses(body: nock.Body): boolean {
		const { events } = body as unknown as Webhook;
		return this.refusesUnlisted && events.some((event) => !event.startsWith('message:'));
	}

	/** A webhook that somebody has registered. */
	add(settings: Omit<Webhook, 'id'>): Webhook {
		const webhook = { ...settings, id: `w${++this.made}` };
		this.all.set(webhook.id, webhook);
		return webhook;
	}

	get list(): Webhook[] {
		return [...this.all.values()];
	}

	/** The secret in the URL of the only webhook. */
	get secret(): string {
		const [webhook, ...more] = this.list;
		if (!webhook || more.length > 0) throw new Error(`There are ${this.list.length} webhooks`);
		return webhook.url.slice(webhook.url.lastIndexOf('/') + 1);
	}
}

/** A registered trigger, and the secret that reaches it. */
export async function registered(parameters: INodeParameters = {}, secrets: Secrets = {}) {
	const webhooks = new Webhooks();
	const installed = new Installed(parameters, secrets);
	await installed.hook('create');
	return { installed, webhooks, secret: webhooks.secret };
}

/** Runs a workflow as n8n does once an event has come to one of its triggers. */
export async function runFrom(
	trigger: string,
	pack: Pack,
	flow: WorkflowJson,
	event: IDataObject,
): Promise<IRun> {
	return await runWorkflow(pack, flow, [{ json: event }], { mode: 'webhook', startNode: trigger });
}

/** The error of n8n that an action ends with. */
export async function thrownBy(
	action: Promise<unknown>,
): Promise<NodeApiError | NodeOperationError> {
	const error = await action.then(
		() => undefined,
		(problem: unknown) => problem,
	);
	expect(error).toBeInstanceOf(Error);
	return error as NodeApiError;
}
