import { createHash, timingSafeEqual } from 'crypto';
import type { FastifyInstance } from 'fastify';

import type { World } from '../world';
import { agentOperations } from './agents';
import { propertyOperations, tagOperations } from './customerDetails';
import { customerOperations } from './customers';
import { groupOperations } from './groups';
import { ZokoError } from './errors';
import { messageOperations } from './messages';
import { watchSend } from './operation';
import { templateOperations } from './templates';
import { validationMessage, type SchemaError } from './validationMessage';
import { webhookOperations } from './webhooks';

const digest = (text: string) => createHash('sha256').update(text).digest();

/** The API under `/v2`: key check, log, error bodies, and the 28 and 15 operations. */
export function zokoApi(world: World, apiKey: string) {
	const rightKey = digest(apiKey);

	return async (app: FastifyInstance) => {
		app.decorateRequest('logged', null);
		app.decorateRequest('operationNumber', 0);

		app.addHook('onRequest', (request, _reply, next) => {
			const { apikey, ...headers } = request.headers;
			delete headers.authorization;
			const path = request.url.slice('/v2'.length);
			const known = request.routeOptions.url?.slice('/v2'.length);
			request.logged = world.requests.add({
				at: world.clock.now(),
				method: request.method,
				path,
				operation: `${request.method} ${known ?? '(unknown)'}`,
				headers,
			});
			const right = typeof apikey === 'string' && timingSafeEqual(digest(apikey), rightKey);
			next(right ? undefined : new ZokoError(401, 'invalid api key'));
		});

		app.addHook('preValidation', (request, reply, next) => {
			if (request.logged !== null) request.logged.body = request.body;
			if (request.logged?.operation === 'POST /message') {
				watchSend(
					world,
					String((request.body as { recipient?: unknown } | null)?.recipient),
					reply,
				);
			}
			next();
		});

		app.addHook('onResponse', (request, reply, next) => {
			if (request.logged !== null && reply.sent) request.logged.httpStatus = reply.statusCode;
			next();
		});

		app.setErrorHandler((error, _request, reply) => {
			const answer = toZokoError(error);
			void reply.code(answer.status).send(answer.toBody(world.clock.now()));
		});

		app.setNotFoundHandler((_request, reply) => {
			const answer = new ZokoError(404, 'resource not found', 'invalid_request_error');
			void reply.code(404).send(answer.toBody(world.clock.now()));
		});

		templateOperations(app, world);
		messageOperations(app, world);
		customerOperations(app, world);
		tagOperations(app, world);
		propertyOperations(app, world);
		agentOperations(app, world);
		webhookOperations(app, world);
		groupOperations(app, world);
	};
}

function toZokoError(error: unknown): ZokoError {
	if (error instanceof ZokoError) return error;
	const { validation, statusCode, message } = error as {
		validation?: SchemaError[];
		statusCode?: number;
		message: string;
	};
	const first = validation?.[0];
	if (first !== undefined) return new ZokoError(400, validationMessage(first));
	const clientsFault = statusCode !== undefined && statusCode >= 400 && statusCode < 500;
	return clientsFault
		? new ZokoError(400, message, 'invalid_request_error')
		: new ZokoError(500, message);
}
