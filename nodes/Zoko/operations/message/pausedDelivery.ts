import type { IDataObject } from 'n8n-workflow';
import { InvalidInput } from '../../errors/invalid-input';
import { deliveryItem, endsWait } from '../../waiting/awaited-delivery';
import { leaveNote } from '../../waiting/leave-note';
import { GRACE } from '../../waiting/notes';
import { pauseRun, refuseBorrowedStep } from '../../waiting/pause';
import { tokenOfRun } from '../../waiting/run-token';
import { digestOfToken, newWait } from '../../waiting/token';
import type { RunItem } from '../item';
import { statusNow, type Wait, whatBecame } from './deliveryLook';

/**
 * Puts the run to sleep until Zoko reports what became of a message. A note at a trigger says who
 * waits, and only then Zoko is asked: this finds an event that came before the note, and a later
 * one finds the note. When the time is up the trigger asks Zoko once more; if there is no trigger
 * any more, n8n itself ends the wait a little later.
 * @returns what became of the message, or what is passed on if n8n ends the wait
 * @throws InvalidInput, ZokoError
 */
export async function pauseForDelivery(
	item: RunItem,
	{ messageId, goal, limit }: Wait,
): Promise<IDataObject> {
	const { context, connection, surroundings } = item;
	refuseBorrowedStep(context);
	refuseManyItems(context.getInputData().length);
	const startedAt = surroundings.now();
	const now = async () => await statusNow(item, messageId, true);
	const ended = async (status: string) =>
		await whatBecame(item, { messageId, goal }, status, surroundings.now() - startedAt);

	const first = await now();
	if (endsWait(goal, first)) return await ended(first);
	const token = tokenOfRun(context, connection, newWait());
	const until = startedAt + limit;
	const note = { messageId, goal, token, until };
	await item.attempt(async () => await leaveNote(context, connection, note));
	const second = await now();
	if (endsWait(goal, second)) return await ended(second);

	const stored = { digest: digestOfToken(token), messageId, goal, startedAt };
	const json = {
		...deliveryItem({ messageId, goal, status: second, steps: [], waitedMs: limit + GRACE }),
		notices: [NOT_ASKED],
	};
	await pauseRun(context, stored, { json, pairedItem: { item: item.index } }, until + GRACE);
	return json;
}

const NOT_ASKED =
	"n8n has ended this wait by itself, so 'status' is that of its beginning: no published Zoko Trigger was there to ask Zoko once more.";

/**
 * Refuses several items: n8n can make an execution wait for one event only.
 * @throws InvalidInput
 */
function refuseManyItems(itemCount: number): void {
	if (itemCount <= 1) return;
	throw new InvalidInput(
		`${itemCount} items came in, and a run can pause for one message at a time`,
		"Put this node into a sub-workflow, and call that with 'Execute Sub-workflow', mode 'Run once for each item', with 'Wait for Sub-Workflow Completion' switched off. Or set 'While Waiting' to 'Keep the Run Open', which waits for all items at once.",
	);
}
