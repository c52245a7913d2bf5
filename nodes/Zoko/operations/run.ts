import type { IExecuteFunctions, INode, INodeExecutionData } from 'n8n-workflow';
import { connect } from '../api/connection';
import { InvalidInput } from '../errors/invalid-input';
import { errorItem, failedRun, toNodeError } from '../errors/node-error';
import { STOPPED } from '../errors/stopped';
import { inOrder } from '../sending/in-order';
import type { SendRecord } from '../sending/record';
import { quoted } from '../values';
import { findOperation } from './index';
import { RunItem } from './item';
import { isSend, type Operation, type RunOperation } from './operation';
import { recordOf, runSends } from './send/runSends';
import { surroundingsOf } from './surroundings';

/** Runs the chosen operation for all items; the only place where errors become n8n's. */
export async function runNode(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	try {
		const operation = chosenOperation(context);
		if (isSend(operation)) return await runSends(context, operation);
		return await runForEach(context, operation);
	} catch (error) {
		return failedRun(context, error);
	}
}

/** n8n takes any spelling of it. */
const LEFT_TO_MODEL = /\$fromai/i;

/**
 * The operation that the form names.
 * @throws InvalidInput also when a model would choose it, which could then delete what it likes
 */
function chosenOperation(context: IExecuteFunctions): Operation {
	const written = context.getNode().parameters;
	for (const label of ['Resource', 'Operation']) {
		if (!LEFT_TO_MODEL.test(String(written[label.toLowerCase()]))) continue;
		throw new InvalidInput(
			`An AI model is to choose '${label}', and it could choose to delete`,
			'Choose it in the form, and give the agent one tool for each operation that it may use.',
		);
	}
	const resource = context.getNodeParameter('resource', 0, 'message') as string;
	const name = context.getNodeParameter('operation', 0, 'sendText') as string;
	const operation = findOperation(resource, name);
	if (operation) return operation;
	throw new InvalidInput(
		`This version has no operation ${quoted(name)} for ${quoted(resource)}`,
		'Choose another operation, or update the Zoko nodes.',
	);
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
	const connection = await connect(context);
	let ended = false;
	const surroundings = surroundingsOf(context, () => ended);
	let record: SendRecord<unknown> | undefined;
	const run = {
		startedAt: surroundings.now(),
		lists: new Map(),
		record: () => (record ??= recordOf(context)),
	};
	const items = context
		.getInputData()
		.map((_, itemIndex) => new RunItem(context, connection, itemIndex, surroundings, run));

	if (!goesOn) checkAll(node, operation, items);

	const order = {
		key: ({ index }: RunItem) => index,
		limit: operation.sideBySide ?? 1,
		stopped: surroundings.cancelled,
	};
	const results = await inOrder(
		items,
		order,
		async (item) =>
			await operation.run(item).catch((error: unknown) => {
				ended = !goesOn;
				throw error;
			}),
	);

	const errors = results.map((result) => {
		if (!result) return STOPPED;
		return result.status === 'rejected' ? (result.reason as unknown) : undefined;
	});
	// Items that were still being worked on when another one failed say only that they were stopped.
	const cause =
		errors.find((error) => error !== undefined && error !== STOPPED) ?? errors.find(Boolean);
	if (cause && !goesOn) throw toNodeError(node, cause, errors.indexOf(cause));
	if (!errors[0] || !node.retryOnFail) record?.close();
	return results.flatMap((result, itemIndex) =>
		result?.status === 'fulfilled'
			? [result.value].flat().map((json) => ({ json, pairedItem: { item: itemIndex } }))
			: [errorItem(node, errors[itemIndex], itemIndex)],
	);
}

/** @throws NodeError for the first item that cannot be done */
function checkAll(node: INode, operation: RunOperation, items: RunItem[]): void {
	for (const item of items) {
		try {
			operation.check?.(item);
		} catch (error) {
			throw toNodeError(node, error, item.index);
		}
	}
}
