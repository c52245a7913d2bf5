import { randomUUID } from 'crypto';
import type { FastifyInstance } from 'fastify';

import type { Webhook } from '../../nodes/Zoko/api/types';
import type { StoredWebhook } from '../store/types';
import type { World } from '../world';
import { invalid, notFound } from './errors';
import { addOperation } from './operation';
import { deleted } from './responses';

/** The events that Zoko documents for registration. */
const DOCUMENTED = ['message:user:in', 'message:store:out', 'message:delivery:update'];

const webhookBody = {
	type: 'object',
	additionalProperties: false,
	required: ['url', 'events'],
	properties: {
		url: { type: 'string', minLength: 1 },
		events: {
			type: 'array',
			minItems: 1,
			items: { type: 'string', minLength: 1 },
		},
		challengeToken: { type: 'string', maxLength: 200 },
	},
};

/** The five operations under `/webhook`. */
export function webhookOperations(app: FastifyInstance, world: World) {
	const { webhooks } = world.store;
	const find = (params: unknown): StoredWebhook => {
		const webhook = webhooks.get((params as { id: string }).id);
		if (webhook === undefined) throw notFound('Webhook');
		return webhook;
	};
	const store = (id: string, body: unknown): Webhook => {
		const { url, events, challengeToken } = body as Omit<Webhook, 'id'>;
		const unlisted = events.find((event) => !DOCUMENTED.includes(event));
		if (unlisted !== undefined && world.settings.webhooks.unlistedEvents === 'refuse') {
			throw invalid(`events must be one of ${DOCUMENTED.join(', ')}`);
		}
		if (!URL.canParse(url) || !/^https?:/i.test(url)) throw invalid('url is not a valid URL');
		const webhook: StoredWebhook = { id, url, events, active: true, failuresInARow: 0 };
		if (challengeToken !== undefined) webhook.challengeToken = challengeToken;
		webhooks.set(id, webhook);
		world.feed.somethingChanged();
		return shown(webhook);
	};

	addOperation(app, world, {
		method: 'GET',
		path: '/webhook',
		run: () => [...webhooks.values()].filter(({ active }) => active).map(shown),
	});
	addOperation(app, world, {
		method: 'POST',
		path: '/webhook',
		body: webhookBody,
		run: (request) => store(randomUUID(), request.body),
	});
	addOperation(app, world, {
		method: 'GET',
		path: '/webhook/:id',
		run: (request) => shown(find(request.params)),
	});
	addOperation(app, world, {
		method: 'PUT',
		path: '/webhook/:id',
		body: webhookBody,
		run: (request) => store(find(request.params).id, request.body),
	});
	addOperation(app, world, {
		method: 'DELETE',
		path: '/webhook/:id',
		run: (request) => {
			webhooks.delete(find(request.params).id);
			world.feed.somethingChanged();
			return deleted(1);
		},
	});
}

/** A webhook as the API shows it: nothing tells whether it is disabled. */
function shown({ id, url, events, challengeToken }: StoredWebhook): Webhook {
	return { id, url, ...(challengeToken !== undefined && { challengeToken }), events };
}
