import { listFields } from '../fields';
import type { RunOperation } from '../operation';
import { limitOf } from '../results';
import { includeTeamsField } from './fields';

export const getAll: RunOperation = {
	option: {
		name: 'Get Many',
		value: 'getAll',
		action: 'Get many agents',
		description: 'Get agents with their roles and availability',
	},
	fields: [...listFields, includeTeamsField],
	async run(item) {
		const limit = limitOf(item);
		const query = { includeTeams: item.isOn('includeTeams') };
		return (await item.list('/agent/agents', query)).slice(0, limit);
	},
};
