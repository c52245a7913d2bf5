import { randomUUID } from 'crypto';
import type { FastifyInstance } from 'fastify';

import type { Customer, CustomerProperty } from '../store/types';
import type { World } from '../world';
import { customerOf } from './customers';
import { notFound } from './errors';
import { addOperation } from './operation';
import { deleted } from './responses';

const tagQuery = {
	type: 'object',
	required: ['tag'],
	properties: { tag: { type: 'string', minLength: 1 } },
};

const propertyBody = {
	type: 'object',
	additionalProperties: false,
	properties: {
		type: { type: 'string', enum: ['text', 'image', 'document', 'video'] },
		title: { type: 'string' },
		description: { type: 'string' },
		messages: { type: 'array', items: { type: 'string' } },
		priority: { type: 'integer' },
	},
};

const tagAdded = (customer: Customer) => ({
	status: '200',
	message: 'tag added',
	details: `tag added for customer ${customer.id}`,
});

/** The four operations on a customer's tags; the three that change them answer with arrays. */
export function tagOperations(app: FastifyInstance, world: World) {
	const path = '/customer/:id/tags';
	addOperation(app, world, {
		method: 'GET',
		path,
		run: (request) => {
			const { id, tags } = customerOf(world, request.params);
			return { entityId: id, entityType: 'customer', tags };
		},
	});
	addOperation(app, world, {
		method: 'PUT',
		path,
		body: {
			type: 'object',
			additionalProperties: false,
			required: ['tags'],
			properties: { tags: { type: 'array', items: { type: 'string', minLength: 1 } } },
		},
		run: (request) => {
			const customer = customerOf(world, request.params);
			customer.tags = [...new Set((request.body as { tags: string[] }).tags)];
			return customer.tags.map(() => tagAdded(customer));
		},
	});
	addOperation(app, world, {
		method: 'POST',
		path,
		querystring: tagQuery,
		run: (request) => {
			const customer = customerOf(world, request.params);
			const { tag } = request.query as { tag: string };
			if (!customer.tags.includes(tag)) customer.tags.push(tag);
			return [tagAdded(customer)];
		},
	});
	addOperation(app, world, {
		method: 'DELETE',
		path,
		querystring: tagQuery,
		run: (request) => {
			const customer = customerOf(world, request.params);
			const { tag } = request.query as { tag: string };
			const before = customer.tags.length;
			customer.tags = customer.tags.filter((existing) => existing !== tag);
			return [deleted(before - customer.tags.length)];
		},
	});
}

/** The five operations on a customer's properties. */
export function propertyOperations(app: FastifyInstance, world: World) {
	const path = '/customer/:id/properties';
	addOperation(app, world, {
		method: 'GET',
		path,
		run: (request) => [...customerOf(world, request.params).properties.values()],
	});
	addOperation(app, world, {
		method: 'POST',
		path,
		body: propertyBody,
		run: (request) => {
			const customer = customerOf(world, request.params);
			const id = randomUUID();
			customer.properties.set(id, {
				id,
				entityType: 'customer',
				entityId: customer.id,
				...(request.body as object),
			});
			return {
				status: '200',
				message: 'property added',
				details: `property added for customer ${customer.id}`,
			};
		},
	});
	addOperation(app, world, {
		method: 'GET',
		path: `${path}/:propertyId`,
		run: (request) => propertyOf(world, request.params).property,
	});
	addOperation(app, world, {
		method: 'PUT',
		path: `${path}/:propertyId`,
		body: propertyBody,
		run: (request) => {
			const { property } = propertyOf(world, request.params);
			return Object.assign(property, request.body);
		},
	});
	addOperation(app, world, {
		method: 'DELETE',
		path: `${path}/:propertyId`,
		run: (request) => {
			const { customer, property } = propertyOf(world, request.params);
			customer.properties.delete(property.id);
			return deleted(1);
		},
	});
}

function propertyOf(
	world: World,
	params: unknown,
): { customer: Customer; property: CustomerProperty } {
	const customer = customerOf(world, params);
	const property = customer.properties.get((params as { propertyId: string }).propertyId);
	if (property === undefined) throw notFound('Property');
	return { customer, property };
}
