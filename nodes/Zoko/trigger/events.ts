import type { INodePropertyOptions } from 'n8n-workflow';
import type { WebhookEventName } from '../api/types';
import { isRecord, nonEmpty } from '../message/checks';

/** What a workflow can start on. */
export type TriggerEvent =
	| 'messageReceived'
	| 'replyReceived'
	| 'messageOutgoing'
	| 'messageAccepted'
	| 'messageSent'
	| 'messageDelivered'
	| 'messageRead'
	| 'messageFailed';

type EventOption = INodePropertyOptions & { value: TriggerEvent };

/** In the order in which they happen, which says more than the alphabet. */
export const EVENT_OPTIONS: EventOption[] = [
	{
		name: 'Message Received',
		value: 'messageReceived',
		description: 'A customer wrote, or sent a file',
	},
	{
		name: 'Reply Received',
		value: 'replyReceived',
		description: 'A customer tapped a button or a list row',
	},
	{
		name: 'Outgoing Message',
		value: 'messageOutgoing',
		description: 'Your side wrote: this account, an agent or another app',
	},
	{
		name: 'Message Accepted',
		value: 'messageAccepted',
		description: 'WhatsApp took a message of yours',
	},
	{
		name: 'Message Sent',
		value: 'messageSent',
		description: 'A message of yours is on its way to the phone',
	},
	{
		name: 'Message Delivered',
		value: 'messageDelivered',
		description: 'A message of yours reached the phone',
	},
	{
		name: 'Message Read',
		value: 'messageRead',
		description: 'The customer opened a message of yours',
	},
	{
		name: 'Message Failed',
		value: 'messageFailed',
		description: 'A message of yours could not be delivered',
	},
];

/** An event that Zoko sent, as far as starting a workflow depends on it. */
export interface ZokoEvent {
	name: TriggerEvent;
	/** Id of the message that the event is about. */
	id: string;
	/** Delivery status in small letters; Zoko's `seen` is `read`. */
	status: string;
	/** E.164 digits without the plus sign; empty when the event names none. */
	phone: string;
	/** What was written: the text, the caption of a file, or the title of what was tapped. */
	text?: string;
	/** What is behind the tapped button or list row. */
	payload?: string;
	templateId?: string;
	/** The body as Zoko sent it. */
	body: Record<string, unknown>;
}

/** Zoko's documents have four of these words, real accounts and careful clients know the others. */
const BY_STATUS = new Map<string, TriggerEvent>([
	['accepted', 'messageAccepted'],
	['sent', 'messageSent'],
	['delivered', 'messageDelivered'],
	['read', 'messageRead'],
	['failed', 'messageFailed'],
	['undelivered', 'messageFailed'],
	['rejected', 'messageFailed'],
	['error', 'messageFailed'],
]);

const DELIVERY_EVENTS = new Set(BY_STATUS.values());

/** Whether an event reports what became of a message. */
export function isDeliveryUpdate(name: TriggerEvent): boolean {
	return DELIVERY_EVENTS.has(name);
}

/** The events of Zoko that the chosen ones come from, in a fixed order. */
export function neededEvents(chosen: TriggerEvent[]): WebhookEventName[] {
	const needed: WebhookEventName[] = [];
	if (chosen.some((name) => name === 'messageReceived' || name === 'replyReceived')) {
		needed.push('message:user:in');
	}
	if (chosen.includes('messageOutgoing')) needed.push('message:store:out');
	if (chosen.some(isDeliveryUpdate)) needed.push('message:delivery:update');
	return needed;
}

/** The chosen events, from the parameter; what is no event is left out. */
export function chosenEvents(parameter: unknown): TriggerEvent[] {
	const values: unknown[] = Array.isArray(parameter) ? parameter : [parameter];
	return EVENT_OPTIONS.map(({ value }) => value).filter((value) => values.includes(value));
}

/** Ids are UUIDs; anything much longer is no id, and would only fill the memory of seen events. */
const MAX_ID = 200;

/**
 * Reads the body of a webhook request.
 * @returns undefined for everything that no workflow can start on, however odd it is
 */
export function readEvent(body: unknown): ZokoEvent | undefined {
	if (!isRecord(body)) return undefined;
	const { id } = body;
	if (typeof id !== 'string' || id.trim() === '' || id.length > MAX_ID) return undefined;
	const context = isRecord(body.context) ? body.context : {};
	const payload = nonEmpty(context.postback);
	const said = text(body.deliveryStatus)?.trim().toLowerCase() ?? '';
	const status = said === 'seen' ? 'read' : said;
	const name = nameOf(body.event, status, payload !== undefined);
	if (!name) return undefined;
	return {
		name,
		id,
		status,
		phone: (text(body.platformSenderId) ?? text(body.phone) ?? '').replace(/\D/g, ''),
		text: writtenText(body),
		payload,
		templateId: nonEmpty(body.templateName) ?? nonEmpty(context.template_id),
		body,
	};
}

function nameOf(event: unknown, status: string, tapped: boolean): TriggerEvent | undefined {
	switch (event) {
		case 'message:user:in':
			return tapped ? 'replyReceived' : 'messageReceived';
		case 'message:store:out':
			return 'messageOutgoing';
		case 'message:delivery:update':
			return BY_STATUS.get(status);
		default:
			return undefined;
	}
}

/** For files Zoko repeats the URL in `text`, and what was written is the caption. */
function writtenText(body: Record<string, unknown>): string | undefined {
	return nonEmpty(body.fileUrl) === undefined ? nonEmpty(body.text) : nonEmpty(body.fileCaption);
}

/** A value if it is text. */
export function text(value: unknown): string | undefined {
	return typeof value === 'string' ? value : undefined;
}
