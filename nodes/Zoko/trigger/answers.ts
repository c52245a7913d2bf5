import type { IWebhookFunctions } from 'n8n-workflow';
import { ZokoError } from '../errors/problem';
import { resumeRun } from '../waiting/resume';
import { runBase } from '../waiting/run-address';
import type { RunToken } from '../waiting/token';
import { customerNameOf, replyOf } from './output';
import type { ZokoEvent } from './read-event';
import { canWait } from './undecided';

/**
 * Brings a tap to the run that waits for it.
 * @param webhook digest of the webhook's secret
 * @throws ZokoError when the run could not be reached
 */
export async function bringAnswer(
	context: IWebhookFunctions,
	webhook: string,
	token: RunToken,
	event: ZokoEvent,
): Promise<'done' | 'late'> {
	const tap = { id: event.id, reply: replyOf(event), customerName: customerNameOf(event) };
	const fate = await resumeRun(context, runBase(context), token, tap);
	if (fate !== 'running' && fate !== 'unreachable') return fate === 'late' ? 'late' : 'done';
	// A run that is still running goes on with an earlier answer.
	if (fate === 'running' && !canWait(webhook, event)) return 'late';
	throw new ZokoError({
		category: 'unreachable',
		retryable: true,
		message: 'A customer answered, and the run that waits for it could not be reached',
		advice:
			"n8n has to reach itself, at its own port or at WEBHOOK_URL. Check n8n's log, and N8N_SSRF_ALLOWED_IP_RANGES when N8N_SSRF_PROTECTION_ENABLED is set. The run waits on; the customer can tap again.",
	});
}
