import type { FastifyInstance } from 'fastify';

import type { WebhookEvent } from '../delivery/events';
import type { World } from '../world';
import { ControlError } from './controlError';
import {
	customerTaps,
	customerWrites,
	type IncomingRequest,
	type TapRequest,
} from './customerActions';
import { eventSchema, incomingSchema, releaseSchema, tapSchema } from './schemas';

/** What customers do, and what the webhooks get to hear. */
export function eventRoutes(app: FastifyInstance, world: World) {
	const { webhooks } = world;

	app.post('/incoming', { schema: { body: incomingSchema } }, async (request) => {
		const { id } = await customerWrites(world, request.body as IncomingRequest);
		return { messageId: id };
	});
	app.post('/tap', { schema: { body: tapSchema } }, async (request) => {
		const { id } = await customerTaps(world, request.body as TapRequest);
		return { messageId: id };
	});

	app.post('/events', { schema: { body: eventSchema } }, async (request) => {
		await webhooks.publish(request.body as WebhookEvent, true);
		return { emitted: true };
	});
	app.post('/events/hold', () => {
		webhooks.hold();
		return { held: true };
	});
	app.post('/events/release', { schema: { body: releaseSchema } }, async (request) => {
		const { order = 'same' } = (request.body ?? {}) as { order?: 'same' | 'reverse' | number[] };
		return { released: await webhooks.release(order) };
	});
	app.post('/settle', async () => {
		await webhooks.settled();
		return { settled: true };
	});

	app.get('/webhooks', () => [...world.store.webhooks.values()]);
	app.get('/deliveries', (request) => {
		const { messageId, event, state, limit } = request.query as Record<string, string | undefined>;
		const chosen = webhooks.log.filter(
			(delivery) =>
				(messageId === undefined || delivery.messageId === messageId) &&
				(event === undefined || delivery.event === event) &&
				(state === undefined || delivery.state === state),
		);
		return limit === undefined ? chosen : chosen.slice(-Number(limit));
	});
	app.post('/deliveries/:id/repeat', async (request) => {
		const { id } = request.params as { id: string };
		const delivery = webhooks.log.find((candidate) => candidate.id === Number(id));
		if (delivery === undefined) throw new ControlError(404, 'no such delivery');
		if (!(await webhooks.repeat(delivery))) {
			throw new ControlError(409, 'the webhook is gone or disabled');
		}
		return { repeated: true };
	});
}
