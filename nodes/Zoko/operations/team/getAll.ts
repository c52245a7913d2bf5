import { listFields } from '../fields';
import type { RunOperation } from '../operation';
import { limitOf } from '../results';
import { includeAgentsField } from './fields';

export const getAll: RunOperation = {
	option: {
		name: 'Get Many',
		value: 'getAll',
		action: 'Get many teams',
		description: 'Get the teams that conversations can be assigned to',
	},
	fields: [...listFields, includeAgentsField],
	async run(item) {
		const limit = limitOf(item);
		const query = { includeAgents: item.isOn('includeAgents') };
		return (await item.list('/agent/teams', query)).slice(0, limit);
	},
};
