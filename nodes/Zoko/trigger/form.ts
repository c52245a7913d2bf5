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
					'Whether to start the workflow only once for each event. Zoko repeats an event when it is not sure that it arrived.',
			},
			{
				displayName: 'Include Failure Reason',
				name: 'includeFailureReason',
				type: 'boolean',
				default: false,
				description:
					"Whether to ask Zoko why a message failed. With 'Message Failed' only; takes one request. When Zoko does not answer in time, the workflow starts without the reason, and 'missing' says why.",
			},
			{
				displayName: 'Include Message',
				name: 'includeMessage',
				type: 'boolean',
				default: false,
				description:
					"Whether to ask Zoko for the message that a delivery update is about: its type, text and customer. Takes one request. When Zoko does not answer in time, the workflow starts without it, and 'missing' says why.",
			},
			{
				displayName: 'Payload Filter',
				name: 'payloadFilter',
				type: 'string',
				default: '',
				placeholder: 'e.g. confirm_*, cancel_*',
				description:
					"Only start for these payloads of buttons and list rows. Separate several with commas; * stands for anything, as in confirm_*. With 'Reply Received' only.",
			},
			{
				displayName: 'Phone Filter',
				name: 'phoneFilter',
				type: 'string',
				default: '',
				placeholder: 'e.g. +91 98765 43201',
				description:
					'Only start for these customers. Any spelling of a number will do; separate several with commas.',
			},
			{
				displayName: 'Skip Own Messages',
				name: 'skipOwnMessages',
				type: 'boolean',
				default: true,
				description:
					'Whether to leave out news about messages that runs of this trigger have sent. Without this, a message that is sent on delivery would start the workflow again when it is delivered, without end.',
			},
			{
				displayName: 'Template Filter',
				name: 'templateFilter',
				type: 'string',
				default: '',
				placeholder: 'e.g. review_request',
				description:
					"Only start for replies to these templates, and for outgoing messages made from them. Separate several with commas; * stands for anything. Zoko's delivery updates do not name the template, so those cannot be filtered by it.",
			},
			{
				displayName: 'Text Filter',
				name: 'textFilter',
				type: 'string',
				default: '',
				placeholder: 'e.g. stop, unsubscribe*',
				description:
					'Only start when the text, or the caption of a file, is one of these. Capitals do not matter. Separate several with commas; * stands for anything, as in *refund*.',
			},
			{
				displayName: 'Verify with Zoko',
				name: 'verifyWithZoko',
				type: 'boolean',
				default: false,
				description:
					'Whether to ask Zoko if it knows the message of the event before the workflow starts. Zoko signs nothing, so this is the only proof that an event is genuine. Takes one request; when Zoko does not answer in time, it is asked to send the event again.',
			},
		],
	},
];
