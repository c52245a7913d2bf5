import { NodeOperationError, type IExecuteFunctions, type INodeExecutionData } from 'n8n-workflow';
import { connect, requestContext } from '../api/request';
import { deliver } from '../sending/deliver';
import { errorItem, toNodeError, type NodeError } from '../api/node-error';
import { findOperation } from './index';
import { ONE_BY_ONE, RunItem, STOPPED } from './item';
import { isSend, type RunOperation } from './operation';
import { runSends } from './send/run';
import { surroundingsOf } from './surroundings';

/** Runs the chosen operation for all items; the only place where errors become n8n's. */
export async function runNode(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const resource = context.getNodeParameter('resource', 0, 'message') as string;
	const name = context.getNodeParameter('operation', 0, 'sendText') as string;
	const operation = findOperation(resource, name);
	if (!operation) {
		throw new NodeOperationError(
			context.getNode(),
			`This version has no operation '${name}' for '${resource}'`,
			{
				description: 'Choose another operation, or update the Zoko nodes.',
			},
		);
	}
	try {
		if (isSend(operation)) return await runSends(context, operation);
		return await runForEach(context, operation);
	} catch (error) {
		const problem = forModel(context, toNodeError(context.getNode(), error, 0));
		throw problem;
	}
}

/** Of an error of a tool n8n shows a language model the message alone, so it has to say what to do. */
function forModel(context: IExecuteFunctions, problem: NodeError): NodeError {
	if (!context.getNode().type.endsWith('Tool') || !problem.description) return problem;
	problem.message = `${problem.message.replace(/ \[item \d+\]$/, '')}. ${problem.description}`;
	return problem;
}

/**
 * Runs an operation that is not a send.
 * @returns the results in the order of their items
 */
async function runForEach(
	context: IExecuteFunctions,
	operation: RunOperation,
): Promise<INodeExecutionData[]> {
	const node = context.getNode();
	const goesOn = context.continueOnFail();
	const connection = await connect(requestContext(context));
	let ended = false;
	const surroundings = surroundingsOf(context, () => ended);
	const run = { startedAt: surroundings.now(), lists: new Map() };
	const items = context
		.getInputData()
		.map((_, itemIndex) => new RunItem(context, connection, itemIndex, surroundings, run));

	const transport = {
		async send(item: RunItem) {
			try {
				return await operation.run(item);
			} catch (error) {
				ended = !goesOn;
				const problem: unknown = error;
				throw problem;
			}
		},
		judge: () => ({ verdict: 'final' }) as const,
	};
	const policy = { ...ONE_BY_ONE, maxInFlight: operation.sideBySide ?? 1, stopOnFailure: !goesOn };
	const outcomes = await deliver(items, transport, policy, surroundings);

	const errors = outcomes.map((outcome) =>
		outcome.state === 'failed' ? outcome.error : outcome.state === 'held' ? STOPPED : undefined,
	);
	// Items that were still at work when another one failed say only that they were stopped.
	const cause =
		errors.find((error) => error !== undefined && error !== STOPPED) ?? errors.find(Boolean);
	if (cause && !goesOn) {
		const problem = toNodeError(node, cause, errors.indexOf(cause));
		throw problem;
	}
	return outcomes.flatMap((outcome, itemIndex) =>
		outcome.state === 'sent'
			? [outcome.result].flat().map((json) => ({ json, pairedItem: { item: itemIndex } }))
			: [errorItem(node, errors[itemIndex], itemIndex)],
	);
}
