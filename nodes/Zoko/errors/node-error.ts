import {
	type IDataObject,
	type IExecuteFunctions,
	type INode,
	type INodeExecutionData,
	type JsonObject,
	NodeApiError,
	NodeOperationError,
} from 'n8n-workflow';
import { InvalidInput } from './invalid-input';
import { type Problem, ZokoError } from './problem';

/** An error as the user sees it: what happened, which item, what to do, and how to branch on it. */
export type NodeError = NodeApiError | NodeOperationError;

/**
 * Turns any error into n8n's own kind. Only texts and figures are carried over, never the request,
 * so no API key can come along.
 * @param itemIndex the item that it belongs to; left out for a list, a webhook, or a whole run
 */
export function toNodeError(node: INode, error: unknown, itemIndex?: number): NodeError {
	if (error instanceof NodeApiError || error instanceof NodeOperationError) {
		if (itemIndex !== undefined) error.context.itemIndex ??= itemIndex;
		return error;
	}
	if (error instanceof ZokoError) {
		const { advice, httpStatus } = error.problem;
		const message = shownMessage(node, error.message, advice, itemIndex);
		return new NodeApiError(node, { message } as JsonObject, {
			message,
			description: advice,
			itemIndex,
			...(httpStatus && { httpCode: String(httpStatus) }),
			...failureOf(error.problem),
		});
	}
	if (error instanceof InvalidInput) {
		const message = shownMessage(node, error.message, error.remedy, itemIndex);
		return new NodeOperationError(node, message, { description: error.remedy, itemIndex });
	}
	return new NodeOperationError(node, error instanceof Error ? error : String(error), {
		itemIndex,
	});
}

/** n8n shows a language model only the message, which therefore says what to do as well. */
function shownMessage(
	node: INode,
	message: string,
	advice: string,
	itemIndex: number | undefined,
): string {
	if (node.type.endsWith('Tool')) return `${message.replace(/[.\s]+$/, '')}. ${advice}`;
	return itemIndex === undefined ? message : `${message} [item ${itemIndex}]`;
}

/** n8n 2.40 and later colours and groups errors by cause; older versions ignore the option. */
function failureOf({ category, retryAfter }: Problem): object {
	switch (category) {
		case 'authentication':
			return { failure: { cause: 'credential-invalid' } };
		case 'rate_limited':
			return {
				failure: {
					cause: 'rate-limited',
					...(retryAfter !== undefined && { retryAfterMs: retryAfter }),
				},
			};
		case 'server':
		case 'unreachable':
			return { failure: { cause: 'temporarily-unavailable' } };
		default:
			return {};
	}
}

/** The problem behind an error, for branching: its category, and what to do. */
export function problemOf(error: unknown): Problem {
	if (error instanceof ZokoError) return error.problem;
	const advice =
		error instanceof InvalidInput
			? error.remedy
			: ((error as { description?: string | null }).description ??
				'Check the parameters of the node.');
	return {
		category: 'invalid_input',
		retryable: false,
		message: error instanceof Error ? error.message : String(error),
		advice,
	};
}

/**
 * The output of a node that continues after an error of the whole run: an error for each item. If
 * it were thrown, n8n would pass the input items on as if all had gone well.
 * @throws NodeError unless the node continues on fail
 */
export function failedRun(context: IExecuteFunctions, error: unknown): INodeExecutionData[] {
	const node = context.getNode();
	if (!context.continueOnFail()) throw toNodeError(node, error);
	return context.getInputData().map((_, itemIndex) => errorItem(node, error, itemIndex));
}

/** The output item that stands for a failed item when the node continues on fail. */
export function errorItem(node: INode, error: unknown, itemIndex: number): INodeExecutionData {
	const { message, category, retryable, advice, httpStatus } = problemOf(error);
	const json: IDataObject = {
		error: message,
		category,
		retryable,
		advice,
		...(httpStatus !== undefined && { httpStatus }),
	};
	const item: INodeExecutionData = { json, pairedItem: { item: itemIndex } };
	// n8n routes an item by its error and then copies it. The copy must not have the error, or its
	// JSON would be reduced after all.
	Object.defineProperty(item, 'error', {
		value: toNodeError(node, error, itemIndex),
		enumerable: node.onError !== 'continueErrorOutput',
	});
	return keepJson(item);
}

/**
 * n8n replaces the JSON of an item by the text of its error, once. What a workflow branches on must
 * survive that.
 */
function keepJson(item: INodeExecutionData): INodeExecutionData {
	const { json } = item;
	const property = { configurable: true, enumerable: true };
	return Object.defineProperty(item, 'json', {
		...property,
		get: () => json,
		set(reduced: IDataObject) {
			const value = { ...reduced, ...json };
			Object.defineProperty(item, 'json', { ...property, value, writable: true });
		},
	});
}
