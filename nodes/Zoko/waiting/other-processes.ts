import { type IWebhookFunctions, type IWebhookResponseData, sleep } from 'n8n-workflow';
import { faultOf } from '../errors/fault';
import { isRecord, nonEmpty } from '../values';
import { endingOf } from './resume';

/** None of Zoko's events has this name. */
const ASKED = 'n8n:answered';

/**
 * How often the others are asked, and the pause between, in milliseconds: each request reaches any
 * one of them.
 */
const LOOKS = 10;
const PAUSE = 100;

/** Milliseconds for a request to this n8n itself. */
const TIMEOUT = 5000;

/** Whether this is n8n's main process. */
let isMain = false;

/**
 * Notes that this is n8n's main process. Processes beside it take requests only in queue mode, and then
 * in its place.
 */
export function noteMainProcess(): void {
	isMain = true;
}

/**
 * Asks the processes behind the trigger's address which tap has ended a wait. n8n itself only says that
 * the run does not wait any more.
 * @param wait see `digestOfToken`
 * @returns Zoko's id of the tap; undefined when nobody knows
 */
export async function askOthers(
	context: IWebhookFunctions,
	url: string,
	wait: string,
): Promise<string | undefined> {
	for (let look = 0; !isMain && look < LOOKS; look++) {
		if (look > 0) await sleep(PAUSE);
		try {
			const answer: unknown = await context.helpers.httpRequest({
				method: 'POST',
				url,
				body: { event: ASKED, wait },
				json: true,
				timeout: TIMEOUT,
				abortSignal: AbortSignal.timeout(TIMEOUT),
				disableFollowRedirect: true,
			});
			const tap = isRecord(answer) ? nonEmpty(answer.tap) : undefined;
			if (tap !== undefined) return tap;
		} catch (error) {
			const { code = 'no answer', neverSent } = faultOf(error);
			context.logger.debug(`Other processes of this n8n could not be asked about a wait: ${code}`);
			if (neverSent) return undefined;
		}
	}
	return undefined;
}

/** Answers another process. @returns undefined for a request that does not ask */
export async function tellOther(body: unknown): Promise<IWebhookResponseData | undefined> {
	if (!isRecord(body) || body.event !== ASKED) return undefined;
	return { webhookResponse: JSON.stringify({ tap: await endingOf(String(body.wait)) }) };
}
