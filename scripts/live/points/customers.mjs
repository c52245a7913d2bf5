// Points that are seen by reading one page of customers.
import { chosen, openWords, seenBy } from './table.mjs';

const ASSIGNMENT = {
	id: 'uuid|null',
	'name?': 'string|null',
	'email?': 'string|null',
	'team?': 'boolean',
};
const PAGE = chosen('`GET /customer`');
const MESSAGES = chosen('`GET /customer/{id}/messages`, which only public clients describe');

/** What GET /message/{id} says beside who and when. */
export const CONTENT = {
	platform: openWords('whatsapp'),
	platformSenderId: 'phone without plus|string',
	direction: { words: ['FROM_CUSTOMER', 'FROM_STORE'] },
	type: openWords(
		'text',
		'image',
		'document',
		'audio',
		'video',
		'location',
		'sticker',
		'contacts',
		'template',
		'interactive_button',
		'interactive_list',
	),
	'text?': 'string',
	'fileUrl?': 'string',
	'fileCaption?': 'string',
	deliveryStatus: openWords('received', 'accepted', 'sent', 'delivered', 'read', 'failed'),
	'attachments?': 'object',
};

export const CUSTOMER_POINTS = [
	...seenBy('GET /customer, one page, once', [
		{
			id: 'customers.status',
			assumed: 'A page of customers comes with 200.',
			is: [200],
			relies: PAGE,
		},
		{
			id: 'customers.shape',
			assumed: 'A page has currentPage, pageSize, totalPages, totalCustomers and customers.',
			shape: {
				currentPage: 'integer',
				pageSize: 'integer',
				totalPages: 'integer',
				totalCustomers: 'integer',
				customers: [
					{
						id: 'uuid',
						name: 'string',
						channel: { words: ['whatsapp'] },
						channelId: 'string',
						lastIncomingMessageAt: 'integer|string|null',
						contactable: 'boolean',
						'assignment?': ASSIGNMENT,
					},
				],
			},
			relies: PAGE,
		},
	]),
	...seenBy('the first customer of that page', [
		{
			id: 'customer.shape',
			assumed: 'A customer has id, name, channels and assignment.',
			shape: {
				id: 'uuid',
				name: 'string',
				channels: [{ channel: { words: ['whatsapp'] }, scopeId: 'string' }],
				'assignment?': ASSIGNMENT,
			},
			relies: chosen('`assignment` of an unassigned customer'),
		},
		{
			id: 'customer.tags',
			assumed: 'Tags come as entityId, entityType and a list of texts.',
			shape: { entityId: 'uuid', entityType: { words: ['customer'] }, tags: ['string'] },
			relies: ['emulator/api/customerDetails.ts', "entityType: 'customer', tags"],
		},
		{
			id: 'customer.properties',
			assumed: 'Properties come as a bare list.',
			shape: 'array',
			relies: ['docs/operations.md', '**Get Properties** gives'],
		},
		{
			id: 'customer.messages',
			assumed: 'GET /customer/{id}/messages exists: 200.',
			is: [200],
			relies: MESSAGES,
		},
		{
			id: 'customer.messages.shape',
			assumed:
				'It is a bare list; each message has a key of customerId, platformTimestamp and msgId.',
			shape: [
				{
					key: { customerId: 'uuid', platformTimestamp: 'time', msgId: 'uuid' },
					...CONTENT,
					'mediaUrl?': 'string',
					'senderName?': 'string',
					'zokoAgent?': 'object|string|null',
					'createdAt?': 'string|integer',
					'platformId?': 'string|null',
					'platformMessageId?': 'string|null',
					'sourceDetails?': 'object|null',
				},
			],
			relies: MESSAGES,
		},
	]),
];
