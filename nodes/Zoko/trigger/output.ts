import type { IDataObject } from 'n8n-workflow';
import { directionOf, messageTypeOf } from '../api/words';
import { isRecord, nonEmpty, withoutGaps } from '../values';
import type { Details } from './details';
import type { ZokoEvent } from './read-event';

/** The item that a run starts with: flat, the same keys for every event, absent ones left out. */
export function simplified(event: ZokoEvent, details: Details): IDataObject {
	const { body, name } = event;
	switch (name) {
		case 'otherEvent':
			return withoutGaps({ event: name, zokoEvent: body.event, body, ...added(details) });
		case 'chatAssigned':
		case 'chatClosed':
			return ofChat(event);
		default:
			return ofMessage(event, details);
	}
}

function ofMessage(event: ZokoEvent, details: Details): IDataObject {
	const { body, name, id, status, phone, groupId, templateId, payload } = event;
	const customer = isRecord(body.customer) ? body.customer : {};
	const context = isRecord(body.context) ? body.context : {};
	const mediaUrl = nonEmpty(body.fileUrl);
	const timestamp = nonEmpty(body.platformTimestamp);
	return withoutGaps({
		event: name,
		messageId: id,
		status: status || undefined,
		phone: phone ? `+${phone}` : undefined,
		username: nonEmpty(body.username),
		bsuid: nonEmpty(body.bsuid),
		chatType: groupId === undefined ? undefined : nonEmpty(body.chatType),
		groupId,
		timestamp,
		customerId: nonEmpty(customer.id),
		customerName: customerNameOf(event),
		direction: directionOf(body.direction),
		writtenBy: event.writtenBy,
		agentEmail: nonEmpty(body.agentEmail),
		type: messageTypeOf(body.type),
		text: mediaUrl === undefined ? nonEmpty(body.text) : undefined,
		mediaUrl,
		caption: nonEmpty(body.fileCaption),
		reply: payload === undefined ? undefined : replyOf(event),
		inReplyTo: nonEmpty(context.parentId),
		templateId,
		late: event.late,
		...added(details),
	});
}

/** What was tapped: the same in the trigger's output and in the answer to a waiting run. */
export function replyOf({ body, id, payload }: ZokoEvent): IDataObject {
	const title = nonEmpty(body.text);
	return withoutGaps({
		messageId: id,
		payload,
		title,
		text: title,
		timestamp: nonEmpty(body.platformTimestamp),
	});
}

/** The name of the customer, if the event has one. */
export function customerNameOf({ body }: ZokoEvent): string | undefined {
	const customer = isRecord(body.customer) ? body.customer : {};
	return nonEmpty(body.customerName) ?? nonEmpty(customer.name);
}

/**
 * Zoko leaves out people that it does not know, and puts a blank after a first name without a last
 * name.
 */
function ofChat({ body, name, status }: ZokoEvent): IDataObject {
	const agent = isRecord(body.agent) ? body.agent : {};
	const closedBy = isRecord(body.closedBy) ? body.closedBy : {};
	const closer = isRecord(closedBy.agent) ? closedBy.agent : {};
	return withoutGaps({
		event: name,
		status: status || undefined,
		timestamp: nonEmpty(body.eventAt),
		customerId: nonEmpty(body.customerId),
		agentName: nonEmpty(agent.name)?.trim(),
		agentEmail: nonEmpty(agent.email),
		closedBy: nonEmpty(closer.name)?.trim() ?? nonEmpty(closedBy.type),
	});
}

/** The body as Zoko sent it, plus the details that were asked for. */
export function raw({ body }: ZokoEvent, details: Details): IDataObject {
	const details_ = withoutGaps(added(details));
	return (Object.keys(details_).length > 0 ? { ...body, ...details_ } : body) as IDataObject;
}

function added({ failureReason, message, missing }: Details): Record<string, unknown> {
	return { failureReason, message, missing };
}
