import { simplifyField } from '../fields';
import type { RunOperation } from '../operation';
import { shapeFor } from '../results';
import { messageIdField, messagePath, simplifiedMessage } from './record';

export const get: RunOperation = {
	option: {
		name: 'Get',
		value: 'get',
		action: 'Get message',
		description: 'Get one message with its delivery status',
	},
	fields: [messageIdField, simplifyField],
	async run(item) {
		const record = await item.record(messagePath(item.text('Message ID', 'messageId')));
		return shapeFor(item, record, simplifiedMessage);
	},
};
