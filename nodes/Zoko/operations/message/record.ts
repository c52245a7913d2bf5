import type { IDataObject } from 'n8n-workflow';
import { isRecord } from '../../message/checks';
import { textField } from '../fields';
import { pathOf } from '../item';
import { plusPhone, present, statusOf, words } from '../output';

export const messageIdField = textField(
	'Message ID',
	'messageId',
	'5b0f3c1e-0c3a-4b52-9d2a-1f6f0f1d0a01',
	'ID that a send or Zoko Trigger gives as messageId',
);

/** Path of a message, or of something below it. */
export const messagePath = (id: string, ...below: string[]) => pathOf('message', id, ...below);

/** What a message cannot become any more, besides what the API lists: words of careful clients. */
const FAILURES = ['failed', 'undelivered', 'rejected', 'error'];

export const hasFailed = (status: string) => FAILURES.includes(status);

/** A message under the names that Zoko Trigger uses too. */
export function simplifiedMessage(record: IDataObject): IDataObject {
	const mediaUrl = words(record.fileUrl);
	return present({
		messageId: record.id,
		status: statusOf(record.deliveryStatus),
		phone: plusPhone(record.platformSenderId),
		timestamp: words(record.platformTimestamp),
		customerId: isRecord(record.customer) ? record.customer.id : undefined,
		direction: words(record.direction),
		type: words(record.type),
		// For files Zoko repeats the URL as text.
		text: mediaUrl === undefined ? words(record.text) : undefined,
		mediaUrl,
		caption: words(record.fileCaption),
		attachmentId: isRecord(record.attachments) ? record.attachments.id : undefined,
	});
}

/** The steps of a delivery, with the date under its proper name. */
export function simplifiedHistory(record: IDataObject): IDataObject[] {
	const entries: unknown[] = Array.isArray(record.history) ? record.history : [];
	return entries
		.filter(isRecord)
		.map(({ state, happendAt, happenedAt, deliveryChannel, details }) =>
			present({
				status: statusOf(state),
				happenedAt: happendAt ?? happenedAt,
				message: isRecord(details) ? words(details.message) : undefined,
				channel: words(deliveryChannel),
			}),
		);
}

/** Why a message failed: what the newest failure says, else the newest entry that says anything. */
export function failureReason(history: IDataObject[]): string | undefined {
	const said = history.filter(({ message }) => message !== undefined);
	const failure = said.findLast(({ status }) => hasFailed(String(status)));
	return words((failure ?? said.at(-1))?.message);
}
