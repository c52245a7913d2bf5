import type { FastifyInstance } from 'fastify';
import { parsePhoneNumberFromString } from 'libphonenumber-js/min';

import { assignmentOf } from '../api/assignment';
import { excerpt, viewOf } from '../message/view';
import { kindOf } from '../store/channelId';
import type { Customer } from '../store/types';
import type { World } from '../world';
import type { WebhookDelivery } from '../webhooks/dispatcher';
import { windowOf } from './customerActions';
import type { Changes } from './feed';

/** Conversations, messages of one conversation and webhook deliveries that the page shows at most. */
const CONVERSATIONS = 200;
const MESSAGES = 200;
const DELIVERIES = 60;

/** What the page reads: the conversations, one phone, and a stream of what changes. */
export function phoneRoutes(app: FastifyInstance, world: World) {
	app.get('/phones', () => ({
		now: world.clock.now(),
		accepted: world.store.acceptedCount,
		customers: world.store.customers.size,
		conversations: [...world.store.customers.values()]
			.sort((a, b) => b.lastActivityAt - a.lastActivityAt)
			.slice(0, CONVERSATIONS)
			.map((customer) => conversation(world, customer)),
		deliveries: world.webhooks.log
			.slice(-DELIVERIES)
			.reverse()
			.map((delivery) => deliveryView(world, delivery)),
		webhooks: webhooksView(world),
		agents: world.store.agents.map(({ id, firstName, lastName, role }) => ({
			id,
			name: [firstName, lastName].filter(Boolean).join(' '),
			role,
		})),
	}));

	app.get('/phones/:phone', (request) => {
		const { phone } = request.params as { phone: string };
		const customer = world.store.findCustomer(phone);
		return (customer?.messageIds ?? [])
			.slice(-MESSAGES)
			.map((id) => world.store.messages.get(id))
			.filter((message) => message !== undefined)
			.map((message) => viewOf(world.store, message));
	});

	app.get('/stream', (request, reply) => {
		reply.hijack();
		reply.raw.writeHead(200, {
			'content-type': 'text/event-stream',
			'cache-control': 'no-store',
			'x-accel-buffering': 'no',
		});
		reply.raw.write('retry: 500\n\n');
		const stop = world.feed.listen((changes) => {
			reply.raw.write(`data: ${JSON.stringify(batch(world, changes))}\n\n`);
		});
		request.raw.once('close', stop);
	});
}

/** The changes with what the page needs to draw them. */
function batch(world: World, { messageIds, deliveryIds, all }: Changes) {
	if (all) return { all };
	const messages = messageIds
		.map((id) => world.store.messages.get(id))
		.filter((message) => message !== undefined);
	const chats = new Set(messages.map(({ channelId }) => channelId));
	const wanted = new Set(deliveryIds);
	return {
		all,
		now: world.clock.now(),
		accepted: world.store.acceptedCount,
		messages: messages.map((message) => viewOf(world.store, message)),
		conversations: [...chats].map((id) => conversation(world, world.store.customerFor(id))),
		deliveries: world.webhooks.log
			.filter(({ id }) => wanted.has(id))
			.map((delivery) => deliveryView(world, delivery)),
		webhooks: webhooksView(world),
	};
}

function webhooksView(world: World) {
	return [...world.store.webhooks.values()].map(({ id, url, events, active, failuresInARow }) => ({
		id,
		url,
		events,
		active,
		failuresInARow,
	}));
}

function conversation(world: World, customer: Customer) {
	const lastId = customer.messageIds.at(-1);
	const last = lastId === undefined ? undefined : world.store.messages.get(lastId);
	return {
		phone: customer.channelId,
		kind: kindOf(customer.channelId),
		number: (customer.number ??= writtenAddress(customer)),
		name: customer.name,
		chatClosed: customer.chatClosed,
		assignment: assignmentOf(world.store, customer),
		note: customer.note,
		lastActivityAt: customer.lastActivityAt,
		window: windowOf(world, customer.channelId),
		...(last && {
			last: {
				id: last.id,
				text: excerpt(viewOf(world.store, last)),
				direction: last.direction,
				status: last.status,
				at: last.at,
			},
		}),
	};
}

/** A number as people write it, or what stands in its place. */
function writtenAddress({ channelId, username }: Customer): string {
	switch (kindOf(channelId)) {
		case 'phone':
			return parsePhoneNumberFromString(`+${channelId}`)?.formatInternational() ?? `+${channelId}`;
		case 'group':
			return `Group ${channelId}`;
		case 'bsuid':
			return [username && `@${username}`, 'no phone number'].filter(Boolean).join(' · ');
	}
}

/** The customer whom an event is about. Delivery updates name only the message. */
function customerOf({ store }: World, { payload, messageId }: WebhookDelivery) {
	const { customer, customerId } = payload as { customer?: { id?: string }; customerId?: string };
	const ofMessage = messageId === undefined ? undefined : store.messages.get(messageId)?.customerId;
	return store.customers.get(customer?.id ?? customerId ?? ofMessage ?? '');
}

function deliveryView(world: World, delivery: WebhookDelivery) {
	const { id, url, event, deliveryStatus, messageId, state, attempts } = delivery;
	const last = attempts.at(-1);
	return {
		id,
		customer: customerOf(world, delivery)?.name,
		host: new URL(url).host,
		event,
		deliveryStatus,
		messageId,
		state,
		attempts: attempts.length,
		answer: last?.httpStatus ?? last?.error,
		tookMs: last?.tookMs,
		at: last?.at,
	};
}
