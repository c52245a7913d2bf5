import type { IDataObject } from 'n8n-workflow';
import { isRecord, nonEmpty, withoutGaps } from '../../values';
import { listFields, simplifyField } from '../fields';
import { simplifiedMessage } from '../message/record';
import type { RunOperation } from '../operation';
import { limitOf, shapeFor } from '../results';
import { customerField, customerIdOf, customerPath } from './fields';

export const getMessages: RunOperation = {
	option: {
		name: 'Get Messages',
		value: 'getMessages',
		action: 'Get messages of customer',
		description:
			'Get the messages of a conversation. Zoko does not document this request, so it may change or be missing.',
	},
	fields: [customerField, ...listFields, simplifyField],
	async run(item) {
		const limit = limitOf(item);
		const rows = await item.list(customerPath(item, 'messages'));
		const simplified = (row: IDataObject) => simplifiedRow(row, customerIdOf(item));
		return rows.slice(0, limit).map((row) => shapeFor(item, row, simplified));
	},
};

/** Rows have the ids and the time in `key`, as public clients read them; any of it may be missing. */
function simplifiedRow(row: IDataObject, customerId: string): IDataObject {
	const key = isRecord(row.key) ? row.key : {};
	const source = isRecord(row.sourceDetails) ? row.sourceDetails : {};
	const message = simplifiedMessage({
		...row,
		id: nonEmpty(row.id) ?? nonEmpty(key.msgId),
		platformTimestamp:
			nonEmpty(row.platformTimestamp) ?? nonEmpty(key.platformTimestamp) ?? nonEmpty(row.createdAt),
		customer: { id: nonEmpty(key.customerId) ?? customerId },
		fileUrl: nonEmpty(row.fileUrl) ?? nonEmpty(row.mediaUrl),
	});
	return withoutGaps({
		...message,
		senderName: nonEmpty(row.senderName),
		agentEmail: nonEmpty(source.agent_email),
	});
}
