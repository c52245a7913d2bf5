import type { INodeProperties } from 'n8n-workflow';
import { pickerField } from '../fields';

export const teamField = pickerField(
	'Team',
	'team',
	'searchTeams',
	'5b0f3c1e-0c3a-4b52-9d2a-1f6f0f1d0a05',
	'Group of agents',
);

export const includeAgentsField: INodeProperties = {
	displayName: 'Include Agents',
	name: 'includeAgents',
	type: 'boolean',
	default: false,
	description: "Whether to also return each team's agents",
};
