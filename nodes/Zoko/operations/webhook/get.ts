import type { RunOperation } from '../operation';
import { webhookField, webhookPath } from './fields';

export const get: RunOperation = {
	option: { name: 'Get', value: 'get', action: 'Get webhook', description: 'Get one webhook' },
	fields: [webhookField],
	run: async (item) => await item.record(webhookPath(item)),
};
