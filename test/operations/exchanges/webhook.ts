import { deleted, type Expected } from './exchange';

const WEBHOOK = { id: 'w-1', url: 'https://example.com/zoko', events: ['message:user:in'] };
const BOTH = ['message:user:in', 'message:delivery:update'];

/** Of the operations of webhooks: requests and output, see `EXPECTED`. */
export const webhook: Record<string, Expected> = {
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
