import { kindOf } from '../store/channelId';
import type { Customer, DeliveryStatus, StoredMessage } from '../store/types';
import { fillTemplate, type TemplateDefinition } from '../templates/definition';

export type WebhookEvent = { event: string; id?: string } & Record<string, unknown>;

const MEDIA = ['image', 'video', 'document', 'audio', 'sticker'];

/** UTC with whole seconds, as in message events. */
export const secondsTimestamp = (at: number) => new Date(at).toISOString().slice(0, 19) + 'Z';

/** UTC with six digits, as in delivery updates; `micros` fills the last three. */
export const microsTimestamp = (at: number, micros: number) =>
	new Date(at).toISOString().slice(0, 23) + String(micros % 1000).padStart(3, '0') + 'Z';

/** The `type` that the API and webhooks report for a message: the three template kinds are one. */
export function reportedType(message: StoredMessage): string {
	const type = message.body?.type ?? message.incoming?.type ?? 'text';
	return type === 'richTemplate' || type === 'buttonTemplate' ? 'template' : type;
}

export interface ReportedContent {
	text?: string;
	fileUrl?: string;
	fileCaption?: string;
}

/** Text and file of a message as the API and webhooks report them; `text` repeats a file's URL. */
export function reportedContent(
	message: StoredMessage,
	template?: TemplateDefinition,
): ReportedContent {
	if (message.incoming !== undefined) {
		const { text, fileUrl, fileCaption } = message.incoming;
		return withoutGaps({ text: text ?? fileUrl, fileUrl, fileCaption });
	}
	const { type, message: content, caption, ...body } = message.body!;
	if (MEDIA.includes(type)) {
		return withoutGaps({ text: content, fileUrl: content, fileCaption: caption });
	}
	if (template !== undefined) {
		const filled = fillTemplate(template, body.templateArgs ?? []);
		return withoutGaps({ text: filled.body, fileUrl: filled.header?.url });
	}
	return withoutGaps({
		text: content ?? body.interactiveButton?.body.text ?? body.interactiveList?.body.text,
	});
}

/** What `platformSenderId` holds for a customer without a phone number, which nobody has seen yet. */
export type SenderIdWithoutPhone = 'bsuid' | 'empty';

function platformSenderId(channelId: string, withoutPhone: SenderIdWithoutPhone): string {
	const kind = kindOf(channelId);
	if (kind === 'phone') return `+${channelId}`;
	return kind === 'bsuid' && withoutPhone === 'empty' ? '' : channelId;
}

/** `message:user:in` or `message:store:out`. */
export function messageEvent(
	message: StoredMessage,
	customer: Customer,
	withoutPhone: SenderIdWithoutPhone,
	template?: TemplateDefinition,
): WebhookEvent {
	const { channelId, member } = message;
	const kind = kindOf(channelId);
	const phone = kind === 'phone' ? channelId : member?.phone;
	const incoming = message.direction === 'FROM_CUSTOMER';
	return {
		...(incoming && message.incoming?.context && { context: message.incoming.context }),
		customer: { id: customer.id, name: customer.name },
		customerName: customer.name,
		deliveryStatus: incoming ? 'received' : 'sent',
		direction: message.direction,
		event: incoming ? 'message:user:in' : 'message:store:out',
		id: message.id,
		platform: 'WHATSAPP',
		platformSenderId: platformSenderId(channelId, withoutPhone),
		platformTimestamp: secondsTimestamp(message.at),
		senderName: member?.name ?? customer.name,
		type: reportedType(message),
		...reportedContent(message, template),
		phone: phone === undefined ? null : `+${phone}`,
		username: customer.username ?? null,
		bsuid: kind === 'bsuid' ? channelId : null,
		chatType: kind === 'group' ? 'group' : 'individual',
		...message.writer,
		...(message.body?.templateId !== undefined && { templateName: message.body.templateId }),
	};
}

/** `message:delivery:update`, which says neither whose message it is nor why it failed. */
export function deliveryEvent(
	message: StoredMessage,
	status: DeliveryStatus,
	timestamp: string,
	withoutPhone: SenderIdWithoutPhone,
): WebhookEvent {
	return {
		deliveryStatus: status,
		event: 'message:delivery:update',
		id: message.id,
		platform: 'WHATSAPP',
		platformSenderId: platformSenderId(message.channelId, withoutPhone),
		platformTimestamp: timestamp,
	};
}

/** The keys that the first of two copies of an event may lack. */
const LATE_KEYS = ['agentEmail', 'appType', 'appName', 'templateName', 'agent', 'closedBy'];

/** An event as its first copy has it; undefined when that would be the same. */
export function poorerCopy(event: WebhookEvent): WebhookEvent | undefined {
	const kept = Object.entries(event).filter(([key]) => !LATE_KEYS.includes(key));
	return kept.length === Object.keys(event).length
		? undefined
		: { event: event.event, ...Object.fromEntries(kept) };
}

function withoutGaps(content: ReportedContent): ReportedContent {
	return Object.fromEntries(Object.entries(content).filter(([, value]) => value !== undefined));
}
