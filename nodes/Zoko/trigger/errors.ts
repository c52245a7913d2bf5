import { NodeApiError, NodeOperationError, type INode, type JsonObject } from 'n8n-workflow';
import { ZokoError } from '../api/errors';
import { problemOf } from '../api/node-error';

/**
 * An error of the trigger as n8n shows it: what happened and what to do. Registering has no item
 * that could be named. Only texts and figures are carried over, never the request.
 */
export function toTriggerError(node: INode, error: unknown): NodeApiError | NodeOperationError {
	if (error instanceof NodeApiError || error instanceof NodeOperationError) return error;
	const { message, advice, httpStatus } = problemOf(error);
	if (!(error instanceof ZokoError)) {
		return new NodeOperationError(node, message, { description: advice });
	}
	return new NodeApiError(node, { message } as JsonObject, {
		message,
		description: advice,
		...(httpStatus && { httpCode: String(httpStatus) }),
	});
}
