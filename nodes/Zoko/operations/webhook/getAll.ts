import { listFields } from '../fields';
import type { RunOperation } from '../operation';
import { limitOf } from '../output';

export const getAll: RunOperation = {
	option: {
		name: 'Get Many',
		value: 'getAll',
		action: 'Get many webhooks',
		description: 'Get the webhooks of the account, those of other apps too',
	},
	fields: listFields,
	async run(item) {
		const limit = limitOf(item);
		return (await item.list('/webhook')).slice(0, limit);
	},
};
