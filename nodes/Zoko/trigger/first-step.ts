import { sleep, type IExecuteFunctions, type INodeExecutionData } from 'n8n-workflow';
import { ZokoError } from '../errors/problem';
import { keepNewest } from '../values';
import { EventClaims } from './claims';
import { keyOf } from './duplicates';
import { chosenEvents } from './events';
import { bodyKey, chatKey, readEvent } from './read-event';
import { customerOf, isNews, rememberOrigin } from './origin';
import { ownMessages } from './own';
import { hasSent } from './recent';
import { tellOfLoss } from './undecided';

/** Answers that runs of this process wait for, by the JSON of the item that they start with. */
const answers = new WeakMap<object, Promise<unknown>>();

/** Events that have passed the trigger in this process, by workflow and node; the oldest go first. */
const passed = new Set<string>();
const MAX_PASSED = 10_000;

/**
 * Lets a run wait for the answer to the request that started it. n8n starts a run, saves which
 * events were seen, and then answers. If it is killed before it has answered, Zoko repeats the
 * event; the nodes after the trigger must not have run by then, or they would run twice.
 */
export function holdUntil(items: INodeExecutionData[], answer: Promise<unknown>): void {
	for (const { json } of items) answers.set(json, answer);
}

/** The event of an item, simplified or not. */
interface StartedBy {
	name: string;
	id: string;
	phone: string;
}

/** Reads which event an item is about. */
export function startedBy(json: Record<string, unknown>): StartedBy {
	const { event: name, phone } = json;
	const [chosen] = chosenEvents(name);
	if (chosen === undefined) {
		const {
			name: read = '',
			id = '',
			phone: number = '',
		}: Partial<StartedBy> = readEvent(json) ?? {};
		return { name: read, id, phone: number };
	}
	return { name: chosen, id: idIn(json), phone: String(phone ?? '') };
}

/** The id of the event of a simplified item. */
function idIn({ event, messageId, ...json }: Record<string, unknown>): string {
	if (event === 'otherEvent') return bodyKey(json.body);
	if (messageId !== undefined) return String(messageId);
	return chatKey(json.customerId, json.timestamp, json.agentEmail);
}

/**
 * The first step of a run: passes on what `webhook()` made of the event, unless the event has
 * started a run before, or tells of a message that a run has sent. Within one process, memory knows
 * both; of other messages, the list in n8n's database says whether they were sent before a restart.
 * An item that another process made is looked up in that list, because all processes share it.
 */
export async function firstStep(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const items = context.getInputData();
	for (const { json } of items) tellOfLoss(json);
	const shared = items.some(({ json }) => !answers.has(json));
	await Promise.all(items.map(async ({ json }) => await answers.get(json)));
	const starts = context.getMode() === 'webhook';
	const passing: INodeExecutionData[] = [];
	for (const item of items) {
		const event = startedBy(item.json);
		if (starts && !(await mayPass(context, event, shared))) continue;
		passing.push(item);
		rememberOrigin(context.getExecutionId(), {
			workflowId: String(context.getWorkflow().id),
			trigger: context.getNode().name,
			executionId: context.getExecutionId(),
			event: event.name,
			customer: customerOf(event.phone),
			shared,
		});
	}
	return passing;
}

async function mayPass(
	context: IExecuteFunctions,
	event: StartedBy,
	askOthers: boolean,
): Promise<boolean> {
	const options = context.getNodeParameter('options', 0, {}) as Record<string, unknown>;
	if (await isOwn(context, options, event)) return false;
	const once = options.ignoreDuplicates !== false;
	if (once && !isFirst(context, event)) return false;
	const skipsOwn = skipsNews(options, event);
	if (!askOthers && !(skipsOwn && !hasSent(event.id))) return true;
	if (!(once || skipsOwn)) return true;
	if (typeof context.helpers.checkProcessedAndRecord !== 'function') return true;
	try {
		return askOthers
			? await isUnclaimed(context, event, { once, skipsOwn })
			: !(await wasClaimed(context, event));
	} catch (error) {
		throw lookUpFailed(error);
	}
}

/** Whether this n8n had sent the message of an event before it was restarted. */
async function wasClaimed(context: IExecuteFunctions, { name, id }: StartedBy): Promise<boolean> {
	return await new EventClaims(context).wasTaken(context.getNode().name, name, id);
}

/** How long news waits for the claim of a send in another process, in milliseconds. */
const CLAIM_TIME = 1000;

/** Asks the list that all processes share whether nobody has claimed an event. */
async function isUnclaimed(
	context: IExecuteFunctions,
	{ name, id }: StartedBy,
	{ once, skipsOwn }: { once: boolean; skipsOwn: boolean },
): Promise<boolean> {
	if (skipsOwn) await sleep(CLAIM_TIME);
	const claims = new EventClaims(context);
	const trigger = context.getNode().name;
	const unclaimed = await claims.take(trigger, name, id);
	if (unclaimed && !once) await claims.giveBack(trigger, name, id);
	return unclaimed;
}

function lookUpFailed(error: unknown): ZokoError {
	const reason = error instanceof Error ? error.message : String(error);
	return new ZokoError({
		category: 'unreachable',
		retryable: true,
		message: `n8n's database could not say whether this event has started a run before: ${reason}`,
		advice: 'Nothing after the trigger ran. Retry this execution once the database is back.',
	});
}

/** How long an event may be kept waiting for sends of this trigger's runs, in milliseconds. */
const OWN_PATIENCE = 1500;

/**
 * Whether an event is to be left out because it is about a message that a run of this trigger has
 * sent.
 */
export async function isOwn(
	context: Pick<IExecuteFunctions, 'getWorkflow' | 'getNode'>,
	options: Record<string, unknown>,
	event: Pick<StartedBy, 'name' | 'id'>,
): Promise<boolean> {
	if (!skipsNews(options, event)) return false;
	const own = ownMessages(context.getWorkflow().id, context.getNode().name);
	return await own.has(event.id, OWN_PATIENCE, event.name);
}

function skipsNews(options: Record<string, unknown>, { name }: Pick<StartedBy, 'name'>): boolean {
	return options.skipOwnMessages !== false && isNews(name);
}

function isFirst(context: IExecuteFunctions, event: StartedBy): boolean {
	const key = `${context.getWorkflow().id}/${context.getNode().id}/${keyOf(event)}`;
	if (passed.has(key)) return false;
	passed.add(key);
	keepNewest(passed, MAX_PASSED);
	return true;
}
