// Points that are seen by sending, and by reading what was sent.
import { CONTENT } from './customers.mjs';
import { chosen, faithful, openWords, seenBy, wire } from './table.mjs';

/** The thirteen values of `type`. */
export const TYPES = [
	'text',
	'image',
	'video',
	'document',
	'audio',
	'sticker',
	'location',
	'contacts',
	'template',
	'richTemplate',
	'buttonTemplate',
	'interactive_button',
	'interactive_list',
];

const ANSWER = chosen('HTTP code and body of a send');

export const SEND_POINTS = [
	...seenBy('each of the thirteen messages, with --phone', [
		...TYPES.map((type) => ({
			id: `send.${type}`,
			assumed: `Zoko takes a message of type ${type} as we write it.`,
			is: ['accepted'],
			relies: wire(
				type === 'interactive_list' ? "| 'interactive_list'" : 'The thirteen values of `type`',
			),
		})),
		{
			id: 'send.status',
			assumed: 'A message that is taken is answered with 200.',
			is: [200],
			relies: ANSWER,
		},
		{
			id: 'send.body',
			assumed: 'The answer has status, the text "202", statusText Accepted and messageId.',
			shape: {
				status: { words: ['202'] },
				statusText: { words: ['Accepted'] },
				messageId: 'uuid',
				'customerId?': 'uuid',
			},
			relies: ANSWER,
		},
		{
			id: 'send.customerId',
			assumed: 'The answer has customerId too.',
			is: ['present'],
			relies: wire('customerId?: string;'),
		},
	]),
	...seenBy('a message without recipient, which cannot be sent, with --phone', [
		{
			id: 'send.invalid',
			assumed: 'An empty recipient is refused with 400.',
			is: [400],
			relies: chosen('`recipient`'),
		},
		{
			id: 'send.invalid.type',
			assumed: 'The error type of that is validation_error.',
			is: ['validation_error'],
			key: 'type',
			relies: chosen('types of errors'),
		},
	]),
	...seenBy('a 409 that comes by itself, with --phone', [
		{
			id: 'send.window',
			assumed: 'Outside the 24-hour window the error type is client_error.',
			is: ['client_error'],
			key: 'type',
			relies: chosen('the window of a customer who wrote long ago'),
		},
	]),
];

export const MESSAGE_POINTS = seenBy(
	'GET of the messages that were sent, or of --message, and of their history',
	[
		{
			id: 'message.status',
			assumed: 'A message is read with 200.',
			is: [200],
			relies: wire('export interface MessageRecord'),
		},
		{
			id: 'message.shape',
			assumed:
				'It has the documented keys; template messages have the type template, the others their own.',
			shape: { id: 'uuid', platformTimestamp: 'time', ...CONTENT, 'customer?': { id: 'uuid' } },
			relies: wire('export interface MessageRecord'),
		},
		{
			id: 'message.type',
			assumed:
				'The three kinds of template are all read as template, other types as they were sent.',
			is: ['as sent', 'template'],
			relies: chosen('`type` of template messages in the API and in webhooks'),
		},
		{
			id: 'message.sender',
			assumed: 'platformSenderId is the phone number without plus.',
			shape: 'phone without plus',
			relies: faithful('phone numbers without `+` in the API'),
		},
		{
			id: 'history.status',
			assumed: 'The history is read with 200.',
			is: [200],
			relies: wire('export interface MessageHistory'),
		},
		{
			id: 'history.shape',
			assumed:
				'A history has messageId, and entries of deliveryChannel, state and details.message.',
			shape: {
				messageId: 'uuid',
				history: [
					{
						deliveryChannel: openWords('whatsapp'),
						'happendAt?': 'time',
						'happenedAt?': 'time',
						state: 'string',
						'details?': { 'message?': 'string' },
					},
				],
			},
			relies: wire('export interface MessageHistory'),
		},
		{
			id: 'history.happendAt',
			assumed: 'The time of an entry is spelt happendAt.',
			is: ['happendAt'],
			relies: wire('`happendAt` is spelt like this'),
		},
		{
			id: 'history.state',
			assumed: 'Its states are accepted, sent, delivered, seen and failed.',
			is: ['accepted', 'sent', 'delivered', 'seen', 'failed'],
			key: 'state',
			relies: chosen('`state` in the history'),
		},
	],
);
