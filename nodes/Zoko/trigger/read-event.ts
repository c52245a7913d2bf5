import { createHash } from 'node:crypto';
import { hasFailed, statusOf } from '../api/delivery';
import { senderDigits } from '../api/words';
import { isRecord, nonEmpty } from '../values';
import type { TriggerEvent } from './events';

/** What starting a workflow depends on in an event that Zoko sent. */
export interface ZokoEvent {
	name: TriggerEvent;
	/** Distinguishes the event from others of its name: the id of its message, or a substitute. */
	id: string;
	/** Whether `id` is the id of a message at Zoko. */
	hasMessage: boolean;
	/** Delivery status in small letters; Zoko's `seen` is `read`. */
	status: string;
	/** E.164 digits without the plus sign; empty when the event names none. */
	phone: string;
	/** The group that the message was written in. */
	groupId?: string;
	/** What was written: the text, the caption of a file, or the title of what was tapped. */
	text?: string;
	/** The payload of the tapped button or list row. */
	payload?: string;
	templateId?: string;
	/** Who wrote a message from our side. */
	writtenBy?: Writer;
	/** Set when it answers a question that no run is waiting for any more. */
	late?: true;
	/** The body as Zoko sent it, without what finds a waiting run. */
	body: Record<string, unknown>;
}

/** A person in Zoko, this or another program through the API, or Zoko's AI assistant. */
export type Writer = 'agent' | 'api' | 'assistant';

/** Zoko's `appType`, as real payloads have it. */
const WRITERS = new Map<unknown, Writer>([
	['webapp', 'agent'],
	['direct_api', 'api'],
	['enigma', 'assistant'],
]);

const BY_STATUS = new Map<string, TriggerEvent>([
	['accepted', 'messageAccepted'],
	['sent', 'messageSent'],
	['delivered', 'messageDelivered'],
	['read', 'messageRead'],
]);

/**
 * Ids are UUIDs; anything much longer is not an id, and would only fill the memory of seen events.
 */
const MAX_ID = 200;

/**
 * Reads the body of a webhook request.
 * @returns undefined for anything that no workflow can start with, however odd it is
 */
export function readEvent(body: unknown): ZokoEvent | undefined {
	if (!isRecord(body)) return undefined;
	const name = nameOf(body);
	const id = name && idOf(name, body);
	if (!name || !id) return undefined;
	const context = isRecord(body.context) ? body.context : {};
	const groupId = groupOf(body);
	return {
		name,
		id,
		hasMessage: !BY_KEY.has(name),
		status: statusOf(BY_KEY.has(name) ? body.status : body.deliveryStatus) ?? '',
		phone: groupId === undefined ? senderDigits(body) : '',
		groupId,
		text: writtenText(body),
		payload: nonEmpty(context.postback),
		templateId: nonEmpty(body.templateName) ?? nonEmpty(context.template_id),
		writtenBy: name === 'messageOutgoing' ? WRITERS.get(body.appType) : undefined,
		body,
	};
}

function nameOf({ event, deliveryStatus, context }: Record<string, unknown>) {
	switch (event) {
		case 'message:user:in': {
			const tapped = isRecord(context) && nonEmpty(context.postback) !== undefined;
			return tapped ? 'replyReceived' : 'messageReceived';
		}
		case 'message:store:out':
			return 'messageOutgoing';
		case 'message:delivery:update': {
			const status = statusOf(deliveryStatus);
			return hasFailed(status) ? 'messageFailed' : (BY_STATUS.get(status ?? '') ?? 'otherEvent');
		}
		case 'zoko:chat:assigned':
			return 'chatAssigned';
		case 'zoko:chat:closed':
			return 'chatClosed';
		default:
			return nonEmpty(event) === undefined ? undefined : 'otherEvent';
	}
}

/** Events that bring no id of their own. */
const BY_KEY = new Set<TriggerEvent>(['chatAssigned', 'chatClosed', 'otherEvent']);

function idOf(name: TriggerEvent, body: Record<string, unknown>): string | undefined {
	if (name === 'otherEvent') return bodyKey(body);
	if (BY_KEY.has(name)) {
		const { customerId, eventAt, agent } = body;
		return chatKey(customerId, eventAt, isRecord(agent) ? agent.email : undefined);
	}
	const id = nonEmpty(body.id);
	return id !== undefined && id.length <= MAX_ID ? id : undefined;
}

/** What stands for the id of a chat event: the customer, the time and the agent. */
export function chatKey(customerId: unknown, eventAt: unknown, agentEmail: unknown): string {
	return digest([customerId ?? '', eventAt ?? '', agentEmail ?? '']);
}

/** What stands for the id of an event that we know nothing about. */
export function bodyKey(body: unknown): string {
	return digest(body);
}

function digest(value: unknown): string {
	return createHash('sha256').update(JSON.stringify(value)).digest('base64url').slice(0, 22);
}

/**
 * Real payloads call a chat with one customer `individual`; WhatsApp's id of a group has 18 digits.
 */
function groupOf({ chatType, platformSenderId }: Record<string, unknown>): string | undefined {
	const kind = nonEmpty(chatType)?.toLowerCase();
	if (kind === undefined || kind === 'individual') return undefined;
	return nonEmpty(platformSenderId) ?? kind;
}

/** For files Zoko repeats the URL in `text`; what was written is in the caption. */
function writtenText(body: Record<string, unknown>): string | undefined {
	return nonEmpty(body.fileUrl) === undefined ? nonEmpty(body.text) : nonEmpty(body.fileCaption);
}
