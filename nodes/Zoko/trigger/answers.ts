import type { IWebhookFunctions } from 'n8n-workflow';
import { ZokoError } from '../errors/problem';
import { askOthers } from '../waiting/other-processes';
import { type Fate, inTime, isOver, resumeRun } from '../waiting/resume';
import { runBase } from '../waiting/run-address';
import type { RunToken } from '../waiting/token';
import { customerNameOf, replyOf } from './output';
import type { ZokoEvent } from './read-event';
import type { Registration } from './registration';
import { canWait } from './undecided';

/**
 * Brings a tap to the run that waits for it.
 * @param wantsLate whether a late answer is to start a run; Zoko repeats what is not decided in
 * time
 * @throws ZokoError when the run could not be reached
 */
export async function bringAnswer(
	context: IWebhookFunctions,
	{ address, secretDigest }: Registration,
	token: RunToken,
	event: ZokoEvent,
	wantsLate: boolean,
): Promise<'done' | 'late'> {
	const tap = { id: event.id, reply: replyOf(event), customerName: customerNameOf(event) };
	const { secret } = context.getParamsData() as { secret?: unknown };
	const others = async (wait: string) =>
		await askOthers(context, `${String(address)}${String(secret)}`, wait);
	const bringing = resumeRun(
		context,
		runBase(context),
		token,
		tap,
		// What comes of a late answer otherwise is the same as of a repeat: nothing.
		wantsLate ? others : undefined,
	);
	const fate = await inTime(bringing);
	if (fate === 'resumed' || fate === 'elsewhere') return 'done';
	if (fate === 'late') return 'late';
	const repeats = canWait(String(secretDigest), event);
	// A busy n8n would have even more to do with repeats, and Zoko disables a slow webhook.
	const gives = !repeats || (fate === 'silent' && !wantsLate);
	if (gives && fate !== 'unreachable') {
		bringing.persist();
		void tellWhatBecame(context, token, bringing.outcome, wantsLate);
		return 'done';
	}
	throw new ZokoError({
		category: 'unreachable',
		retryable: true,
		message: 'A customer answered, and the run that waits for it could not be reached',
		advice:
			"n8n has to reach itself, at its own port or at WEBHOOK_URL. Check n8n's log, and N8N_SSRF_ALLOWED_IP_RANGES when N8N_SSRF_PROTECTION_ENABLED is set. The run waits on; the customer can tap again.",
	});
}

/** Tells what the run, or the workflow of the trigger, has missed after Zoko was answered. */
async function tellWhatBecame(
	context: IWebhookFunctions,
	{ executionId }: RunToken,
	outcome: Promise<Fate>,
	wantsLate: boolean,
): Promise<void> {
	const fate = await outcome.catch(() => 'unreachable' as const);
	const missed = !isOver(fate)
		? `execution ${executionId} did not get the customer's answer. It waits on; the customer can tap again.`
		: fate === 'late' && wantsLate
			? `a late answer to execution ${executionId} has started nothing, because n8n was too busy to decide in time.`
			: undefined;
	if (missed === undefined) return;
	context.logger.warn(`Zoko Trigger of workflow ${context.getWorkflow().id}: ${missed}`);
}
