import { simplifyField } from '../fields';
import type { RunOperation } from '../operation';
import { present, shapeFor } from '../output';
import { failureReason, hasFailed, messageIdField, messagePath, simplifiedHistory } from './record';

export const getHistory: RunOperation = {
	option: {
		name: 'Get History',
		value: 'getHistory',
		action: 'Get delivery history of message',
		description: 'Get the steps of a delivery, and why it failed',
	},
	fields: [messageIdField, simplifyField],
	async run(item) {
		const messageId = item.text('Message ID', 'messageId');
		const record = await item.record(messagePath(messageId, 'history'));
		return shapeFor(item, record, () => {
			const history = simplifiedHistory(record);
			const failed = history.some(({ status }) => hasFailed(String(status)));
			return present({
				messageId,
				failureReason: failed ? failureReason(history) : undefined,
				history,
			});
		});
	},
};
