import type { FastifyInstance } from 'fastify';
import { parsePhoneNumberFromString } from 'libphonenumber-js/min';

import { excerpt, viewOf } from '../message/view';
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
		deliveries: world.webhooks.log.slice(-DELIVERIES).reverse().map(deliveryView),
		webhooks: webhooksView(world),
	}));

	app.get('/phones/:phone', (request) => {
		const { phone } = request.params as { phone: string };
		const customer = world.store.customerByPhone(phone);
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
	const phones = new Set(messages.map(({ phone }) => phone));
	const wanted = new Set(deliveryIds);
	return {
		all,
		now: world.clock.now(),
		accepted: world.store.acceptedCount,
		messages: messages.map((message) => viewOf(world.store, message)),
		conversations: [...phones].map((phone) => conversation(world, world.store.customerFor(phone))),
		deliveries: world.webhooks.log.filter(({ id }) => wanted.has(id)).map(deliveryView),
		webhooks: webhooksView(world),
	};
}

function webhooksView(world: World) {
	return [...world.store.webhooks.values()].map(({ id, url, active, failuresInARow }) => ({
		id,
		url,
		active,
		failuresInARow,
	}));
}

function conversation(world: World, customer: Customer) {
	const lastId = customer.messageIds.at(-1);
	const last = lastId === undefined ? undefined : world.store.messages.get(lastId);
	return {
		phone: customer.phone,
		number: (customer.number ??= writtenNumber(customer.phone)),
		name: customer.name,
		note: customer.note,
		lastActivityAt: customer.lastActivityAt,
		window: windowOf(world, customer.phone),
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

/** A number as people write it. */
function writtenNumber(phone: string): string {
	return parsePhoneNumberFromString(`+${phone}`)?.formatInternational() ?? `+${phone}`;
}

function deliveryView({
	id,
	url,
	event,
	deliveryStatus,
	messageId,
	state,
	attempts,
}: WebhookDelivery) {
	const last = attempts.at(-1);
	return {
		id,
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
