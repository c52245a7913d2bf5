import type { FastifyInstance, FastifyReply, FastifyRequest, HTTPMethods } from 'fastify';

import { strikesAfter, type Fault } from '../faults/faults';
import { strike } from '../faults/strike';
import { testNumber } from '../faults/testNumbers';
import type { LoggedRequest } from '../control/requestLog';
import type { World } from '../world';

declare module 'fastify' {
	interface FastifyRequest {
		/** The request's line in the log; absent for requests outside the API. */
		logged: LoggedRequest | null;
		/** Ordinal among the requests to the same operation. */
		operationNumber: number;
	}
}

export interface Operation {
	method: HTTPMethods;
	/** As in the API's tables, with `:id` for a path parameter. */
	path: string;
	body?: object;
	querystring?: object;
	/** Does the work and returns the answer; throws ZokoError. */
	run: (request: FastifyRequest, reply: FastifyReply) => unknown;
}

const SEND = 'POST /message';

/** Registers an operation of the API; whatever fault is in force strikes around its work. */
export function addOperation(app: FastifyInstance, world: World, operation: Operation) {
	const { method, path, body, querystring, run } = operation;
	const name = `${String(method)} ${path}`;
	app.route({
		method,
		url: path,
		schema: { ...(body && { body }), ...(querystring && { querystring }) },
		handler: async (request, reply) => {
			const fault = pickFault(world, name, request);
			if (fault === undefined) return await run(request, reply);
			if (request.logged !== null) request.logged.fault = fault.kind;
			const taken = strikesAfter(fault);
			const payload = taken ? await run(request, reply) : undefined;
			if (request.logged !== null) request.logged.taken = taken;
			return await strike(world, fault, reply, payload);
		},
	});
}

function pickFault(world: World, operation: string, request: FastifyRequest): Fault | undefined {
	const recipient =
		operation === SEND ? (request.body as { recipient: string }).recipient : undefined;
	const subject = recipient ?? operation;
	const { number, attempt } = world.requests.count(operation, subject);
	request.operationNumber = number;
	const picked = world.faults.pick({ operation, subject, number, attempt });
	if (picked !== undefined || recipient === undefined) return picked;
	const rule = testNumber(recipient);
	return rule?.everySecond === true && attempt % 2 === 0 ? undefined : rule?.fault;
}

/** Ends the count of a send when its connection is done with it, answered or not. */
export function watchSend(world: World, recipient: string, reply: FastifyReply) {
	reply.raw.once('close', world.requests.sendStarted(recipient));
}
