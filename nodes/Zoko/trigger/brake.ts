import { createHash } from 'node:crypto';
import { ZokoError } from '../errors/problem';
import { canonicalPhone } from '../message/same-customer';
import { setNewest } from '../values';
import { customerOf, isNews, type RunOrigin } from './origin';

/** Runs count for this long, in milliseconds. */
const PERIOD = 10 * 60_000;

/**
 * How many runs that news started may write to one number within that time. A message to a customer
 * because one was delivered to the same customer is what a loop looks like; messages to a member of
 * the team about many customers are not.
 */
const MOST_TO_CUSTOMER = 5;
const MOST_TO_OTHERS = 50;

/** More numbers than are written to in that time. */
const MAX_NUMBERS = 10_000;

/** When runs wrote to a number, by run; numbers are kept as digests. */
const runsByNumber = new Map<string, Map<string, number>>();

/**
 * Stops a loop that nothing else has stopped: messages whose news starts runs that send messages.
 * It counts runs and needs no memory of what was sent, so it also works where that memory does not
 * reach: in another process, or behind a sub-workflow.
 * @param recipient E.164 digits
 * @param account see `Connection.account`
 * @throws ZokoError when the run would be one too many
 */
export function refuseLoop(origin: RunOrigin, account: string, recipient: string): void {
	if (!isNews(origin.event)) return;
	const customer = `${account}\n${canonicalPhone(recipient)}`;
	const number = createHash('sha256').update(customer).digest('base64url');
	const now = Date.now();
	const runs = runsByNumber.get(number) ?? new Map<string, number>();
	for (const [run, at] of runs) if (at < now - PERIOD) runs.delete(run);
	if (runs.has(origin.executionId)) return;
	const most = customerOf(recipient) === origin.customer ? MOST_TO_CUSTOMER : MOST_TO_OTHERS;
	if (runs.size >= most) {
		throw new ZokoError({
			category: 'rejected',
			retryable: false,
			message: `+${recipient} got messages from ${most} runs within 10 minutes, each started by an event about a message, so this is probably a loop`,
			advice:
				"Check whether the messages of this workflow start it again, by themselves or through another workflow. If this is intended, switch on 'Allow Repeated Follow-Ups' in Options.",
		});
	}
	runs.set(origin.executionId, now);
	setNewest(runsByNumber, number, runs, MAX_NUMBERS);
}
