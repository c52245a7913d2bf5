import type { IWebhookFunctions } from 'n8n-workflow';
import { keepNewest } from '../values';

/** The shortest time between two lines in the log, for each workflow, in milliseconds. */
const QUIET_TIME = 60_000;
const MAX_WORKFLOWS = 500;

/** When the log last mentioned a refused request, by workflow. */
const toldAt = new Map<string, number>();

/**
 * Writes to n8n's log that a request had a wrong secret; without its path, which may be right
 * elsewhere.
 */
export function tellOfRefusal(context: IWebhookFunctions): void {
	const id = String(context.getWorkflow().id);
	const now = Date.now();
	if (now - (toldAt.get(id) ?? -Infinity) < QUIET_TIME) return;
	toldAt.delete(id);
	toldAt.set(id, now);
	keepNewest(toldAt, MAX_WORKFLOWS);
	context.logger.warn(
		`Zoko Trigger of workflow ${id}: a request with a wrong secret was answered 401. If Zoko has an older webhook of this workflow, the next check replaces it, within about ten minutes.`,
	);
}
