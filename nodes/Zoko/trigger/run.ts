import type { IExecuteFunctions, INodeExecutionData, IWebhookFunctions } from 'n8n-workflow';
import { keyOf } from './duplicates';
import { readEvent, type ZokoEvent } from './events';
import { keepNewest } from './newest';
import { ownMessages } from './own';

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
	const options = context.getNodeParameter('options', 0, {}) as Record<string, unknown>;
	const passing: INodeExecutionData[] = [];
	for (const item of items) {
		const event = eventOf(item.json);
		// In queue mode the webhook and the sends are in different processes; the runs may share one.
		if (await isOwn(context, options, event)) continue;
		if (options.ignoreDuplicates === false || isFirst(context, event)) passing.push(item);
	}
	return passing;
}

type EventKey = Pick<ZokoEvent, 'name' | 'id'>;

/** The event of an item, simplified or not. */
function eventOf(json: Record<string, unknown>): EventKey {
	return readEvent(json) ?? ({ name: json.event, id: json.messageId } as EventKey);
}

/** How long an event may be kept waiting for sends of this trigger's runs, in milliseconds. */
const OWN_PATIENCE = 1500;

/** Whether an event tells of a message that a run of this trigger has sent, and is to be left out. */
export async function isOwn(
	context: IExecuteFunctions | IWebhookFunctions,
	options: Record<string, unknown>,
	{ name, id }: EventKey,
): Promise<boolean> {
	if (options.skipOwnMessages === false || FROM_CUSTOMER.has(name)) return false;
	const own = ownMessages(context.getWorkflow().id, context.getNode().name);
	return await own.has(id, OWN_PATIENCE);
}

const FROM_CUSTOMER = new Set<string>(['messageReceived', 'replyReceived']);

function isFirst(context: IExecuteFunctions, event: EventKey): boolean {
	const key = `${context.getWorkflow().id}/${context.getNode().id}/${keyOf(event)}`;
	if (passed.has(key)) return false;
	passed.add(key);
	keepNewest(passed, MAX_PASSED);
	return true;
}
