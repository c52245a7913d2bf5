import { ExecuteContext, RoutingNode } from 'n8n-core';
import type * as N from 'n8n-workflow';
import { createRunExecutionData, NodeConnectionTypes, Workflow } from 'n8n-workflow';
import { additionalData, nodeTypes, packOf, type Secrets } from './pack';

/**
 * What the editor shows after a test of a credential: the request of the credential runs as a
 * declarative node, and its rules are looked up by the status of the answer, as in n8n's own tester.
 */
export async function testCredential(
	type: N.ICredentialType,
	secrets: Secrets,
): Promise<{ status: 'OK' | 'Error'; message: string }> {
	const { test } = type;
	if (!test) throw new Error(`${type.name} has no test`);
	const nodeType = {
		description: {
			displayName: 'Temp',
			name: 'temp',
			group: ['input'],
			version: 1,
			description: '',
			defaults: {},
			inputs: [NodeConnectionTypes.Main],
			outputs: [NodeConnectionTypes.Main],
			credentials: [{ name: type.name, required: true }],
			properties: [
				{
					displayName: 'Temp',
					name: 'temp',
					type: 'string',
					routing: { request: test.request },
					default: '',
				},
			],
		},
	} as N.INodeType;
	const pack = packOf({ temp: nodeType }, [type], { [type.name]: secrets });
	const node: N.INode = {
		id: 'temp',
		name: 'temp',
		type: 'temp',
		typeVersion: 1,
		position: [0, 0],
		parameters: {},
		credentials: { [type.name]: { id: '1', name: 'test' } },
	};
	const workflow = new Workflow({
		nodes: [node],
		connections: {},
		active: false,
		nodeTypes: nodeTypes(pack),
	});
	const input: N.ITaskDataConnections = { main: [[{ json: {} }]] };
	const context = new ExecuteContext(
		workflow,
		node,
		additionalData(pack),
		'internal',
		createRunExecutionData(),
		0,
		[],
		input,
		{ node, data: {}, source: null },
		[],
	);
	const decrypted = { id: '1', name: 'test', type: type.name, data: secrets };
	try {
		await new RoutingNode(context, nodeType, decrypted).runNode();
		return { status: 'OK', message: 'Connection successful!' };
	} catch (error) {
		return { status: 'Error', message: messageFor(error, test.rules ?? []) };
	}
}

interface Thrown {
	message: string;
	cause?: { code?: string; response?: { status: number; statusText?: string } };
}

function messageFor(error: unknown, rules: N.ICredentialTestRequest['rules']): string {
	const { cause, message } = error as Thrown;
	const status = cause?.response?.status;
	if (status === undefined) return cause?.code ?? message;
	for (const { type, properties } of rules ?? []) {
		if (type === 'responseCode' && properties.value === status) return properties.message;
	}
	return cause?.response?.statusText || `Received HTTP status code: ${status}`;
}
