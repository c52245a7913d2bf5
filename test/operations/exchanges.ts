import type { IDataObject } from 'n8n-workflow';
import { GROUP_EXCHANGES } from './group/exchanges';

/** A request that an operation makes, and what Zoko answers. */
export interface Exchange {
	method: 'GET' | 'POST' | 'PUT' | 'DELETE';
	/** Below the base URL. */
	path: string;
	query?: Record<string, string>;
	body?: IDataObject;
	status?: number;
	answer?: object | string;
}

export interface Expected {
	exchanges: Exchange[];
	output: IDataObject[];
	/** The output without Simplify. */
	raw?: IDataObject[];
}

/** What the items of the workflow fixtures hold. */
export const ITEM = {
	messageId: 'm-1',
	customerId: 'c-1',
	propertyId: 'p-1',
	webhookId: 'w-1',
	groupId: 'g-1',
	joinRequestId: 'j-1',
	participant: '+91 98765 43201',
	/** The second is written without its country code. */
	phones: ['+91 98765 43201', '098765 43202', '919876543226'],
	agentEmail: 'tom+orders@shop.example',
	tag: 'new & shiny',
};

const deleted = (count: number) => ({
	status: '204',
	message: 'items(s) deleted',
	details: `deleted items count - ${count}`,
});

const tagAdded = { status: '200', message: 'tag added', details: 'tag added for customer c-1' };

const MESSAGE = {
	id: 'm-1',
	platformSenderId: '919876543201',
	platform: 'whatsapp',
	platformTimestamp: '2026-05-01T10:00:00Z',
	direction: 'FROM_STORE',
	type: 'document',
	text: 'https://example.com/invoice.pdf',
	fileUrl: 'https://example.com/invoice.pdf',
	fileCaption: 'Your invoice',
	deliveryStatus: 'seen',
	customer: { id: 'c-1' },
	attachments: { id: 'f-1' },
};

/** As public clients read it; the last row is what the node has to bear. */
const CONVERSATION = [
	{
		key: { customerId: 'c-1', platformTimestamp: '2026-05-01T10:05:00Z', msgId: 'm-2' },
		direction: 'FROM_CUSTOMER',
		type: 'image',
		text: '',
		fileCaption: 'It is broken',
		mediaUrl: 'https://example.com/parcel.jpg',
		senderName: 'Asha Rao',
		createdAt: '2026-05-01T10:05:01Z',
		platform: 'whatsapp',
		platformSenderId: '919876543201',
		sourceDetails: null,
	},
	{
		key: { customerId: 'c-1', msgId: 'm-3' },
		direction: 'FROM_STORE',
		type: 'text',
		text: 'Sorry! A new one is on its way.',
		createdAt: '2026-05-01T10:06:00Z',
		deliveryStatus: 'seen',
		sourceDetails: { agent_email: 'tom@shop.example' },
	},
	{ key: null },
];

const HISTORY = {
	messageId: 'm-1',
	history: [
		{
			deliveryChannel: 'whatsapp',
			happendAt: '2026-05-01T10:00:01Z',
			state: 'sent',
			details: { message: '' },
		},
		{
			deliveryChannel: 'whatsapp',
			happendAt: '2026-05-01T10:00:05Z',
			state: 'failed',
			details: { message: 'Message undeliverable (131026)' },
		},
	],
};

const STEPS = [
	{ status: 'sent', happenedAt: '2026-05-01T10:00:01Z', channel: 'whatsapp' },
	{
		status: 'failed',
		happenedAt: '2026-05-01T10:00:05Z',
		message: 'Message undeliverable (131026)',
		channel: 'whatsapp',
	},
];

const template = (templateId: string, templateLanguage: string, more: IDataObject = {}) => ({
	channel: 'whatsapp',
	isRichTemplate: false,
	templateType: 'template',
	templateId,
	templateLanguage,
	templateDesc: ' Parcel {{1}} is on its way.\n',
	templateVariableCount: 1,
	active: true,
	...more,
});

const CONFIRM = template('order_confirm', 'en', {
	isRichTemplate: true,
	templateType: 'buttonTemplate',
	templateDesc:
		'Header: Image {{1}} \nBody: {{2}}, do you still want it?\nFooter: Acme Books\nButtons: [Yes] {{3}}, [No] {{4}}\n',
	templateVariableCount: 4,
});

const TEMPLATES = [
	CONFIRM,
	template('order_shipped', 'en'),
	template('order_shipped', 'de'),
	template('order_confirm', 'hi', { templateType: 'buttonTemplate' }),
	template('old_order', 'en', { templateType: 'buttonTemplate', active: false }),
	template('review', 'en', { templateType: 'buttonTemplate', templateDesc: ' How was it?\n' }),
];

const CUSTOMER = {
	id: 'c-1',
	name: 'Asha Rao',
	channel: 'whatsapp',
	channelId: '919876543201',
	lastIncomingMessageAt: 1777629600000,
	contactable: true,
	assignment: { id: 'b-1', name: 'Support', team: true },
};

const ONE_CUSTOMER = {
	id: 'c-1',
	name: 'Asha Rao',
	channels: [{ channel: 'whatsapp', scopeId: '919876543201' }],
	assignment: { id: 'a-1', name: 'Meera Nair', email: 'meera@shop.example', team: false },
};

const PROPERTY = {
	id: 'p-1',
	entityType: 'customer',
	entityId: 'c-1',
	type: 'text',
	title: 'Plan',
	description: 'Current plan',
	messages: ['Gold'],
	priority: 2,
};

const SIMPLE_PROPERTY = {
	propertyId: 'p-1',
	customerId: 'c-1',
	title: 'Plan',
	type: 'text',
	values: ['Gold'],
	description: 'Current plan',
	priority: 2,
};

const WITHOUT_VALUES = { type: 'text', title: 'Plan', description: 'Current plan', priority: 2 };

const AGENT = {
	id: 'a-2',
	firstName: 'Tom',
	lastName: 'Becker',
	email: 'tom+orders@shop.example',
	role: 'admin',
	active: true,
	available: false,
};

const SUPPORT = {
	id: 'b0000000-0000-4000-8000-000000000002',
	name: 'Support',
	description: 'First line',
	active: true,
	memberCount: 3,
};
const ORDERS = { ...SUPPORT, id: 'b0000000-0000-4000-8000-000000000001', name: 'Orders' };

const WEBHOOK = { id: 'w-1', url: 'https://example.com/zoko', events: ['message:user:in'] };
const BOTH = ['message:user:in', 'message:delivery:update'];

const TAGS = '/customer/c-1/tags';
const PROPERTIES = '/customer/c-1/properties';

/** Of every operation that is not a send: its requests and its output, by resource and operation. */
export const EXPECTED: Record<string, Expected> = {
	...GROUP_EXCHANGES,
	'message/get': {
		exchanges: [{ method: 'GET', path: '/message/m-1', answer: MESSAGE }],
		output: [
			{
				messageId: 'm-1',
				status: 'read',
				phone: '+919876543201',
				timestamp: '2026-05-01T10:00:00Z',
				customerId: 'c-1',
				direction: 'outgoing',
				type: 'document',
				mediaUrl: 'https://example.com/invoice.pdf',
				caption: 'Your invoice',
				attachmentId: 'f-1',
			},
		],
		raw: [MESSAGE],
	},
	'message/getHistory': {
		exchanges: [{ method: 'GET', path: '/message/m-1/history', answer: HISTORY }],
		output: [{ messageId: 'm-1', failureReason: 'Message undeliverable (131026)', history: STEPS }],
		raw: [HISTORY],
	},
	'message/waitForDelivery': {
		exchanges: [
			{ method: 'GET', path: '/message/m-1', answer: { ...MESSAGE, deliveryStatus: 'sent' } },
			{ method: 'GET', path: '/message/m-1', answer: { ...MESSAGE, deliveryStatus: 'failed' } },
			{ method: 'GET', path: '/message/m-1/history', answer: HISTORY },
		],
		output: [
			{
				messageId: 'm-1',
				status: 'failed',
				delivered: false,
				read: false,
				failureReason: 'Message undeliverable (131026)',
				timedOut: false,
				waitedMs: expect.any(Number) as number,
				history: STEPS,
			},
		],
	},
	'message/delete': {
		exchanges: [
			{
				method: 'DELETE',
				path: '/message/m-1',
				answer: { id: 'm-1', status: 'message deleted', description: 'message m-1 deleted' },
			},
		],
		output: [{ deleted: true, messageId: 'm-1', description: 'message m-1 deleted' }],
	},
	'message/deleteMany': {
		exchanges: [
			{
				method: 'DELETE',
				path: '/message/batch',
				body: { messages: ['m-1', 'unknown-message'] },
				answer: {
					deleted: 1,
					failed: 1,
					messages: [
						{ id: 'unknown-message', status: 'message not deleted', description: 'not found' },
						{ id: 'm-1', status: 'message deleted', description: 'message m-1 deleted' },
					],
				},
			},
		],
		output: [
			{ deleted: true, messageId: 'm-1', description: 'message m-1 deleted' },
			{ deleted: false, messageId: 'unknown-message', description: 'not found' },
		],
	},
	'template/getAll': {
		exchanges: [{ method: 'GET', path: '/account/templates', answer: TEMPLATES }],
		output: [
			{
				templateId: 'order_confirm',
				language: 'en',
				type: 'buttonTemplate',
				sendWith: 'Send Button Template',
				active: true,
				header: 'Image',
				body: '{{2}}, do you still want it?',
				footer: 'Acme Books',
				buttons: ['Yes', 'No'],
				placeholders: [
					{ number: 1, part: 'header', label: 'Header Image URL' },
					{ number: 2, part: 'body', label: '{{2}}, do you still…' },
					{ number: 3, part: 'button', label: expect.stringContaining('"Yes"') as string },
					{ number: 4, part: 'button', label: expect.stringContaining('"No"') as string },
				],
			},
		],
		raw: [CONFIRM],
	},
	'template/get': {
		exchanges: [{ method: 'GET', path: '/account/templates', answer: TEMPLATES }],
		output: [
			{
				templateId: 'order_shipped',
				language: 'de',
				type: 'template',
				sendWith: 'Send Template',
				active: true,
				body: 'Parcel {{1}} is on its way.',
				buttons: [],
				placeholders: [{ number: 1, part: 'body', label: 'Parcel {{1}} is on its way.' }],
			},
		],
		raw: [template('order_shipped', 'de')],
	},
	'customer/getAll': {
		exchanges: [
			{
				method: 'GET',
				path: '/customer',
				query: {
					channel: 'whatsapp',
					page: '1',
					pageSize: '20',
					includeAssign: 'true',
					sortBy: 'lastIncomingMessageAt',
					orderBy: 'desc',
				},
				answer: {
					currentPage: 1,
					pageSize: 20,
					totalPages: 1,
					totalCustomers: 2,
					customers: [
						CUSTOMER,
						{
							...CUSTOMER,
							id: 'c-2',
							lastIncomingMessageAt: null,
							contactable: false,
							assignment: { id: null },
						},
					],
				},
			},
		],
		output: [
			{
				customerId: 'c-1',
				name: 'Asha Rao',
				phone: '+919876543201',
				lastIncomingMessageAt: '2026-05-01T10:00:00.000Z',
				windowOpen: true,
				assignedTo: { id: 'b-1', name: 'Support', type: 'team' },
			},
			{
				customerId: 'c-2',
				name: 'Asha Rao',
				phone: '+919876543201',
				lastIncomingMessageAt: null,
				windowOpen: false,
				assignedTo: null,
			},
		],
		raw: [
			CUSTOMER,
			{
				...CUSTOMER,
				id: 'c-2',
				lastIncomingMessageAt: null,
				contactable: false,
				assignment: { id: null },
			},
		],
	},
	'customer/get': {
		exchanges: [{ method: 'GET', path: '/customer/c-1', answer: ONE_CUSTOMER }],
		output: [
			{
				customerId: 'c-1',
				name: 'Asha Rao',
				phone: '+919876543201',
				assignedTo: {
					id: 'a-1',
					name: 'Meera Nair',
					email: 'meera@shop.example',
					type: 'agent',
				},
			},
		],
		raw: [ONE_CUSTOMER],
	},
	'customer/assign': {
		exchanges: [
			{
				method: 'POST',
				path: '/customer/c-1/assign',
				body: { id: 'c-1', assigneeId: SUPPORT.id, override: true },
				answer: { status: '200', message: 'customer assigned', details: 'customer assigned' },
			},
		],
		output: [{ success: true, customerId: 'c-1', assigneeId: SUPPORT.id, override: true }],
	},
	'customer/deleteMessages': {
		exchanges: [{ method: 'DELETE', path: '/customer/c-1/messages', answer: deleted(7) }],
		output: [{ deleted: true, customerId: 'c-1', count: 7 }],
	},
	'customer/getMessages': {
		exchanges: [{ method: 'GET', path: '/customer/c-1/messages', answer: CONVERSATION }],
		output: [
			{
				messageId: 'm-2',
				phone: '+919876543201',
				timestamp: '2026-05-01T10:05:00Z',
				customerId: 'c-1',
				direction: 'incoming',
				type: 'image',
				mediaUrl: 'https://example.com/parcel.jpg',
				caption: 'It is broken',
				senderName: 'Asha Rao',
			},
			{
				messageId: 'm-3',
				status: 'read',
				timestamp: '2026-05-01T10:06:00Z',
				customerId: 'c-1',
				direction: 'outgoing',
				type: 'text',
				text: 'Sorry! A new one is on its way.',
				agentEmail: 'tom@shop.example',
			},
			{ customerId: 'c-1' },
		],
		raw: CONVERSATION,
	},
	'customer/getTags': {
		exchanges: [
			{
				method: 'GET',
				path: TAGS,
				answer: { entityId: 'c-1', entityType: 'customer', tags: ['vip'] },
			},
		],
		output: [{ customerId: 'c-1', tags: ['vip'] }],
		raw: [{ entityId: 'c-1', entityType: 'customer', tags: ['vip'] }],
	},
	'customer/addTag': {
		exchanges: [{ method: 'POST', path: TAGS, query: { tag: 'new & shiny' }, answer: [tagAdded] }],
		output: [{ success: true, customerId: 'c-1', tag: 'new & shiny' }],
	},
	'customer/removeTag': {
		exchanges: [
			{ method: 'DELETE', path: TAGS, query: { tag: 'new & shiny' }, answer: [deleted(1)] },
		],
		output: [{ deleted: true, customerId: 'c-1', tag: 'new & shiny', count: 1 }],
	},
	'customer/replaceTags': {
		exchanges: [
			{
				method: 'PUT',
				path: TAGS,
				body: { tags: ['vip', 'new & shiny'] },
				answer: [tagAdded, tagAdded],
			},
		],
		output: [{ success: true, customerId: 'c-1', tags: ['vip', 'new & shiny'] }],
	},
	'customer/getProperties': {
		exchanges: [{ method: 'GET', path: PROPERTIES, answer: [PROPERTY] }],
		output: [SIMPLE_PROPERTY],
		raw: [PROPERTY],
	},
	'customer/getProperty': {
		exchanges: [{ method: 'GET', path: `${PROPERTIES}/p-1`, answer: PROPERTY }],
		output: [SIMPLE_PROPERTY],
		raw: [PROPERTY],
	},
	'customer/createProperty': {
		exchanges: [
			{
				method: 'POST',
				path: PROPERTIES,
				body: { ...WITHOUT_VALUES, messages: ['Gold', 'since May'] },
				answer: { ...deleted(1), status: '200', details: 'property added' },
			},
		],
		output: [{ success: true, customerId: 'c-1', title: 'Plan', details: 'property added' }],
	},
	'customer/updateProperty': {
		exchanges: [
			{ method: 'GET', path: `${PROPERTIES}/p-1`, answer: PROPERTY },
			{
				method: 'PUT',
				path: `${PROPERTIES}/p-1`,
				body: { ...WITHOUT_VALUES, messages: ['Platinum'] },
				answer: { ...PROPERTY, messages: ['Platinum'] },
			},
		],
		output: [{ success: true, ...SIMPLE_PROPERTY, values: ['Platinum'] }],
	},
	'customer/deleteProperty': {
		exchanges: [{ method: 'DELETE', path: `${PROPERTIES}/p-1`, status: 204 }],
		output: [{ deleted: true, customerId: 'c-1', propertyId: 'p-1' }],
	},
	'agent/getAll': {
		exchanges: [
			{ method: 'GET', path: '/agent/agents', query: { includeTeams: 'true' }, answer: [AGENT] },
		],
		output: [AGENT],
	},
	'agent/get': {
		exchanges: [
			{
				method: 'GET',
				path: '/agent/tom%2Borders%40shop.example',
				query: { includeTeams: 'true' },
				answer: AGENT,
			},
		],
		output: [AGENT],
	},
	'agent/update': {
		exchanges: [
			{
				method: 'PUT',
				path: '/agent/tom%2Borders%40shop.example',
				body: { role: 'admin', available: false },
				answer: AGENT,
			},
		],
		output: [{ success: true, ...AGENT }],
	},
	'team/getAll': {
		exchanges: [
			{
				method: 'GET',
				path: '/agent/teams',
				query: { includeAgents: 'true' },
				answer: [ORDERS, SUPPORT],
			},
		],
		output: [ORDERS, SUPPORT],
	},
	'team/get': {
		exchanges: [
			{
				method: 'GET',
				path: '/agent/teams',
				query: { includeAgents: 'false' },
				answer: [ORDERS, SUPPORT],
			},
		],
		output: [SUPPORT],
	},
	'webhook/getAll': {
		exchanges: [{ method: 'GET', path: '/webhook', answer: [WEBHOOK] }],
		output: [WEBHOOK],
	},
	'webhook/get': {
		exchanges: [{ method: 'GET', path: '/webhook/w-1', answer: WEBHOOK }],
		output: [WEBHOOK],
	},
	'webhook/create': {
		exchanges: [
			{
				method: 'POST',
				path: '/webhook',
				body: {
					url: 'https://example.com/zoko',
					events: ['message:user:in'],
					challengeToken: 'abc',
				},
				answer: { ...WEBHOOK, challengeToken: 'abc' },
			},
		],
		output: [{ ...WEBHOOK, challengeToken: 'abc' }],
	},
	'webhook/update': {
		exchanges: [
			{ method: 'GET', path: '/webhook/w-1', answer: { ...WEBHOOK, challengeToken: 'abc' } },
			{
				method: 'PUT',
				path: '/webhook/w-1',
				body: { url: WEBHOOK.url, events: BOTH, challengeToken: 'abc' },
				answer: { ...WEBHOOK, events: BOTH },
			},
		],
		output: [{ success: true, ...WEBHOOK, events: BOTH, challengeToken: 'abc' }],
	},
	'webhook/delete': {
		exchanges: [{ method: 'DELETE', path: '/webhook/w-1', answer: deleted(1) }],
		output: [{ deleted: true, id: 'w-1' }],
	},
	'webhook/repair': {
		exchanges: [
			{
				method: 'GET',
				path: '/webhook',
				answer: [{ ...WEBHOOK, id: 'w-0', url: 'https://example.com/other' }, WEBHOOK],
			},
			{
				method: 'PUT',
				path: '/webhook/w-1',
				body: { url: WEBHOOK.url, events: BOTH },
				answer: { ...WEBHOOK, events: BOTH },
			},
		],
		output: [
			{
				action: 'updated',
				webhook: { ...WEBHOOK, events: BOTH },
				previousEvents: ['message:user:in'],
			},
		],
	},
};
