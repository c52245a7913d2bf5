import {
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
	type IWebhookFunctions,
	type IWebhookResponseData,
	NodeConnectionTypes,
} from 'n8n-workflow';
import { testZokoApi } from './lookups/credentialTest';
import {
	searchAgents,
	searchAssignees,
	searchGroups,
	searchTeams,
	searchTemplates,
	searchWebhooks,
} from './lookups/listSearch';
import { getTemplateVariables } from './lookups/resourceMapping';
import { getTemplateButtons } from './lookups/templateButtons';
import { getTemplateText } from './lookups/templateText';
import { properties } from './operations';
import { runNode } from './operations/run';
import { endWait, waitingWebhooks } from './waiting/webhook';

/** Sends WhatsApp messages through Zoko. */
export class Zoko implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Zoko',
		name: 'zoko',
		icon: { light: 'file:zoko.svg', dark: 'file:zoko.dark.svg' },
		group: ['output'],
		version: 1,
		// "Send button template", or "Add tag: customer".
		subtitle:
			'={{ $parameter["operation"].replace(/[A-Z]/g, " $&").toSentenceCase() + ($parameter["resource"] === "message" ? "" : ": " + $parameter["resource"]) }}',
		description: 'Send WhatsApp messages and templates through Zoko',
		defaults: { name: 'Zoko' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'zokoApi', required: true, testedBy: 'testZokoApi' }],
		webhooks: waitingWebhooks,
		waitingNodeTooltip:
			'={{ $parameter.operation === "sendAndWait" ? "The workflow goes on when the customer has answered in WhatsApp, or when the time is up" : $parameter.operation === "waitForDelivery" ? "The workflow goes on when Zoko reports the delivery, or when the time is up" : "" }}',
		properties,
	};

	methods = {
		credentialTest: { testZokoApi },
		listSearch: {
			searchAgents,
			searchAssignees,
			searchGroups,
			searchTeams,
			searchTemplates,
			searchWebhooks,
		},
		loadOptions: { getTemplateButtons },
		resourceMapping: { getTemplateText, getTemplateVariables },
	};

	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		return await endWait(this);
	}

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return [await runNode(this)];
	}
}
