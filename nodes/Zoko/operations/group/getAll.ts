import { listFields } from '../fields';
import type { RunOperation } from '../operation';
import { limitOf } from '../results';
import { GROUPS, groupIn } from './fields';

export const getAll: RunOperation = {
	option: {
		name: 'Get Many',
		value: 'getAll',
		action: 'Get many groups',
		description: 'Get the active groups with the number of their participants',
	},
	fields: listFields,
	async run(item) {
		const limit = limitOf(item);
		return (await item.list(`/${GROUPS}`)).slice(0, limit).map(groupIn);
	},
};
