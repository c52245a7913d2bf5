import { isRecord, nonEmpty, withoutGaps } from '../../values';
import { toolWarning } from '../fields';
import type { RunOperation } from '../operation';
import { messagePath, messageToDeleteField } from './record';

export const deleteOne: RunOperation = {
	option: {
		name: 'Delete',
		value: 'delete',
		action: 'Delete message',
		description: "Delete a message from Zoko. It stays on the customer's phone.",
	},
	fields: [toolWarning, messageToDeleteField],
	async run(item) {
		const messageId = item.text('Message ID', 'messageId');
		const answer = await item.call('DELETE', messagePath(messageId));
		const said = isRecord(answer) ? nonEmpty(answer.description) : undefined;
		return withoutGaps({ deleted: true, messageId, description: said });
	},
};
