import { pathOf } from '../../api/path';
import type { RunOperation } from '../operation';
import { agentField, includeTeamsField } from './fields';

export const get: RunOperation = {
	option: { name: 'Get', value: 'get', action: 'Get agent', description: 'Get one agent' },
	fields: [agentField, includeTeamsField],
	run: async (item) =>
		await item.record(pathOf('agent', item.text('Agent', 'agent')), {
			includeTeams: item.isOn('includeTeams'),
		}),
};
