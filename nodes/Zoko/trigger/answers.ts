import { type IWebhookFunctions, sleep } from 'n8n-workflow';
import { ZokoError } from '../errors/problem';
import { type Fate, inTime, isOver, resumeRun } from '../waiting/resume';
import { runBase } from '../waiting/run-address';
import type { RunToken } from '../waiting/token';
import { customerNameOf, replyOf } from './output';
import type { ZokoEvent } from './read-event';
import { canWait } from './undecided';

/**
 * Brings a tap to the run that waits for it.
 * @param webhook digest of the webhook's secret
 * @param wantsLate whether a late answer is to start a run; Zoko repeats what is not decided in
 * time
 * @throws ZokoError when the run could not be reached
 */
export async function bringAnswer(
	context: IWebhookFunctions,
	webhook: string,
	token: RunToken,
	event: ZokoEvent,
	wantsLate: boolean,
): Promise<'done' | 'late'> {
	const tap = { id: event.id, reply: replyOf(event), customerName: customerNameOf(event) };
	const bring = () => resumeRun(context, runBase(context), token, tap);
	const bringing = bring();
	const fate = await inTime(bringing);
	if (fate === 'pending' && !(wantsLate && canWait(webhook, event))) {
		void goOn(context, token, bringing.outcome, async () => await bring().outcome);
		return 'done';
	}
	if (fate === 'resumed' || fate === 'elsewhere') return 'done';
	if (fate === 'late') return 'late';
	// A run that is still running has continued with an earlier answer.
	if (fate === 'running' && !canWait(webhook, event)) return 'late';
	throw new ZokoError({
		category: 'unreachable',
		retryable: true,
		message: 'A customer answered, and the run that waits for it could not be reached',
		advice:
			"n8n has to reach itself, at its own port or at WEBHOOK_URL. Check n8n's log, and N8N_SSRF_ALLOWED_IP_RANGES when N8N_SSRF_PROTECTION_ENABLED is set. The run waits on; the customer can tap again.",
	});
}

/** When to ask a busy n8n again that has not resumed a run, in milliseconds. */
const LATER = [5_000, 15_000, 30_000];

/**
 * Brings an answer after Zoko was told that it has arrived. A busy n8n that let Zoko repeat it
 * would have even more to do, and Zoko disables a webhook that does not answer in time.
 */
async function goOn(
	context: IWebhookFunctions,
	{ executionId }: RunToken,
	first: Promise<Fate>,
	again: () => Promise<Fate>,
): Promise<void> {
	try {
		let fate = await first;
		for (const pause of LATER) {
			if (isOver(fate)) return;
			await sleep(pause);
			fate = await again();
		}
		if (isOver(fate)) return;
	} catch {
		// The credential is gone, for example.
	}
	context.logger.warn(
		`Zoko Trigger of workflow ${context.getWorkflow().id}: execution ${executionId} did not get the customer's answer. It waits on; the customer can tap again.`,
	);
}
