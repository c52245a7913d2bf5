import { HookContext, LoadOptionsContext, TriggerContext, WebhookContext } from 'n8n-core';
import type * as N from 'n8n-workflow';
import { Workflow } from 'n8n-workflow';
import { additionalData, nodeTypes, type Pack } from './pack';

/** A one-node workflow; contexts that are given the same one share its static data. */
export function workflowWith(pack: Pack, node: N.INode): Workflow {
	return new Workflow({
		id: 'test',
		nodes: [node],
		connections: {},
		active: false,
		nodeTypes: nodeTypes(pack),
	});
}

/** What the editor calls list and field methods with. */
export function loadOptionsContext(pack: Pack, node: N.INode): LoadOptionsContext {
	const additional = additionalData(pack, { currentNodeParameters: node.parameters });
	return new LoadOptionsContext(workflowWith(pack, node), node, additional, '');
}

export interface WebhookSurroundings {
	workflow?: Workflow;
	mode?: N.WorkflowExecuteMode;
	activation?: N.WorkflowActivateMode;
	/** More of the surroundings, for example `webhookBaseUrl`. */
	additional?: object;
}

/** The webhook of a node as n8n registers it. */
export function webhookData(node: N.INode, description: N.IWebhookDescription): N.IWebhookData {
	const data = {
		httpMethod: description.httpMethod as N.IHttpRequestMethods,
		node: node.name,
		path: [node.webhookId, description.path].filter(Boolean).join('/'),
		workflowId: 'test',
		userId: '',
		webhookId: node.webhookId,
		webhookDescription: description,
	};
	return data as unknown as N.IWebhookData;
}

/** What `webhookMethods` are called with. */
export function hookContext(
	pack: Pack,
	node: N.INode,
	hook: N.IWebhookData,
	surroundings: WebhookSurroundings = {},
): HookContext {
	const { workflow = workflowWith(pack, node), mode = 'trigger' } = surroundings;
	const activation = surroundings.activation ?? 'create';
	const additional = additionalData(pack, surroundings.additional);
	return new HookContext(workflow, node, additional, mode, activation, hook);
}

/** What `webhook()` is called with. */
export function webhookContext(
	pack: Pack,
	node: N.INode,
	hook: N.IWebhookData,
	http: { request: object; response: object },
	surroundings: WebhookSurroundings = {},
): WebhookContext {
	const { workflow = workflowWith(pack, node), mode = 'webhook' } = surroundings;
	const additional = additionalData(pack, {
		httpRequest: http.request,
		httpResponse: http.response,
		...surroundings.additional,
	});
	return new WebhookContext(workflow, node, additional, mode, hook, [], null);
}

/** What `trigger()` was given, and what it has done with it. */
export interface TriggerSurroundings {
	context: TriggerContext;
	/** What was registered with n8n's scheduler; a tick resolves when its work is done. */
	crons: Array<{ expression: string; tick: () => Promise<unknown> }>;
	/** What was saved as failed executions. */
	failures: Error[];
	/** What was given to `emit`. */
	emitted: N.INodeExecutionData[][][];
}

/** What `trigger()` is called with; `emitError`, which takes a workflow down, fails the test. */
export function triggerContext(
	pack: Pack,
	node: N.INode,
	{ workflow = workflowWith(pack, node), mode = 'trigger', activation }: WebhookSurroundings = {},
): TriggerSurroundings {
	const crons: TriggerSurroundings['crons'] = [];
	const failures: Error[] = [];
	const emitted: N.INodeExecutionData[][][] = [];
	const context = new TriggerContext(
		workflow,
		node,
		additionalData(pack),
		mode,
		activation ?? 'activate',
		(data) => void emitted.push(data),
		(error) => {
			throw error;
		},
		(error) => void failures.push(error),
		{
			registerCron: ({ expression }, tick) =>
				void crons.push({ expression, tick: async () => await (tick(new Date()) as unknown) }),
		},
	);
	return { context, crons, failures, emitted };
}
