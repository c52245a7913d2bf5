import { problemOf } from '../errors/node-error';
import { inOrder } from './in-order';
import { Pacing } from './pacing';
import { failedWith, type Message, type Outcome, type SendRecord } from './record';
import { retry, type Surroundings } from './retry';

/** How a batch goes out. The numbers come from the options of the node. */
export interface Policy {
	/** Requests that may wait for an answer at the same time. */
	maxInFlight: number;
	/** Requests that may start per second; 0 is no limit. */
	maxPerSecond: number;
	/** Further tries of a message after a refusal that took nothing. */
	maxRetries: number;
	/** Send again after a fault that leaves open whether the message went out. */
	retryUncertain: boolean;
	/** Start no new message after the first one that failed for good. */
	stopOnFailure: boolean;
}

/** A message that waits for the earlier ones to the same customer. */
export interface Queued extends Message {
	customer: string;
}

/**
 * Sends messages: those to one customer in their order, paced, and again where that is safe.
 * Whatever an earlier try of the execution has sent is not sent again.
 * @param send one request, as an attempt of the record
 * @returns one outcome per message, in their order, once nothing is under way
 */
export async function sendAll<M extends Queued, Answer>(
	messages: M[],
	record: SendRecord<Answer>,
	send: (message: M) => Promise<Answer>,
	policy: Policy,
	surroundings: Surroundings,
): Promise<Array<Outcome<Answer>>> {
	const { maxInFlight, maxRetries, maxPerSecond, retryUncertain, stopOnFailure } = policy;
	const pacing = new Pacing(maxPerSecond, surroundings);
	let hasFailed = false;
	const stopped = () => hasFailed || surroundings.cancelled();
	const retryPolicy = {
		retries: maxRetries,
		surroundings: { ...surroundings, cancelled: stopped },
		shouldRetry(error: unknown) {
			const { category, retryable } = problemOf(error);
			return category === 'ambiguous' ? retryUncertain : retryable;
		},
		async wait(milliseconds: number, error: unknown) {
			if (problemOf(error).retryAfter !== undefined) pacing.pause(milliseconds);
			await surroundings.sleep(milliseconds);
			await pacing.next(stopped);
		},
	};

	const deliver = async (message: M): Promise<Outcome<Answer>> => {
		await pacing.next(stopped);
		if (stopped()) return record.outcomeOf(message);
		if (!(await record.claim(message))) return { state: 'skipped' };
		if (stopped()) return await record.giveUp(message);
		return await retry(async () => await send(message), retryPolicy).then(
			(result) => ({ state: 'sent', result }),
			async (error: unknown) => await record.giveUp(message, error),
		);
	};

	const outcomes = new Map<M, Outcome<Answer>>();
	const order = { key: ({ customer }: M) => customer, limit: maxInFlight, stopped };
	const open = messages.filter((message) => record.isOpen(message, retryUncertain));
	await inOrder(open, order, async (message) => {
		const outcome = await deliver(message).catch(failedWith);
		outcomes.set(message, outcome);
		hasFailed ||= stopOnFailure && outcome.state === 'failed';
	});
	return messages.map((message) => outcomes.get(message) ?? record.outcomeOf(message));
}
