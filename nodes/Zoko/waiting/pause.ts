import { type IDataObject, type IExecuteFunctions, WAIT_INDEFINITELY } from 'n8n-workflow';
import type { StoredDeliveryWait } from './awaited-delivery';
import type { StoredWait } from './question';

/** Key of a wait in n8n's context of the node. */
export const WAIT_ENTRY = 'zokoWait';

/**
 * Puts the execution to sleep. n8n passes on the input of the node when the time is up, so the item
 * of a time-out becomes the input.
 * @param stored what the node's webhook will know about the wait
 * @param until milliseconds since 1970; undefined for no limit
 */
export async function pauseRun(
	context: IExecuteFunctions,
	stored: StoredWait | StoredDeliveryWait,
	timedOut: { json: IDataObject; pairedItem: { item: number } },
	until: number | undefined,
): Promise<void> {
	context.getContext('node')[WAIT_ENTRY] = JSON.stringify(stored);
	await context.putExecutionToWait(until === undefined ? WAIT_INDEFINITELY : new Date(until));
	// Not before: another try of the node would take it for its input.
	context.getExecuteData().data = { main: [[timedOut]] };
}
