import { listFields } from '../fields';
import type { RunOperation } from '../operation';
import { limitOf } from '../results';

export const getAll: RunOperation = {
	option: {
		name: 'Get Many',
		value: 'getAll',
		action: 'Get many webhooks',
		description: "Get the account's webhooks, including those of other apps",
	},
	fields: listFields,
	async run(item) {
		const limit = limitOf(item);
		return (await item.list('/webhook')).slice(0, limit);
	},
};
