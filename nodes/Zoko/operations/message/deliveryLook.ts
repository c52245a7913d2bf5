import type { IDataObject } from 'n8n-workflow';
import { deliverySteps, statusOf } from '../../api/delivery';
import { InvalidInput } from '../../errors/invalid-input';
import { isNotFound, unchanged } from '../../errors/problem';
import { quoted } from '../../values';
import { deliveryItem, type Goal } from '../../waiting/awaited-delivery';
import type { RunItem } from '../item';
import { messagePath } from './record';

/** What is waited for. */
export interface Wait {
	messageId: string;
	goal: Goal;
	/** Milliseconds. */
	limit: number;
}

/**
 * The status of a message that this account has sent.
 * @param mayBeMissing whether a message that Zoko does not know counts as being on its way
 * @throws InvalidInput for a message that the customer has sent
 * @throws ZokoError
 */
export async function statusNow(
	item: RunItem,
	messageId: string,
	mayBeMissing: boolean,
): Promise<string> {
	let record: IDataObject;
	try {
		record = await item.record(messagePath(messageId));
	} catch (error) {
		if (mayBeMissing && isNotFound(error)) return 'unknown';
		throw unchanged(error);
	}
	if (record.direction === 'FROM_CUSTOMER') {
		throw new InvalidInput(
			`Message ${quoted(messageId)} came from the customer, so it has no delivery to wait for`,
			'Use the messageId of a message sent by this account, as returned by a send operation.',
		);
	}
	return statusOf(record.deliveryStatus) ?? 'unknown';
}

/**
 * The output of a wait, with the message's history.
 * @throws ZokoError
 */
export async function whatBecame(
	item: RunItem,
	{ messageId, goal }: Pick<Wait, 'messageId' | 'goal'>,
	status: string,
	waitedMs: number,
): Promise<IDataObject> {
	const steps = deliverySteps(await item.record(messagePath(messageId, 'history')));
	return deliveryItem({ messageId, goal, status, steps, waitedMs });
}
