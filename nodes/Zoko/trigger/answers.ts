import type { IWebhookFunctions } from 'n8n-workflow';
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
	const bringing = resumeRun(context, runBase(context), token, tap);
	const fate = await inTime(bringing);
	if (fate === 'resumed' || fate === 'elsewhere') return 'done';
	if (fate === 'late') return 'late';
	const repeats = canWait(webhook, event);
	// A busy n8n would have even more to do with repeats, and Zoko disables a slow webhook.
	if (!repeats || (fate === 'silent' && !wantsLate)) {
		// A run that is still running goes on with an earlier answer.
		if (fate === 'busy' && wantsLate) return 'late';
		if (fate !== 'unreachable') {
			bringing.persist();
			void tellUnlessOver(context, token, bringing.outcome);
			return 'done';
		}
	}
	throw new ZokoError({
		category: 'unreachable',
		retryable: true,
		message: 'A customer answered, and the run that waits for it could not be reached',
		advice:
			"n8n has to reach itself, at its own port or at WEBHOOK_URL. Check n8n's log, and N8N_SSRF_ALLOWED_IP_RANGES when N8N_SSRF_PROTECTION_ENABLED is set. The run waits on; the customer can tap again.",
	});
}

async function tellUnlessOver(
	context: IWebhookFunctions,
	{ executionId }: RunToken,
	outcome: Promise<Fate>,
): Promise<void> {
	if (isOver(await outcome.catch(() => 'unreachable' as const))) return;
	context.logger.warn(
		`Zoko Trigger of workflow ${context.getWorkflow().id}: execution ${executionId} did not get the customer's answer. It waits on; the customer can tap again.`,
	);
}
