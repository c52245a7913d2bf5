/* eslint-disable @n8n/community-nodes/no-restricted-imports -- The emulator never runs in n8n; broken connections need sockets. */
import { randomBytes } from 'crypto';
import type { Socket } from 'net';

/** What can break a secure connection from outside, as a proxy or a bad line does. */
export const TLS_FAULTS = [
	'tlsPlainText', // words where a record should be
	'tlsOversized', // a record longer than any may be
	'tlsForeign', // a record that was encrypted with another key
	'tlsAlert', // an alert of the other side
] as const;

export type TlsFault = (typeof TLS_FAULTS)[number];

/** Header of a record: 23 application data or 21 alert, the version, two bytes of length. */
const record = (type: 21 | 23, length: number) =>
	Buffer.from([type, 3, 3, length >> 8, length & 0xff]);

const foreignRecord = () => Buffer.concat([record(23, 64), randomBytes(64)]);

const HANDSHAKE_FAILURE = Buffer.concat([record(21, 2), Buffer.from([2, 40])]);

const BYTES: Record<Exclude<TlsFault, 'tlsAlert'>, () => Buffer> = {
	tlsPlainText: () => Buffer.from('HTTP/1.1 502 Bad Gateway\r\n\r\nupstream connect error\r\n'),
	tlsOversized: () => Buffer.concat([record(23, 0xffff), randomBytes(0xffff)]),
	tlsForeign: foreignRecord,
};

/** One secure connection: the client on one side, the emulator's TLS server on the other. */
export class Link {
	constructor(
		private readonly client: Socket,
		private readonly server: Socket,
	) {
		for (const socket of [client, server]) socket.on('error', () => this.close());
		client.once('close', () => this.close());
	}

	/** Lets the bytes go through both ways from now on. */
	join() {
		this.client.pipe(this.server);
		this.server.pipe(this.client);
	}

	/** Cuts the client off the hard way. */
	reset() {
		this.client.resetAndDestroy();
		this.server.destroy();
	}

	close() {
		this.client.destroy();
		this.server.destroy();
	}

	/**
	 * Breaks the connection once the handshake is over. The alert is a real one, encrypted: the server
	 * sends it when the client's side of the line delivers it something that it cannot read.
	 */
	spoil(fault: TlsFault) {
		if (fault === 'tlsAlert') {
			this.client.unpipe(this.server);
			this.server.write(foreignRecord());
			return;
		}
		this.server.unpipe(this.client);
		this.client.end(BYTES[fault]());
	}

	/** Breaks the connection in place of the handshake's answer, or after half of it. */
	async spoilHandshake(kind: string, half: boolean) {
		if (half) {
			const answer = await new Promise<Buffer>((resolve) => this.server.once('data', resolve));
			this.client.write(answer.subarray(0, Math.ceil(answer.length / 2)));
		}
		if (kind === 'timeout') return;
		if (kind === 'tlsAlert') this.client.end(HANDSHAKE_FAILURE);
		else if (kind in BYTES) this.client.end(BYTES[kind as keyof typeof BYTES]());
		else this.reset();
	}
}

const links = new WeakMap<Socket, Link>();

/** Notes to which connection a socket of the TLS server belongs. */
export function setLink(socket: Socket, link: Link) {
	links.set(socket, link);
}

/** The connection that a request's socket belongs to; undefined when it is not a secure one. */
export function linkOf(socket: Socket | null): Link | undefined {
	return socket === null ? undefined : links.get(socket);
}

/** Breaks the connection of a request; over plain HTTP the same bytes stand where the answer should. */
export function spoil(socket: Socket | null, fault: TlsFault) {
	const link = linkOf(socket);
	if (link !== undefined) link.spoil(fault);
	else socket?.end(fault === 'tlsAlert' ? HANDSHAKE_FAILURE : BYTES[fault]());
}
