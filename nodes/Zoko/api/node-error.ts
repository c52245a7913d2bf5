import {
	NodeApiError,
	NodeOperationError,
	type IDataObject,
	type INode,
	type INodeExecutionData,
	type JsonObject,
} from 'n8n-workflow';
import { ZokoError, type Problem } from './errors';
import { InvalidInput } from '../message/invalid-input';

/** An error as the user sees it: what happened, which item, what to do, and how to branch on it. */
export type NodeError = NodeApiError | NodeOperationError;

/**
 * Turns any error into n8n's own kind, with the item that it belongs to. Only texts and figures
 * are carried over, never the request, so no API key can come along.
 */
export function toNodeError(node: INode, error: unknown, itemIndex: number): NodeError {
	if (error instanceof ZokoError) return fromProblem(node, error.problem, itemIndex);
	if (error instanceof InvalidInput) {
		const message = `${error.message} [item ${itemIndex}]`;
		return new NodeOperationError(node, message, { description: error.remedy, itemIndex });
	}
	if (error instanceof NodeApiError || error instanceof NodeOperationError) {
		error.context.itemIndex ??= itemIndex;
		return error;
	}
	if (error instanceof Error) return new NodeOperationError(node, error, { itemIndex });
	return new NodeOperationError(node, String(error), { itemIndex });
}

function fromProblem(node: INode, problem: Problem, itemIndex: number): NodeApiError {
	const { message, advice, httpStatus } = problem;
	const shown = `${message} [item ${itemIndex}]`;
	return new NodeApiError(node, { message: shown } as JsonObject, {
		message: shown,
		description: advice,
		itemIndex,
		...(httpStatus && { httpCode: String(httpStatus) }),
		...failureOf(problem),
	});
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
	// n8n routes an item by its error and then copies it; the copy must not have the error any more,
	// or its JSON would be reduced after all.
	Object.defineProperty(item, 'error', {
		value: toNodeError(node, error, itemIndex),
		enumerable: node.onError !== 'continueErrorOutput',
	});
	return keepJson(item);
}

/**
 * n8n puts the text of an item's error alone in place of the JSON, once. What a workflow branches
 * on must survive that.
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
