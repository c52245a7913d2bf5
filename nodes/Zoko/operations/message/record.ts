import type { IDataObject } from 'n8n-workflow';
import { statusOf } from '../../api/delivery';
import { isRecord, nonEmpty } from '../../message/checks';
import { textField } from '../fields';
import { pathOf } from '../item';
import { plusPhone, present } from '../output';

export const messageIdField = textField(
	'Message ID',
	'messageId',
	'5b0f3c1e-0c3a-4b52-9d2a-1f6f0f1d0a01',
	'ID that a send or Zoko Trigger gives as messageId',
);

/** Path of a message, or of something below it. */
export const messagePath = (id: string, ...below: string[]) => pathOf('message', id, ...below);

/** A message under the names that Zoko Trigger uses too. */
export function simplifiedMessage(record: IDataObject): IDataObject {
	const mediaUrl = nonEmpty(record.fileUrl);
	return present({
		messageId: record.id,
		status: statusOf(record.deliveryStatus),
		phone: plusPhone(record.platformSenderId),
		timestamp: nonEmpty(record.platformTimestamp),
		customerId: isRecord(record.customer) ? record.customer.id : undefined,
		direction: nonEmpty(record.direction),
		type: nonEmpty(record.type),
		// For files Zoko repeats the URL as text.
		text: mediaUrl === undefined ? nonEmpty(record.text) : undefined,
		mediaUrl,
		caption: nonEmpty(record.fileCaption),
		attachmentId: isRecord(record.attachments) ? record.attachments.id : undefined,
	});
}
