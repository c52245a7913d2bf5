import { sleep, type IDataObject } from 'n8n-workflow';
import { deliverySteps, failureReason } from '../api/delivery';
import { ZokoError } from '../api/errors';
import { connect, zokoRequest, type RequestContext } from '../api/request';
import { isRecord, nonEmpty } from '../message/checks';
import { samePhone } from '../message/phone';
import { isDeliveryUpdate, type ZokoEvent } from './events';

/** What is to be read from Zoko before a run starts. */
export interface Wanted {
	message: boolean;
	failureReason: boolean;
	verification: boolean;
}

export interface Details {
	message?: IDataObject;
	failureReason?: string;
	/** Why something that was wanted is not there, by its name. */
	missing?: Record<string, string>;
	/** Whether Zoko knows the event's message; only when verification was wanted. */
	origin?: 'genuine' | 'forged' | 'unclear';
	/** Why the origin is unclear, when asking again would not help. */
	fault?: unknown;
}

/**
 * Milliseconds for everything that is read about one event. Zoko wants its answer within five
 * seconds, and n8n needs some of them to start the run.
 */
export const DETAIL_TIME = 3000;

/** A message may be reported a moment before it can be read. */
const SECOND_LOOK_AFTER = 1000;

/** What to read for an event, from the options of the form. */
export function wantedDetails(options: Record<string, unknown>, event: ZokoEvent): Wanted {
	return {
		message: options.includeMessage === true && isDeliveryUpdate(event.name),
		failureReason: options.includeFailureReason === true && event.name === 'messageFailed',
		verification: options.verifyWithZoko === true,
	};
}

/** Reads details of an event, as far as there is time. Never throws: what is not there is `missing`. */
export async function readDetails(
	context: RequestContext,
	event: ZokoEvent,
	wanted: Wanted,
	time = DETAIL_TIME,
): Promise<Details> {
	const end = Date.now() + time;
	const path = `/message/${encodeURIComponent(event.id)}`;
	const connection = connect(context);
	const look = async (at: string): Promise<Reading> => {
		const left = Math.max(1, end - Date.now());
		const request = { method: 'GET', path: at, effect: 'reads', timeout: left } as const;
		const reading = connection
			.then(async (open) => await zokoRequest(context, open, request))
			.then(({ body }) => ({ body }), readingOf);
		// The request's own limit starts anew with each byte that a slow server sends.
		return await Promise.race([reading, sleep(left).then(() => TOO_SLOW)]);
	};
	const message = async (): Promise<Reading> => {
		const first = await look(path);
		if (!first.unknown || !wanted.verification || end - Date.now() < 2 * SECOND_LOOK_AFTER) {
			return first;
		}
		await sleep(SECOND_LOOK_AFTER);
		return await look(path);
	};
	const [found, history] = await Promise.all([
		wanted.message || wanted.verification ? message() : undefined,
		wanted.failureReason ? look(`${path}/history`) : undefined,
	]);

	const missing: Record<string, string> = {};
	const details: Details = {};
	if (wanted.message && isRecord(found?.body)) details.message = found.body as IDataObject;
	else if (wanted.message) missing.message = found?.problem ?? 'Zoko answered without a message';
	const reason = failureReason(deliverySteps(history?.body));
	if (reason !== undefined) details.failureReason = reason;
	else if (history) missing.failureReason = history.problem ?? 'Zoko gives no reason';
	if (Object.keys(missing).length > 0) details.missing = missing;
	if (found && wanted.verification) {
		details.origin = originOf(event, found);
		details.fault = found.fault;
	}
	return details;
}

interface Reading {
	body?: unknown;
	/** Why there is no body, in words. */
	problem?: string;
	/** Zoko says that there is no such thing. */
	unknown?: boolean;
	/** The error, when it will be the same the next time. */
	fault?: unknown;
}

const TOO_SLOW: Reading = { problem: 'Zoko did not answer in time' };

function readingOf(error: unknown): Reading {
	if (!(error instanceof ZokoError)) {
		return { problem: error instanceof Error ? error.message : String(error), fault: error };
	}
	const { message, category, retryable, wrongAddress } = error.problem;
	const unknown = category === 'not_found' && !wrongAddress;
	return { problem: message, unknown, fault: retryable || unknown ? undefined : error };
}

function originOf(event: ZokoEvent, { body, unknown }: Reading): Details['origin'] {
	if (unknown) return 'forged';
	if (!isRecord(body) || body.id !== event.id) return 'unclear';
	const phone = nonEmpty(body.platformSenderId);
	return phone === undefined || samePhone(phone, event.phone) ? 'genuine' : 'forged';
}
