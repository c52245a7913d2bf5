import { type IDataObject, type IExecuteFunctions, WAIT_INDEFINITELY } from 'n8n-workflow';
import { InvalidInput } from '../errors/invalid-input';
import { quoted } from '../values';
import type { StoredDeliveryWait } from './awaited-delivery';
import type { StoredWait } from './question';

/** Key of a wait in n8n's context of the node. */
export const WAIT_ENTRY = 'zokoWait';

/**
 * Refuses to wait where n8n would put another node to sleep: an agent of an older version runs its
 * tools within its own step, and would read at once that the time is up.
 * @throws InvalidInput
 */
export function refuseBorrowedStep(context: IExecuteFunctions): void {
	const { node } = context.getExecuteData();
	if (node.name === context.getNode().name) return;
	throw new InvalidInput(
		`n8n cannot pause the run inside of ${quoted(node.name)}, which uses this node as a tool`,
		'Only AI Agents of version 3 can wait for this tool: delete an older one, and add it again.',
	);
}

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
	const step = context.getExecuteData();
	// n8n ends the wait by switching off the step's node. An agent may have called that node several
	// times in one turn, and the calls that are left share it.
	step.node = { ...step.node };
	// Not before: another try of the node would take it for its input.
	step.data = { main: [[timedOut]] };
}
