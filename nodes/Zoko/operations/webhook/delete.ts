import { toolWarning } from '../fields';
import type { RunOperation } from '../operation';
import { webhookField, webhookPath } from './fields';

export const deleteOne: RunOperation = {
	option: {
		name: 'Delete',
		value: 'delete',
		action: 'Delete webhook',
		description: 'Delete a webhook. Its receiver stops getting events.',
	},
	fields: [toolWarning, webhookField],
	async run(item) {
		await item.call('DELETE', webhookPath(item));
		return { deleted: true, id: item.text('Webhook', 'webhook') };
	},
};
