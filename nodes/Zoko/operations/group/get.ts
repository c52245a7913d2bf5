import type { RunOperation } from '../operation';
import { groupField, groupIn, groupPath } from './fields';

export const get: RunOperation = {
	option: {
		name: 'Get',
		value: 'get',
		action: 'Get group',
		description: 'Get a group and its participants',
	},
	fields: [groupField],
	run: async (item) => groupIn(await item.record(groupPath(item))),
};
