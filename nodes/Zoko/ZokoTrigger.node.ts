import {
	type IExecuteFunctions,
	type IHookFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
	type ITriggerFunctions,
	type ITriggerResponse,
	type IWebhookFunctions,
	type IWebhookResponseData,
	NodeConnectionTypes,
} from 'n8n-workflow';
import { failedRun, toNodeError } from './errors/node-error';
import { testZokoApi } from './lookups/credentialTest';
import { triggerProperties } from './trigger/properties';
import { receive } from './trigger/receive';
import { isRegistered, register, unregister } from './trigger/registration';
import { firstStep } from './trigger/first-step';
import { watchOver } from './trigger/watch';

/** Starts a workflow when something happens to a WhatsApp message in Zoko. */
export class ZokoTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Zoko Trigger',
		name: 'zokoTrigger',
		icon: { light: 'file:zoko.svg', dark: 'file:zoko.dark.svg' },
		group: ['trigger'],
		version: 1,
		// "Message delivered, message failed".
		subtitle: '={{ $parameter["events"].join(", ").replace(/[A-Z]/g, " $&").toSentenceCase() }}',
		// n8n's node search shows both nodes as one entry, with this sentence.
		description:
			'Send WhatsApp messages through Zoko, or start a workflow when one is delivered, read, failed or answered',
		eventTriggerDescription: 'Waiting for an event from Zoko',
		activationMessage: 'Zoko now starts this workflow with each chosen event.',
		defaults: { name: 'Zoko Trigger' },
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'zokoApi', required: true, testedBy: 'testZokoApi' }],
		webhooks: [
			{
				name: 'default',
				httpMethod: 'POST',
				responseMode: 'onReceived',
				// Empty, so that n8n asks webhook() for the body.
				responseData: '',
				// The secret is not part of the workflow: n8n hands it over as a parameter of the path. A
				// path without an expression costs less per event.
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

	methods = { credentialTest: { testZokoApi } };

	webhookMethods = {
		default: {
			async checkExists(this: IHookFunctions): Promise<boolean> {
				try {
					return await isRegistered(this);
				} catch (error) {
					throw toNodeError(this.getNode(), error);
				}
			},
			async create(this: IHookFunctions): Promise<boolean> {
				try {
					await register(this);
					return true;
				} catch (error) {
					throw toNodeError(this.getNode(), error);
				}
			},
			async delete(this: IHookFunctions): Promise<boolean> {
				try {
					await unregister(this);
					return true;
				} catch (error) {
					throw toNodeError(this.getNode(), error);
				}
			},
		},
	};

	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		try {
			return await receive(this);
		} catch (error) {
			throw toNodeError(this.getNode(), error);
		}
	}

	async trigger(this: ITriggerFunctions): Promise<ITriggerResponse> {
		return watchOver(this);
	}

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		try {
			return [await firstStep(this)];
		} catch (error) {
			return [failedRun(this, error)];
		}
	}
}
