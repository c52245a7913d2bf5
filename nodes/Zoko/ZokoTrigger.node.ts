import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type IHookFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
	type IWebhookFunctions,
	type IWebhookResponseData,
} from 'n8n-workflow';
import { toTriggerError } from './trigger/errors';
import { triggerProperties } from './trigger/form';
import { receive } from './trigger/receive';
import { isRegistered, register, unregister } from './trigger/registration';
import { firstStep } from './trigger/run';

/** Starts a workflow when something happens to a WhatsApp message in Zoko. */
export class ZokoTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Zoko Trigger',
		name: 'zokoTrigger',
		icon: { light: 'file:zoko.svg', dark: 'file:zoko.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: '={{ $parameter["events"].join(", ") }}',
		description:
			'Starts the workflow when a WhatsApp message is delivered, read, failed, received or answered in Zoko',
		eventTriggerDescription: 'Waiting for an event from Zoko',
		activationMessage: 'Zoko now starts this workflow with each chosen event.',
		defaults: { name: 'Zoko Trigger' },
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'zokoApi', required: true }],
		webhooks: [
			{
				name: 'default',
				httpMethod: 'POST',
				responseMode: 'onReceived',
				// Empty, so that n8n asks webhook() for the body.
				responseData: '',
				// The secret is no part of the workflow; n8n hands it over as a parameter of the path. A
				// path without an expression costs less with each event.
				path: ':secret',
				ndvHideUrl: true,
			},
		],
		triggerPanel: {
			header: '',
			executionsHelp: {
				inactive:
					"While you build: click 'Execute step', then write to your WhatsApp number, tap a button, or send a message. When you are done, publish the workflow: Zoko then starts it by itself, and the runs are listed under Executions.",
				active:
					"While you build: click 'Execute step', then write to your WhatsApp number, tap a button, or send a message. The published workflow goes on meanwhile; its runs are listed under Executions.",
			},
			activationHint: 'Publish the workflow to have Zoko start it by itself.',
		},
		properties: triggerProperties,
	};

	webhookMethods = {
		default: {
			async checkExists(this: IHookFunctions): Promise<boolean> {
				try {
					return await isRegistered(this);
				} catch (error) {
					const problem = toTriggerError(this.getNode(), error);
					throw problem;
				}
			},
			async create(this: IHookFunctions): Promise<boolean> {
				try {
					await register(this);
					return true;
				} catch (error) {
					const problem = toTriggerError(this.getNode(), error);
					throw problem;
				}
			},
			async delete(this: IHookFunctions): Promise<boolean> {
				try {
					await unregister(this);
					return true;
				} catch (error) {
					const problem = toTriggerError(this.getNode(), error);
					throw problem;
				}
			},
		},
	};

	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		try {
			return await receive(this);
		} catch (error) {
			const problem = toTriggerError(this.getNode(), error);
			throw problem;
		}
	}

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return [await firstStep(this)];
	}
}
