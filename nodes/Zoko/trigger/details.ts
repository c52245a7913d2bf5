import { type IDataObject, sleep } from 'n8n-workflow';
import { connect, type RequestContext } from '../api/connection';
import { deliverySteps, failureReason } from '../api/delivery';
import { pathOf } from '../api/path';
import { senderDigits } from '../api/words';
import { ADDRESS_ADVICE, type Problem, ZokoError } from '../errors/problem';
import { samePhone } from '../message/same-customer';
import { isRecord } from '../values';
import { isDeliveryUpdate } from './events';
import type { ZokoEvent } from './read-event';

/** What to read from Zoko before a run starts. */
export interface Wanted {
	message: boolean;
	failureReason: boolean;
	verification: boolean;
}

/** What Zoko has added to an event. */
export interface Details {
	message?: IDataObject;
	failureReason?: string;
	/** Why something that was wanted is missing, by its name. */
	missing?: Record<string, string>;
	/** Whether Zoko knows the event's message; only when verification was wanted. */
	origin?: 'genuine' | 'forged' | 'unclear';
	/** Why the origin is unclear. */
	fault?: unknown;
}

/**
 * Milliseconds for everything that is read about one event. Zoko wants its answer within five
 * seconds, and n8n needs some of them to start the run.
 */
const DETAIL_TIME = 3000;

/** A message may be reported a moment before it can be read. */
const SECOND_LOOK_AFTER = 1000;

/** What to read for an event, from the options of the form. */
export function wantedDetails(options: Record<string, unknown>, event: ZokoEvent): Wanted {
	return {
		message: options.includeMessage === true && isDeliveryUpdate(event.name),
		failureReason: options.includeFailureReason === true && event.name === 'messageFailed',
		// Zoko can only be asked about messages.
		verification: options.verifyWithZoko === true && event.hasMessage,
	};
}

/**
 * Reads the details of an event, as far as there is time. Never throws: what could not be read is
 * in `missing`.
 */
export async function readDetails(
	context: RequestContext,
	event: ZokoEvent,
	wanted: Wanted,
	time = DETAIL_TIME,
): Promise<Details> {
	const end = Date.now() + time;
	const connection = connect(context);
	const look = async (below?: 'history'): Promise<Reading> => {
		const left = Math.max(1, end - Date.now());
		const reading = connection
			.then(async (account) => {
				const path = pathOf('message', event.id, below);
				return await account.request({ method: 'GET', path, effect: 'reads', timeout: left });
			})
			.then(({ body }) => ({ body }), readingOf);
		// The request's own time limit starts again with each byte that a slow server sends.
		return await Promise.race([reading, sleep(left).then(() => TOO_SLOW)]);
	};
	const message = async (): Promise<Reading> => {
		const first = await look();
		if (!first.unknown || !wanted.verification || end - Date.now() < 2 * SECOND_LOOK_AFTER) {
			return first;
		}
		await sleep(SECOND_LOOK_AFTER);
		return await look();
	};
	const [found, history] = await Promise.all([
		wanted.message || wanted.verification ? message() : undefined,
		wanted.failureReason ? look('history') : undefined,
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
		if (details.origin === 'unclear') details.fault = found.fault ?? new ZokoError(NO_MESSAGE);
	}
	return details;
}

interface Reading {
	body?: unknown;
	/** Why there is no body, in words. */
	problem?: string;
	/** Zoko says that there is no such thing. */
	unknown?: boolean;
	/** The error, unless it says that there is no such thing. */
	fault?: unknown;
}

const UNVERIFIED = "The event was not verified, as 'Verify with Zoko' asks for.";

const NO_MESSAGE: Problem = {
	category: 'server',
	retryable: true,
	message: 'Zoko answered without the message that was asked for',
	advice: `${UNVERIFIED} ${ADDRESS_ADVICE.baseUrl}`,
};

const SLOW: Problem = {
	category: 'unreachable',
	retryable: true,
	message: 'Zoko did not answer in time',
	advice: UNVERIFIED,
};

const TOO_SLOW: Reading = { problem: SLOW.message, fault: new ZokoError(SLOW) };

function readingOf(error: unknown): Reading {
	if (!(error instanceof ZokoError)) {
		return { problem: error instanceof Error ? error.message : String(error), fault: error };
	}
	const { message, category, wrongAddress } = error.problem;
	const unknown = category === 'not_found' && !wrongAddress;
	return { problem: message, unknown, fault: unknown ? undefined : error };
}

function originOf(event: ZokoEvent, { body, unknown }: Reading): Details['origin'] {
	if (unknown) return 'forged';
	if (!isRecord(body) || body.id !== event.id) return 'unclear';
	const phone = senderDigits(body);
	// A customer with a user name has no number, so a missing number proves nothing.
	if (phone === '' || event.phone === '') return 'genuine';
	return samePhone(phone, event.phone) ? 'genuine' : 'forged';
}
