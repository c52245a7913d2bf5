import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { statusOf } from '../../api/delivery';
import { directionOf, messageTypeOf, senderDigits } from '../../api/words';
import { pathOf } from '../../api/path';
import { isRecord, nonEmpty, withoutGaps } from '../../values';
import { textField } from '../fields';
import { plusPhone } from '../results';

/** The message of a deletion has to be named: none must go because it happens to be in the item. */
export const messageToDeleteField = textField(
	'Message ID',
	'messageId',
	'5b0f3c1e-0c3a-4b52-9d2a-1f6f0f1d0a01',
	'The messageId returned by a send operation or by Zoko Trigger',
);

/** The default is the message that the node before has sent, or that a trigger reports. */
export const messageIdField: INodeProperties = {
	...messageToDeleteField,
	default: '={{ $json.messageId }}',
};

/** Path of a message, or of something below it. */
export const messagePath = (id: string, below?: string) => pathOf('message', id, below);

/** A message under the names that Zoko Trigger uses too. */
export function simplifiedMessage(record: IDataObject): IDataObject {
	const mediaUrl = nonEmpty(record.fileUrl);
	return withoutGaps({
		messageId: record.id,
		status: statusOf(record.deliveryStatus),
		phone: plusPhone(senderDigits(record)),
		username: nonEmpty(record.username),
		bsuid: nonEmpty(record.bsuid),
		timestamp: nonEmpty(record.platformTimestamp),
		customerId: isRecord(record.customer) ? record.customer.id : undefined,
		direction: directionOf(record.direction),
		type: messageTypeOf(record.type),
		// For files Zoko repeats the URL as text.
		text: mediaUrl === undefined ? nonEmpty(record.text) : undefined,
		mediaUrl,
		caption: nonEmpty(record.fileCaption),
		attachmentId: isRecord(record.attachments) ? record.attachments.id : undefined,
	});
}
