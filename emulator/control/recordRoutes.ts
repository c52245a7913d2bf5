import type { FastifyInstance } from 'fastify';

import type { StoredMessage } from '../store/types';
import type { World } from '../world';
import { ControlError } from './controlError';
import { statusSchema } from './schemas';

/** The latest `limit` entries, or all. */
function latest<T>(entries: T[], limit: string | undefined): T[] {
	return limit === undefined ? entries : entries.slice(-Number(limit));
}

const limitQuery = (properties: object) => ({
	type: 'object',
	additionalProperties: false,
	properties: { limit: { type: 'string', pattern: '^[1-9]\\d*$' }, ...properties },
});

const text = { type: 'string' };

/** What was accepted, asked for and posted. */
export function recordRoutes(app: FastifyInstance, world: World) {
	app.get('/messages', { schema: { querystring: limitQuery({ recipient: text }) } }, (request) => {
		const { recipient, limit } = request.query as { recipient?: string; limit?: string };
		const { book } = world.store;
		const chosen =
			recipient === undefined ? book : book.filter(({ channelId }) => channelId === recipient);
		return { total: world.store.acceptedCount, messages: latest(chosen, limit).map(entry) };
	});
	app.get('/messages/:id', (request) => entry(find(world, request.params)));
	app.post('/messages/:id/status', { schema: { body: statusSchema } }, async (request) => {
		const message = find(world, request.params);
		const { status, reason } = request.body as { status: 'sent' | 'failed'; reason?: string };
		if (status === 'failed')
			await world.delivery.fail(message, reason ?? '131000: Something went wrong');
		else await world.delivery.report(message, status);
		return entry(message);
	});

	app.get('/requests', { schema: { querystring: limitQuery({ operation: text }) } }, (request) => {
		const { operation, limit } = request.query as { operation?: string; limit?: string };
		const { requests } = world;
		const chosen = requests.entries.filter(
			(logged) => operation === undefined || logged.operation === operation,
		);
		return {
			total: requests.total,
			byOperation: Object.fromEntries(requests.byOperation),
			maxInFlight: requests.maxInFlight,
			maxInFlightPerRecipient: requests.maxInFlightPerRecipient,
			requests: latest(chosen, limit),
		};
	});
}

function find(world: World, params: unknown): StoredMessage {
	const message = world.store.messages.get((params as { id: string }).id);
	if (message === undefined) throw new ControlError(404, 'no such message');
	return message;
}

/** A line of the book. */
function entry(message: StoredMessage) {
	const { id, requestNumber, channelId, at, status, reason, inZoko, body, incoming, history } =
		message;
	return {
		id,
		requestNumber,
		phone: channelId,
		acceptedAt: at,
		status,
		...(reason !== undefined && { reason }),
		inZoko,
		body: body ?? incoming,
		history,
	};
}
