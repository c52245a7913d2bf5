/* eslint-disable @n8n/community-nodes/no-restricted-imports -- The emulator never runs in n8n; a body of any length needs a stream. */
import type { FastifyReply } from 'fastify';
import { Readable } from 'stream';
import { pipeline } from 'stream/promises';

import { ZokoError } from '../api/errors';
import { linkOf, spoil } from '../tls/link';
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
	const link = linkOf(socket);
	if (link !== undefined) link.reset();
	else if (socket === null) reply.raw.destroy();
	else socket.resetAndDestroy();
}

const JSON_TYPE = { 'content-type': 'application/json; charset=utf-8' };

/** Pause between two blanks of a trickling body. */
const TRICKLE_MS = 50;

/** Blanks are good JSON, so only patience decides whether the answer is read. */
async function trickle(world: World, reply: FastifyReply, json: string, forMs: number) {
	const { raw } = reply.hijack();
	raw.writeHead(200, JSON_TYPE);
	const end = world.clock.now() + forMs;
	while (world.clock.now() < end && !raw.destroyed) {
		raw.write(' ');
		await world.clock.sleep(TRICKLE_MS);
	}
	raw.end(json);
}

const PIECE = 'x'.repeat(100_000);

function* padded(json: string, megabytes: number) {
	yield `${json.slice(0, -1)}${json === '{}' ? '' : ','}"padding":"`;
	for (let sent = 0; sent < megabytes * 1_000_000; sent += PIECE.length) yield PIECE;
	yield '"}';
}

async function sendHuge(reply: FastifyReply, json: string, megabytes: number) {
	const { raw } = reply.hijack();
	raw.writeHead(200, JSON_TYPE);
	// A client that has had enough ends the stream, which is what this is for.
	await pipeline(Readable.from(padded(json, megabytes)), raw).catch(() => undefined);
}

/**
 * Spoils an answer. `payload` is the right one, undefined when Zoko did not take the request.
 * Returns what Fastify is to send, or the reply itself when it is dealt with here.
 */
export async function strike(world: World, fault: Fault, reply: FastifyReply, payload: unknown) {
	if (fault.retryAfter !== undefined) reply.header('retry-after', String(fault.retryAfter));
	if (fault.location !== undefined) reply.header('location', fault.location);
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
				...JSON_TYPE,
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
		case 'trickle':
			await trickle(world, reply, json, fault.delayMs ?? world.settings.slowAnswerMs);
			return reply;
		case 'hugeBody':
			await sendHuge(reply, json, fault.megabytes ?? 400);
			return reply;
		case 'switchProtocols':
			reply.hijack();
			reply.raw.socket?.write(
				'HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\n',
			);
			return reply;
		case 'tlsPlainText':
		case 'tlsOversized':
		case 'tlsForeign':
		case 'tlsAlert':
			reply.hijack();
			spoil(reply.raw.socket, fault.kind);
			return reply;
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
