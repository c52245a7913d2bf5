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
import {
	assignedSchema,
	closedSchema,
	eventSchema,
	incomingSchema,
	openLinkSchema,
	outgoingSchema,
	releaseSchema,
	tapSchema,
	ticksSchema,
} from './schemas';
import {
	chatIsAssigned,
	chatIsClosed,
	shopWrites,
	type ChatRequest,
	type OutgoingRequest,
} from './shopActions';

/** What customers and the shop do, and what the webhooks get to hear. */
export function eventRoutes(app: FastifyInstance, world: World) {
	personRoutes(app, world);
	webhookRoutes(app, world);
}

function personRoutes(app: FastifyInstance, world: World) {
	app.post('/groups/:id/open-link', { schema: { body: openLinkSchema } }, (request) => {
		const { id } = request.params as { id: string };
		const group = world.store.groups.active().find((each) => each.id === id);
		if (group === undefined) throw new ControlError(404, 'no such group');
		const { phone } = request.body as { phone: string };
		if (!group.open(phone, world.clock.now())) throw new ControlError(409, 'the group is full');
		return { participants: group.participants, joinRequests: group.joinRequests };
	});
	app.post('/incoming', { schema: { body: incomingSchema } }, async (request) => {
		const { id } = await customerWrites(world, request.body as IncomingRequest);
		return { messageId: id };
	});
	app.post('/tap', { schema: { body: tapSchema } }, async (request) => {
		const { id } = await customerTaps(world, request.body as TapRequest);
		return { messageId: id };
	});
	app.post('/outgoing', { schema: { body: outgoingSchema } }, (request) => {
		const { id } = shopWrites(world, request.body as OutgoingRequest);
		return { messageId: id };
	});
	app.post('/chats/assigned', { schema: { body: assignedSchema } }, async (request) => {
		await chatIsAssigned(world, request.body as ChatRequest);
		return { assigned: true };
	});
	app.post('/chats/closed', { schema: { body: closedSchema } }, async (request) => {
		await chatIsClosed(world, request.body as ChatRequest);
		return { closed: true };
	});
}

function webhookRoutes(app: FastifyInstance, world: World) {
	const { webhooks } = world;

	app.post('/events', { schema: { body: eventSchema } }, async (request) => {
		const { to } = request.query as { to?: string };
		await webhooks.post(request.body as WebhookEvent, to !== 'listeners');
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
	app.post('/webhooks/:id/events', { schema: { body: ticksSchema } }, (request) => {
		const webhook = world.store.webhooks.get((request.params as { id: string }).id);
		if (webhook === undefined) throw new ControlError(404, 'no such webhook');
		const { events } = request.body as { events: string[] };
		webhook.events = [...new Set([...webhook.events, ...events])];
		world.feed.somethingChanged();
		return webhook;
	});
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
	const find = (params: unknown) => {
		const { id } = params as { id: string };
		const delivery = webhooks.log.find((candidate) => candidate.id === Number(id));
		if (delivery === undefined) throw new ControlError(404, 'no such delivery');
		return delivery;
	};
	app.get('/deliveries/:id', (request) => find(request.params));
	app.post('/deliveries/:id/repeat', async (request) => {
		if (!(await webhooks.repeat(find(request.params)))) {
			throw new ControlError(409, 'the webhook is gone or disabled');
		}
		return { repeated: true };
	});
}
