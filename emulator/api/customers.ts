import type { FastifyInstance } from 'fastify';

import type { Customer } from '../store/types';
import type { World } from '../world';
import { assign, assignee, assignmentOf } from './assignment';
import { invalid, notFound, ZokoError } from './errors';
import { record, windowOpen } from './messages';
import { addOperation } from './operation';
import { deleted } from './responses';

const DEFAULT_PAGE_SIZE = 100;

/** The lower of the two maxima that clients report. */
const LARGEST_PAGE_SIZE = 2000;

interface ListQuery {
	channel: string;
	page?: string;
	pageSize?: string;
	includeAssign?: string;
	sortBy?: 'name' | 'lastIncomingMessageAt' | 'contactable';
	orderBy?: 'asc' | 'desc';
}

const positive = { type: 'string', pattern: '^[1-9]\\d*$' };

const listQuery = {
	type: 'object',
	required: ['channel'],
	properties: {
		channel: { type: 'string', enum: ['whatsapp'] },
		page: positive,
		pageSize: positive,
		includeAssign: { type: 'string', enum: ['true', 'false'] },
		sortBy: { type: 'string', enum: ['name', 'lastIncomingMessageAt', 'contactable'] },
		orderBy: { type: 'string', enum: ['asc', 'desc'] },
	},
};

/** The customer of a path, or a 404. */
export function customerOf(world: World, params: unknown): Customer {
	const customer = world.store.customers.get((params as { id: string }).id);
	if (customer === undefined) throw notFound('Customer');
	return customer;
}

/** List, read, assign and delete the messages of customers. */
export function customerOperations(app: FastifyInstance, world: World) {
	addOperation(app, world, {
		method: 'GET',
		path: '/customer',
		querystring: listQuery,
		run: (request) => {
			limitLists(world);
			return list(world, request.query as ListQuery);
		},
	});
	addOperation(app, world, {
		method: 'GET',
		path: '/customer/:id',
		run: (request) => {
			const customer = customerOf(world, request.params);
			return {
				id: customer.id,
				name: customer.name,
				channels: [{ channel: 'whatsapp', scopeId: customer.channelId }],
				assignment: assignmentOf(world.store, customer),
			};
		},
	});
	addOperation(app, world, {
		method: 'GET',
		path: '/customer/:id/messages',
		run: (request) => conversation(world, customerOf(world, request.params)),
	});
	addOperation(app, world, {
		method: 'DELETE',
		path: '/customer/:id/messages',
		run: (request) => {
			let count = 0;
			for (const id of customerOf(world, request.params).messageIds) {
				const message = world.store.messages.get(id);
				if (message?.inZoko !== true) continue;
				message.inZoko = false;
				count++;
			}
			return deleted(count);
		},
	});
	addOperation(app, world, {
		method: 'POST',
		path: '/customer/:id/assign',
		body: {
			type: 'object',
			additionalProperties: false,
			required: ['assigneeId'],
			properties: {
				id: { type: 'string' },
				assigneeId: { type: 'string' },
				override: { type: 'boolean' },
			},
		},
		run: (request) => {
			const customer = customerOf(world, request.params);
			const body = request.body as { id?: string; assigneeId: string; override?: boolean };
			if (body.id !== undefined && body.id !== customer.id) {
				throw invalid('id does not match the customer of the path');
			}
			if (assignee(world.store, body.assigneeId) === undefined) throw notFound('Assignee');
			void assign(world, customer, body.assigneeId, body.override ?? false);
			return { status: '200', message: 'customer assigned', details: 'customer assigned' };
		},
	});
}

/** One list per interval; a refused call starts the interval anew, as an accepted one does. */
function limitLists(world: World) {
	const now = world.clock.now();
	const last = world.lastCustomerList;
	world.lastCustomerList = now;
	if (last !== undefined && now - last < world.settings.customerListIntervalMs) {
		throw new ZokoError(429, 'rate limit exceeded');
	}
}

/** In no page of Zoko's: the keys are those that public clients read, the order is a choice. */
function conversation(world: World, customer: Customer) {
	return customer.messageIds.flatMap((messageId) => {
		const message = world.store.messages.get(messageId);
		if (message?.inZoko !== true) return [];
		const { id, platformTimestamp, customer: who, ...rest } = record(world, message);
		return [{ key: { customerId: who?.id, platformTimestamp, msgId: id }, ...rest }];
	});
}

function list(world: World, query: ListQuery) {
	const page = Number(query.page ?? 1);
	const pageSize = Number(query.pageSize ?? DEFAULT_PAGE_SIZE);
	if (pageSize > LARGEST_PAGE_SIZE) throw invalid(`pageSize must be at most ${LARGEST_PAGE_SIZE}`);

	const customers = [...world.store.customers.values()].sort(comparison(world, query));
	return {
		currentPage: page,
		pageSize,
		totalPages: Math.ceil(customers.length / pageSize),
		totalCustomers: customers.length,
		customers: customers.slice((page - 1) * pageSize, page * pageSize).map((customer) => ({
			id: customer.id,
			name: customer.name,
			channel: 'whatsapp',
			channelId: customer.channelId,
			lastIncomingMessageAt: customer.lastIncomingAt,
			contactable: windowOpen(world, customer.channelId),
			...(query.includeAssign === 'true' && {
				assignment: assignmentOf(world.store, customer),
			}),
		})),
	};
}

function comparison(world: World, { sortBy = 'name', orderBy = 'asc' }: ListQuery) {
	const sign = orderBy === 'asc' ? 1 : -1;
	if (sortBy === 'name') {
		return (a: Customer, b: Customer) => sign * a.name.localeCompare(b.name, 'en');
	}
	// Customers who never wrote rank above the latest writers, as has been seen in descending lists.
	const rank =
		sortBy === 'contactable'
			? (customer: Customer) => Number(windowOpen(world, customer.channelId))
			: (customer: Customer) => customer.lastIncomingAt ?? Number.MAX_SAFE_INTEGER;
	return (a: Customer, b: Customer) => sign * (rank(a) - rank(b));
}
