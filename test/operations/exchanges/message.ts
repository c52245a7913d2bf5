import type { Expected } from './exchange';

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

/** Of the operations of messages: requests and output, see `EXPECTED`. */
export const message: Record<string, Expected> = {
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
};
