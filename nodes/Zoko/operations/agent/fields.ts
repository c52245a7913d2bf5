import type { INodeProperties } from 'n8n-workflow';
import { pickerField } from '../fields';

export const agentField = pickerField(
	'Agent',
	'agent',
	'searchAgents',
	'meera@shop.example',
	'Person who replies to customers in Zoko',
	'ID or email address of the agent',
);

export const includeTeamsField: INodeProperties = {
	displayName: 'Include Teams',
	name: 'includeTeams',
	type: 'boolean',
	default: false,
	description: "Whether to also return each agent's teams",
};
