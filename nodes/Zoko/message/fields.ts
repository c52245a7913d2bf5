import type { INodeProperties } from 'n8n-workflow';

export const recipientField: INodeProperties = {
	displayName: 'Recipient',
	name: 'recipient',
	type: 'string',
	required: true,
	default: '',
	placeholder: 'e.g. +91 98765 43210',
	description:
		"WhatsApp number of the customer, in any spelling. Without a country code it is completed with 'Country' in Options or with the country of the credential.",
};

/** The two ways to give a medium, for messages that consist of one. */
export function mediaFields(medium: string, example: string): INodeProperties[] {
	return [
		{
			displayName: 'Source',
			name: 'mediaSource',
			type: 'options',
			noDataExpression: true,
			options: [
				{
					name: 'URL',
					value: 'url',
					description: `Link to a ${medium} that is open to the Internet`,
				},
				{
					name: 'Binary File',
					value: 'binary',
					description: `The ${medium} from an earlier node, through a signed link of this n8n`,
				},
			],
			default: 'url',
		},
		{
			displayName: `${medium.charAt(0).toUpperCase()}${medium.slice(1)} URL`,
			name: 'mediaUrl',
			type: 'string',
			required: true,
			default: '',
			placeholder: `e.g. ${example}`,
			displayOptions: { show: { mediaSource: ['url'] } },
		},
		{
			displayName: 'Input Data Field Name',
			name: 'binaryPropertyName',
			type: 'string',
			required: true,
			default: 'data',
			hint: 'The name of the input field containing the file data to be processed',
			description:
				'WhatsApp fetches the file from this n8n, so it must be reachable from the Internet',
			displayOptions: { show: { mediaSource: ['binary'] } },
		},
	];
}

export const captionField: INodeProperties = {
	displayName: 'Caption',
	name: 'caption',
	type: 'string',
	typeOptions: { rows: 2 },
	default: '',
	placeholder: 'e.g. Your order is packed',
	description: 'Text below it, up to 1,024 characters',
};

/** Options of every send, in alphabetical order. */
export const optionsField: INodeProperties = {
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add option',
	default: {},
	options: [
		{
			displayName: 'Allowed Recipients',
			name: 'allowedRecipients',
			type: 'string',
			typeOptions: { rows: 2 },
			default: '',
			placeholder: 'e.g. +91 98765 43210, +44*',
			description:
				'The only numbers that may be written to, comma-separated, * being any digits. For a node that an AI agent uses as a tool. All numbers may when this is not set.',
		},
		{
			displayName: 'Assign To',
			name: 'assignTo',
			type: 'resourceLocator',
			default: { mode: 'list', value: '' },
			description: 'Agent or team who gets the conversation in Zoko',
			modes: [
				{
					displayName: 'From List',
					name: 'list',
					type: 'list',
					typeOptions: { searchListMethod: 'searchAssignees', searchable: true },
				},
				{
					displayName: 'By ID',
					name: 'id',
					type: 'string',
					placeholder: 'e.g. 5b0f3c1e-0c3a-4b52-9d2a-1f6f0f1d0a04',
				},
			],
		},
		{
			displayName: 'Country',
			name: 'country',
			type: 'string',
			default: '',
			placeholder: 'e.g. IN',
			description:
				"Two-letter code of the country whose numbers are written without country code. Replaces 'Default Country' of the credential.",
		},
		{
			displayName: 'Deduplication Key',
			name: 'deduplicationKey',
			type: 'string',
			default: '',
			placeholder: 'e.g. {{ $json.orderId }}-shipped',
			description:
				'What must be messaged only once, however often the workflow runs. An item whose key was sent before is skipped.',
		},
		{
			displayName: 'Deduplication Scope',
			name: 'deduplicationScope',
			type: 'options',
			options: [
				{
					name: 'Node',
					value: 'node',
					description: 'A key counts for this node alone',
				},
				{
					name: 'Workflow',
					value: 'workflow',
					description: 'All Zoko nodes of this workflow share their keys',
				},
			],
			default: 'node',
			description: "Where a 'Deduplication Key' must be unique",
		},
		{
			displayName: 'Dry Run',
			name: 'dryRun',
			type: 'boolean',
			default: false,
			description: 'Whether to check everything and output the messages without sending them',
		},
		{
			displayName: 'Max in Flight',
			name: 'maxInFlight',
			type: 'number',
			typeOptions: { minValue: 1, maxValue: 100 },
			default: 10,
			description: 'How many messages may wait for an answer of Zoko at the same time',
		},
		{
			displayName: 'Max per Second',
			name: 'maxPerSecond',
			type: 'number',
			typeOptions: { minValue: 0 },
			default: 0,
			description: 'How many messages may start per second. 0 means no limit.',
		},
		{
			displayName: 'Max Retries',
			name: 'maxRetries',
			type: 'number',
			typeOptions: { minValue: 0, maxValue: 10 },
			default: 3,
			description:
				'How often to try again when Zoko says that it did not take a message or cannot be reached',
		},
		{
			displayName: 'Override Assignment',
			name: 'overrideAssignment',
			type: 'boolean',
			default: false,
			description:
				"Whether 'Assign To' also replaces an agent or team who already has the conversation",
		},
		{
			displayName: 'Retry Uncertain Sends',
			name: 'retryUncertain',
			type: 'boolean',
			default: false,
			description:
				'Whether to send again after a fault that leaves open whether the message went out. Customers may get it twice.',
		},
		{
			displayName: 'Timeout',
			name: 'timeout',
			type: 'number',
			typeOptions: { minValue: 1000 },
			default: 30000,
			description: 'Milliseconds to wait for an answer of Zoko',
		},
	],
};
