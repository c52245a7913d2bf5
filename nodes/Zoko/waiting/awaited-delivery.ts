import type { IDataObject } from 'n8n-workflow';
import type { Connection } from '../api/connection';
import {
	type DeliveryStep,
	deliverySteps,
	failureReason,
	hasFailed,
	statusOf,
} from '../api/delivery';
import { pathOf } from '../api/path';
import { isRecord, withoutGaps } from '../values';

/** The status that is waited for. */
export type Goal = 'delivered' | 'read';

/** The statuses that reach a goal: a message that was read was also delivered. */
const REACHED: Record<Goal, string[]> = { delivered: ['delivered', 'read'], read: ['read'] };

/** Whether a wait is over with a status: the goal is reached, or never will be. */
export function endsWait(goal: Goal, status: string | undefined): boolean {
	return status !== undefined && (REACHED[goal].includes(status) || hasFailed(status));
}

/** What an execution keeps of its wait for a delivery, in n8n's context of the node, as JSON. */
export interface StoredDeliveryWait {
	/** See `digestOfToken`. */
	digest: string;
	messageId: string;
	goal: Goal;
	/** Milliseconds since 1970. */
	startedAt: number;
}

/** The item about a message that was waited for: the same however the wait ended. */
export function deliveryItem(found: {
	messageId: string;
	goal: Goal;
	status: string;
	steps: DeliveryStep[];
	waitedMs: number;
}): IDataObject {
	const { messageId, goal, status, steps, waitedMs } = found;
	return withoutGaps({
		messageId,
		status,
		delivered: REACHED.delivered.includes(status),
		read: status === 'read',
		failureReason: hasFailed(status) ? failureReason(steps) : undefined,
		timedOut: !endsWait(goal, status),
		waitedMs,
		history: steps.map((step) => withoutGaps({ ...step })),
	});
}

/** Milliseconds for a last look at a message: whoever ended the wait expects an answer soon. */
const LOOK = 2000;

/**
 * What the node passes on when something outside ends its wait. Zoko is asked once more, because
 * the event that was waited for may have been missed; anything that it does not say is taken from
 * the event.
 * @param heard status of the event that ends the wait, if it is one
 * @throws ZokoError when there is no event, and Zoko does not say either
 */
export async function endOfDelivery(
	connection: Connection,
	{ messageId, goal, startedAt }: StoredDeliveryWait,
	heard: string | undefined,
): Promise<IDataObject> {
	const look = async (below?: string) =>
		(
			await connection.request({
				method: 'GET',
				path: pathOf('message', messageId, below),
				effect: 'reads',
				timeout: LOOK,
			})
		).body;
	const [record, history] = await Promise.allSettled([look(), look('history')]);
	if (record.status === 'rejected' && heard === undefined) throw record.reason;
	const told =
		record.status === 'fulfilled' && isRecord(record.value)
			? statusOf(record.value.deliveryStatus)
			: undefined;
	const status = endsWait(goal, told) ? told : (heard ?? told);
	return deliveryItem({
		messageId,
		goal,
		status: status ?? 'unknown',
		steps: history.status === 'fulfilled' ? deliverySteps(history.value) : [],
		waitedMs: Math.max(0, Date.now() - startedAt),
	});
}
