/* eslint-disable @n8n/community-nodes/no-restricted-imports -- The emulator never runs in n8n; broken connections need servers and sockets. */
import { createServer as createHttpsServer, type Server } from 'https';
import {
	connect,
	createServer,
	type AddressInfo,
	type Server as NetServer,
	type Socket,
} from 'net';
import type { RequestListener } from 'http';

import { strikesAfter } from '../faults/faults';
import type { World } from '../world';
import { makeCertificate } from './certificate';
import { Link, setLink } from './link';
import { VERSIONS, type TlsVersion } from './versions';

/** The operation under which faults and counts know a handshake. */
export const HANDSHAKE = 'TLS handshake';

/** The emulator over HTTPS. */
export interface SecureServer {
	port: number;
	/** PEM, for clients that are to trust it. */
	certificate: string;
	close(): Promise<void>;
}

/**
 * Serves the same requests over HTTPS. The client's bytes go through a line of the emulator's own to
 * one of two TLS servers, so that they can be spoilt on their way as a middlebox does.
 */
export async function startSecureServer(
	world: World,
	onRequest: RequestListener,
	{ port, host }: { port: number; host: string },
): Promise<SecureServer> {
	const { cert, key } = await makeCertificate();
	const waiting = new Map<number, Link>();
	const servers = new Map<TlsVersion, Server>();
	for (const version of VERSIONS) {
		const server = createHttpsServer({ cert, key, maxVersion: version }, onRequest);
		server.on('secureConnection', (socket) => {
			const link = waiting.get(socket.remotePort ?? 0);
			if (link !== undefined) setLink(socket, link);
		});
		await listen(server, 0, '127.0.0.1');
		servers.set(version, server);
	}

	const links = new Set<Link>();
	const front = createServer((client) => {
		const { port: inside } = servers.get(world.settings.tlsVersion)!.address() as AddressInfo;
		const server = connect(inside, '127.0.0.1');
		const link = new Link(client, server);
		links.add(link);
		client.once('close', () => links.delete(link));
		server.once('connect', () => {
			const { localPort = 0 } = server;
			waiting.set(localPort, link);
			server.once('close', () => waiting.delete(localPort));
			client.once('data', (hello) => begin(world, link, client, server, hello));
		});
	});
	await listen(front, port, host);
	return {
		port: (front.address() as AddressInfo).port,
		certificate: cert,
		async close() {
			for (const link of links) link.close();
			await Promise.all([front, ...servers.values()].map(closed));
		},
	};
}

/** Answers a client's first bytes: with a fault when one is due, else with the handshake. */
function begin(world: World, link: Link, client: Socket, server: Socket, hello: Buffer) {
	const { number } = world.requests.count(HANDSHAKE, HANDSHAKE);
	const facts = { operation: HANDSHAKE, subject: HANDSHAKE, number, attempt: number };
	const fault = world.faults.pick(facts);
	client.pause();
	server.write(hello);
	if (fault === undefined) link.join();
	else void link.spoilHandshake(fault.kind, strikesAfter({ when: 'before', ...fault }));
}

async function listen(server: NetServer, port: number, host: string) {
	await new Promise<void>((resolve, reject) => {
		server.once('error', reject);
		server.listen(port, host, resolve);
	});
}

async function closed(server: NetServer) {
	await new Promise<void>((resolve) => server.close(() => resolve()));
}
