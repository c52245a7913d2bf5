import type { IDataObject, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';
import { problemOf } from '../errors/node-error';
import { type Problem, ZokoError } from '../errors/problem';
import { isRecord, keepNewest } from '../values';
import { keyOf } from './duplicates';
import { EVENT_OPTIONS } from './events';
import type { ZokoEvent } from './read-event';

/** Zoko disables a webhook after six failures in a row, which other causes can add to. */
const MOST_REFUSALS = 2;

/** More webhooks and events than are undecided at any time. */
const MAX_COUNTED = 10_000;

/** How often Zoko was asked to send again: in a row by webhook, and in all by event. */
const refusals = new Map<string, number>();

/**
 * Whether Zoko may be asked to send an event again, since neither the webhook nor the event has been
 * refused too often.
 * @param webhook digest of the webhook's secret
 */
export function canWait(webhook: string, event: ZokoEvent): boolean {
	return countedBy(webhook, event).every((name) => (refusals.get(name) ?? 0) < MOST_REFUSALS);
}

/** Notes that a webhook has answered an event: the next refusal begins a new row. */
export function decided(webhook: string): void {
	refusals.delete(webhook);
}

/**
 * The answer for an event that cannot be judged. Thrown out of `webhook()`, an error would make n8n
 * answer 500, list a failed run for each repeat, and log the address with its secret. So Zoko is
 * asked to send the event again; when that has not helped, one run fails and says so.
 * @param error why it cannot be judged
 */
export function undecided(
	context: IWebhookFunctions,
	webhook: string,
	event: ZokoEvent,
	error: unknown,
): IWebhookResponseData {
	// Somebody who listens for a test event sees the error.
	if (context.getMode() !== 'manual' && canWait(webhook, event)) {
		for (const name of countedBy(webhook, event)) {
			refusals.set(name, (refusals.get(name) ?? 0) + 1);
		}
		keepNewest(refusals, MAX_COUNTED);
		return refuse(context, 503, 'This event cannot be judged now');
	}
	for (const name of countedBy(webhook, event)) refusals.delete(name);
	const { id } = context.getWorkflow();
	context.logger.warn(
		`Zoko Trigger of workflow ${id}: an event could not be judged and starts nothing. A failed execution says why.`,
	);
	return { workflowData: [[{ json: { [LOST]: lossOf(event, problemOf(error)) } }]] };
}

/** Answers a request, and starts nothing. */
export function refuse(
	context: IWebhookFunctions,
	status: number,
	message: string,
): IWebhookResponseData {
	context.getResponseObject().status(status).json({ message }).end();
	return { noWebhookResponse: true };
}

function countedBy(webhook: string, event: ZokoEvent): string[] {
	return [webhook, `${webhook}/${keyOf(event)}`];
}

/** Key in the item of a run that only reports a lost event. No event has it. */
const LOST = 'lostEvent';

function lossOf(event: ZokoEvent, problem: Problem): IDataObject {
	const { name } = EVENT_OPTIONS.find(({ value }) => value === event.name) ?? event;
	return {
		...problem,
		retryable: false,
		advice: `${problem.advice} The event was '${name}'${event.hasMessage ? ` of the message ${event.id}` : ''}.`,
	};
}

/** @throws ZokoError when a run was started to report that an event was lost */
export function tellOfLoss(json: IDataObject): void {
	const problem = json[LOST];
	if (isRecord(problem)) throw new ZokoError(problem as unknown as Problem);
}
