import type { IDataObject } from 'n8n-workflow';
import { isRecord, nonEmpty } from '../message/checks';
import type { Details } from './details';
import type { ZokoEvent } from './events';

/** The item that a run starts with: flat, the same keys for every event, absent ones left out. */
export function simplified(event: ZokoEvent, details: Details): IDataObject {
	const { body, name, id, status, phone, templateId } = event;
	const customer = isRecord(body.customer) ? body.customer : {};
	const context = isRecord(body.context) ? body.context : {};
	const mediaUrl = nonEmpty(body.fileUrl);
	const reply = withoutGaps({
		payload: event.payload,
		title: event.payload === undefined ? undefined : nonEmpty(body.text),
		messageId: nonEmpty(context.parentId),
	});
	return withoutGaps({
		event: name,
		messageId: id,
		status: status || undefined,
		phone: phone ? `+${phone}` : undefined,
		timestamp: nonEmpty(body.platformTimestamp),
		customerId: nonEmpty(customer.id),
		customerName: nonEmpty(body.customerName) ?? nonEmpty(customer.name),
		direction: nonEmpty(body.direction),
		type: nonEmpty(body.type),
		text: mediaUrl === undefined ? nonEmpty(body.text) : undefined,
		mediaUrl,
		caption: nonEmpty(body.fileCaption),
		reply: Object.keys(reply).length > 0 ? reply : undefined,
		templateId,
		agentEmail: nonEmpty(body.agentEmail),
		...added(details),
	});
}

/** The body as Zoko sent it, with nothing added but details that were asked for. */
export function raw({ body }: ZokoEvent, details: Details): IDataObject {
	const details_ = withoutGaps(added(details));
	return (Object.keys(details_).length > 0 ? { ...body, ...details_ } : body) as IDataObject;
}

function added({ failureReason, message, missing }: Details): Record<string, unknown> {
	return { failureReason, message, missing };
}

function withoutGaps(values: Record<string, unknown>): IDataObject {
	const entries = Object.entries(values).filter(([, value]) => value !== undefined);
	return Object.fromEntries(entries) as IDataObject;
}
