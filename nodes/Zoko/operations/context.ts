import type { RequestContext } from '../api/request';

/**
 * n8n's contexts share what requests need, but declare it in interfaces that differ; this is the
 * one place that says so.
 */
export function requestContext(context: object): RequestContext {
	return context as RequestContext;
}
