import { deleted, type Expected } from './exchange';
import { SUPPORT } from './team';

const tagAdded = { status: '200', message: 'tag added', details: 'tag added for customer c-1' };

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

const TAGS = '/customer/c-1/tags';
const PROPERTIES = '/customer/c-1/properties';

/** Of the operations of customers: requests and output, see `EXPECTED`. */
export const customer: Record<string, Expected> = {
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
};
