import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { keyOf } from './duplicates';
import { readEvent, type ZokoEvent } from './events';

/** Answers that runs of this process wait for, by the JSON of the item that they start with. */
const answers = new WeakMap<object, Promise<unknown>>();

/** Events that have passed the trigger in this process, by workflow and node; the oldest go first. */
const passed = new Set<string>();
const MAX_PASSED = 10_000;

/**
 * Lets a run wait for the answer to the request that started it. n8n starts a run, saves which
 * events were seen, and then answers. If it is killed before, Zoko repeats the event; the nodes
 * after the trigger must not have run by then, or they would run twice.
 */
export function holdUntil(items: INodeExecutionData[], answer: Promise<unknown>): void {
	for (const { json } of items) answers.set(json, answer);
}

/**
 * The first step of a run: passes on what `webhook()` made of the event. After it was killed, n8n
 * takes up the runs that it had not begun, while Zoko repeats their events; of the two runs only
 * the one that comes first goes on.
 */
export async function firstStep(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const items = context.getInputData();
	await Promise.all(items.map(async ({ json }) => await answers.get(json)));
	if (context.getMode() !== 'webhook') return items;
	const { ignoreDuplicates } = context.getNodeParameter('options', 0, {}) as Record<
		string,
		unknown
	>;
	return ignoreDuplicates === false ? items : items.filter(({ json }) => isFirst(context, json));
}

function isFirst(context: IExecuteFunctions, json: Record<string, unknown>): boolean {
	const { event: name, messageId: id } = json;
	const event = readEvent(json) ?? ({ name, id } as Pick<ZokoEvent, 'name' | 'id'>);
	const key = `${context.getWorkflow().id}/${context.getNode().id}/${keyOf(event)}`;
	if (passed.has(key)) return false;
	passed.add(key);
	for (const oldest of passed) {
		if (passed.size <= MAX_PASSED) break;
		passed.delete(oldest);
	}
	return true;
}
