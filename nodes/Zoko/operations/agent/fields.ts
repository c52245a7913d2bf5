import type { INodeProperties } from 'n8n-workflow';
import { pickerField } from '../fields';

export const agentField = pickerField(
	'Agent',
	'agent',
	'searchAgents',
	'5b0f3c1e-0c3a-4b52-9d2a-1f6f0f1d0a04',
	'Person who replies to customers in Zoko',
	'By ID or Email',
);

export const includeTeamsField: INodeProperties = {
	displayName: 'Include Teams',
	name: 'includeTeams',
	type: 'boolean',
	default: false,
	description: "Whether to also return each agent's teams",
};
