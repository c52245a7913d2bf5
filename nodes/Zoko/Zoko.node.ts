import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';
import {
	searchAgents,
	searchAssignees,
	searchTeams,
	searchTemplates,
	searchWebhooks,
} from './lookups/listSearch';
import { getTemplateVariables } from './lookups/resourceMapping';
import { properties } from './operations';
import { runNode } from './operations/run';

/** Sends WhatsApp messages through Zoko. */
export class Zoko implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Zoko',
		name: 'zoko',
		icon: { light: 'file:zoko.svg', dark: 'file:zoko.dark.svg' },
		group: ['output'],
		version: 1,
		subtitle: '={{ $parameter["operation"] + ": " + $parameter["resource"] }}',
		description: 'Send WhatsApp messages and templates through Zoko',
		defaults: { name: 'Zoko' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'zokoApi', required: true }],
		properties,
	};

	methods = {
		listSearch: { searchAgents, searchAssignees, searchTeams, searchTemplates, searchWebhooks },
		resourceMapping: { getTemplateVariables },
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return [await runNode(this)];
	}
}
