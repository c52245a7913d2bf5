// The least that a trigger of a community node can do: its own webhook, and one item per request. What
// n8n spends on any trigger but its own Webhook node is what this one costs.
const { NodeConnectionTypes } = require('n8n-workflow');

exports.SmallestTrigger = class SmallestTrigger {
	description = {
		displayName: 'Smallest Trigger',
		name: 'smallestTrigger',
		group: ['trigger'],
		version: 1,
		description: 'Starts the workflow with each request',
		defaults: { name: 'Smallest Trigger' },
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		webhooks: [
			{
				name: 'default',
				httpMethod: 'POST',
				responseMode: 'onReceived',
				responseData: 'noData',
				path: 'webhook',
			},
		],
		properties: [],
	};

	webhookMethods = {
		default: {
			checkExists: async () => true,
			create: async () => true,
			delete: async () => true,
		},
	};

	async webhook() {
		return { workflowData: [[{ json: this.getBodyData() }]] };
	}
};
