import type { INodeProperties } from 'n8n-workflow';
import { EVENT_OPTIONS } from './events';

/** The parameters of the trigger. */
export const triggerProperties: INodeProperties[] = [
	{
		displayName: 'Trigger On',
		name: 'events',
		type: 'multiOptions',
		required: true,
		default: ['messageReceived', 'replyReceived'],
		options: EVENT_OPTIONS,
	},
	{
		displayName: 'Simplify',
		name: 'simplify',
		type: 'boolean',
		default: true,
		description: 'Whether to return a simplified version of the response instead of the raw data',
	},
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		options: [
			{
				displayName: 'Ignore Duplicates',
				name: 'ignoreDuplicates',
				type: 'boolean',
				default: true,
				description:
					'Whether to start the workflow only once per event. Zoko repeats an event when it is not sure it arrived.',
			},
			{
				displayName: 'Include Failure Reason',
				name: 'includeFailureReason',
				type: 'boolean',
				default: false,
				description:
					"Whether to ask Zoko why a message failed. Applies to 'Message Failed' only and costs one request. If Zoko does not respond in time, the workflow starts without the reason, and 'missing' says why.",
			},
			{
				displayName: 'Include Groups',
				name: 'includeGroups',
				type: 'boolean',
				default: false,
				description:
					"Whether to also start for messages in WhatsApp groups. Such an item has 'groupId' and no 'phone'. Zoko documents no way to write into a group.",
			},
			{
				displayName: 'Include Message',
				name: 'includeMessage',
				type: 'boolean',
				default: false,
				description:
					"Whether to fetch the message that a delivery update is about: its type, text and customer. Costs one request. If Zoko does not respond in time, the workflow starts without it, and 'missing' says why.",
			},
			{
				displayName: 'Late Answers',
				name: 'lateAnswers',
				type: 'options',
				options: [
					{ name: 'Ignore', value: 'ignore', description: 'Nothing happens' },
					{
						name: 'Start Workflow',
						value: 'startWorkflow',
						description: "As any other reply; the item has 'late' set to true",
					},
				],
				default: 'ignore',
				description:
					"What to do when a customer taps a button of 'Send and Wait for Reply' and no run waits for it any more: it was answered before, its time was up, or it was stopped. An answer in time goes to the run that waits, and starts nothing here.",
			},
			{
				displayName: 'Payload Filter',
				name: 'payloadFilter',
				type: 'string',
				default: '',
				placeholder: 'e.g. confirm-*, cancel-*',
				description:
					"Only start for these button or list row payloads. Separate with commas; * matches anything, as in confirm-*. Applies to 'Reply Received' only.",
			},
			{
				displayName: 'Phone Filter',
				name: 'phoneFilter',
				type: 'string',
				default: '',
				placeholder: 'e.g. +91 98765 43201',
				description:
					'Only start for these customers. Numbers can be in any format; separate with commas.',
			},
			{
				displayName: 'Report Repairs',
				name: 'reportRepairs',
				type: 'boolean',
				default: true,
				description:
					'Whether to create a failed execution, and run the error workflow, when events may have been lost. The trigger checks its webhook at Zoko every ten minutes, and repairs it even when this is off.',
			},
			{
				displayName: 'Skip Own Messages',
				name: 'skipOwnMessages',
				type: 'boolean',
				default: true,
				description:
					"Whether to ignore events about messages that this trigger's own runs sent. When off, a message sent on delivery starts the workflow again once it is delivered, and so on endlessly. What a sub-workflow sends is not known in queue mode, nor after n8n was started again; there only the limit on repeated follow-ups holds.",
			},
			{
				displayName: 'Template Filter',
				name: 'templateFilter',
				type: 'string',
				default: '',
				placeholder: 'e.g. review_request',
				description:
					"Only start for replies to these templates, and for outgoing messages made from them. Separate with commas; * matches anything. Zoko's delivery updates do not name the template, so they cannot be filtered by it.",
			},
			{
				displayName: 'Text Filter',
				name: 'textFilter',
				type: 'string',
				default: '',
				placeholder: 'e.g. stop, unsubscribe*',
				description:
					'Only start when the text or caption is one of these, ignoring case. Separate with commas; * matches anything, as in *refund*.',
			},
			{
				displayName: 'Verify with Zoko',
				name: 'verifyWithZoko',
				type: 'boolean',
				default: false,
				description:
					'Whether to check with Zoko that the message exists before the workflow starts. Zoko does not sign its events, so this is the only proof that one is genuine. Costs one request; if Zoko does not respond in time, it is asked to send the event again.',
			},
			{
				displayName: 'Written By',
				name: 'writtenBy',
				type: 'multiOptions',
				default: [],
				options: [
					{ name: 'Agent', value: 'agent', description: 'A person, in Zoko' },
					{ name: 'API', value: 'api', description: 'This n8n, or another program' },
					{ name: 'Assistant', value: 'assistant', description: "Zoko's AI assistant" },
				],
				description:
					"Only start for outgoing messages written by one of these. Applies to 'Outgoing Message' only.",
			},
		],
	},
];
