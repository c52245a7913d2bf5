import type { FastifyReply } from 'fastify';

import { ZokoError } from '../api/errors';
import type { World } from '../world';
import type { Fault } from './faults';

const TEXTS: Record<number, string> = {
	400: 'request is not valid',
	401: 'invalid api key',
	409: 'conflict',
	429: 'too many requests',
	503: 'service unavailable',
};

/** Cuts the client's connection the hard way. */
function cut(reply: FastifyReply) {
	const { socket } = reply.raw;
	if (socket === null) reply.raw.destroy();
	else socket.resetAndDestroy();
}

/**
 * Spoils an answer. `payload` is the right one, undefined when Zoko did not take the request.
 * Returns what Fastify is to send, or the reply itself when it is dealt with here.
 */
export async function strike(world: World, fault: Fault, reply: FastifyReply, payload: unknown) {
	if (fault.retryAfter !== undefined) reply.header('retry-after', String(fault.retryAfter));
	const json = JSON.stringify(payload ?? {});
	switch (fault.kind) {
		case 'status': {
			const status = fault.status ?? 500;
			reply.code(status);
			if (fault.rawBody !== undefined) {
				return await reply.type(fault.contentType ?? 'text/html').send(fault.rawBody);
			}
			if (status < 300) return payload;
			const text = fault.message ?? TEXTS[status] ?? 'something went wrong';
			return new ZokoError(status, text, fault.type).toBody(world.clock.now());
		}
		case 'reset':
			reply.hijack();
			cut(reply);
			return reply;
		case 'timeout':
			reply.hijack();
			return reply;
		case 'slow':
			await world.clock.sleep(fault.delayMs ?? world.settings.slowAnswerMs);
			return payload;
		case 'slowBody':
		case 'cutBody': {
			reply.hijack();
			const half = Math.ceil(json.length / 2);
			reply.raw.writeHead(200, {
				'content-type': 'application/json; charset=utf-8',
				'content-length': Buffer.byteLength(json),
			});
			await new Promise<void>((resolve) => reply.raw.write(json.slice(0, half), () => resolve()));
			if (fault.kind === 'cutBody') {
				cut(reply);
				return reply;
			}
			await world.clock.sleep(fault.delayMs ?? world.settings.slowAnswerMs);
			reply.raw.end(json.slice(half));
			return reply;
		}
		case 'brokenJson':
			return await reply.type('application/json').send(json.slice(0, Math.ceil(json.length / 2)));
		case 'emptyBody':
			return await reply.send('');
		case 'noMessageId':
			return Object.fromEntries(
				Object.entries(payload ?? {}).filter(([key]) => key !== 'messageId'),
			);
		case 'http201':
			reply.code(201);
			return payload;
		case 'http202':
			reply.code(202);
			return payload;
	}
}
