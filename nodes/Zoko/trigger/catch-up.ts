import { type INodeExecutionData, type ITriggerFunctions, sleep } from 'n8n-workflow';
import { connect, type Connection } from '../api/connection';
import { hasFailed, statusOf } from '../api/delivery';
import { isRecord } from '../values';
import { readDetails, wantedDetails } from './details';
import { keyOf, memoryOf } from './duplicates';
import { isDeliveryUpdate, type TriggerEvent } from './events';
import { passes, readFilters } from './filters';
import { raw, simplified } from './output';
import { readEvent, type ZokoEvent } from './read-event';
import { hasHeard, hearOf, recentOwnMessages, type SentMessage } from './recent';
import { isOwn } from './first-step';

/** The form, as it was when the workflow was published: expressions do not work later. */
export interface PublishedForm {
	events: TriggerEvent[];
	options: Record<string, unknown>;
	simplify: boolean;
}

/**
 * The most messages that are asked for after an outage, the newest first, and the pause between
 * them.
 */
const MAX_MESSAGES = 50;
const PAUSE = 300;

/** How long news about a message may take by itself, in milliseconds. */
const YOUNGEST = 30_000;

/** In the order in which a message goes through them: one that was read was also delivered. */
const STEPS = ['accepted', 'sent', 'delivered', 'read'];

/**
 * Starts runs for the delivery updates that were lost while the webhook was gone, for messages that
 * this process has sent; Zoko does not list others.
 * @param webhook digest of the webhook's secret
 * @param since when the workflow was published or n8n started: news about earlier messages came
 * before that
 * @returns how many runs were started
 * @throws ZokoError
 */
export async function catchUp(
	context: ITriggerFunctions,
	form: PublishedForm,
	webhook: string,
	since: number,
	isClosed: () => boolean,
): Promise<number> {
	if (!form.events.some(isDeliveryUpdate)) return 0;
	const connection = await connect(context);
	const latest = Date.now() - YOUNGEST;
	const open = recentOwnMessages(connection.account)
		.filter(({ sentAt }) => sentAt > since && sentAt < latest)
		.filter((message) => !isSettled(message, webhook))
		.slice(0, MAX_MESSAGES);
	let started = 0;
	for (const message of open) {
		if (isClosed()) break;
		for (const event of await missedEvents(connection, form, message, webhook)) {
			if (await start(context, form, event, webhook)) started++;
		}
		await sleep(PAUSE);
	}
	return started;
}

function isSettled(message: SentMessage, webhook: string): boolean {
	return ['messageRead', 'messageFailed'].some((event) => hasHeard(message, webhook, event));
}

/** The chosen events that have happened to a message by now and that no request has brought. */
async function missedEvents(
	connection: Connection,
	{ events, options }: PublishedForm,
	message: SentMessage,
	webhook: string,
): Promise<ZokoEvent[]> {
	const path = `/message/${encodeURIComponent(message.id)}`;
	const { body } = await connection.request({ method: 'GET', path, effect: 'reads' });
	if (!isRecord(body)) return [];
	const status = statusOf(body.deliveryStatus);
	const { platform, platformSenderId, platformTimestamp } = body;
	const filters = readFilters(options, connection.defaultCountry);
	const steps = hasFailed(status) ? ['failed'] : STEPS.slice(0, STEPS.indexOf(status ?? '') + 1);
	return steps
		.flatMap(
			(deliveryStatus) =>
				readEvent({
					event: 'message:delivery:update',
					id: message.id,
					deliveryStatus,
					platform,
					platformSenderId,
					platformTimestamp,
				}) ?? [],
		)
		.filter(
			(event) =>
				events.includes(event.name) &&
				// An event that was heard may not have started a run; where repeats are ignored, that is
				// known.
				(options.ignoreDuplicates !== false || !hasHeard(message, webhook, event.name)) &&
				passes(filters, event),
		);
}

async function start(
	context: ITriggerFunctions,
	{ options, simplify }: PublishedForm,
	event: ZokoEvent,
	webhook: string,
): Promise<boolean> {
	if (await isOwn(context, options, event)) return false;
	const memory = memoryOf(webhook);
	const key = keyOf(event);
	if ((await memory.decide(key, 0)) !== 'start') return false;
	const wanted = { ...wantedDetails(options, event), verification: false };
	const details =
		wanted.message || wanted.failureReason ? await readDetails(context, event, wanted) : {};
	const json = simplify ? simplified(event, details) : raw(event, details);
	const item: INodeExecutionData = { json: { ...json, caughtUp: true } };
	context.emit([[item]], undefined, undefined, `${webhook}/${key}`);
	memory.settle(key, 'started');
	hearOf(webhook, event.name, event.id);
	return true;
}
