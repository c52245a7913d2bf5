import { isRecord, nonEmpty } from '../../message/checks';
import type { RunOperation } from '../operation';
import { present } from '../output';
import { messageIdField, messagePath } from './record';

export const deleteOne: RunOperation = {
	option: {
		name: 'Delete',
		value: 'delete',
		action: 'Delete message',
		description: 'Delete a message from Zoko. It stays on the phone of the customer.',
	},
	fields: [messageIdField],
	async run(item) {
		const messageId = item.text('Message ID', 'messageId');
		const answer = await item.call('DELETE', messagePath(messageId));
		const said = isRecord(answer) ? nonEmpty(answer.description) : undefined;
		return present({ deleted: true, messageId, description: said });
	},
};
