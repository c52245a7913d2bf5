import type { FastifyInstance } from 'fastify';

import { planOwnAnswers } from './control/ownAnswers';
import { OwnHosts } from './hosts';
import { DEFAULT_API_KEY, type EmulatorOptions } from './options';
import { buildServer } from './server';
import { startSecureServer } from './tls/secureServer';
import { createWorld, type World } from './world';

export type { EmulatorOptions, Settings } from './options';
export type { Fault, FaultKind, FaultRule } from './faults/faults';
export type { LoggedRequest } from './control/requestLog';
export type { TlsVersion } from './tls/versions';
export type { WebhookDelivery } from './webhooks/dispatcher';
export { TEST_NUMBERS } from './faults/testNumbers';
export { HANDSHAKE } from './tls/secureServer';
export { CATALOGUE } from './templates/catalogue';

/** A running emulator. Its parts (store, clock, faults, webhooks …) can be used directly. */
export interface Emulator extends World {
	/** Address of the page, for example `http://127.0.0.1:5699`. */
	url: string;
	/** Base URL for the credential: `url` followed by `/v2`. */
	baseUrl: string;
	apiKey: string;
	/** The server, for example for `app.inject`. */
	app: FastifyInstance;
	/** The same over HTTPS, when `httpsPort` was given; `certificate` is what clients have to trust. */
	secure?: { url: string; baseUrl: string; certificate: string };
	close(): Promise<void>;
}

/** Starts an emulator that listens on `options.host` (127.0.0.1) and `options.port` (any free one). */
export async function createEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
	const apiKey = options.apiKey ?? DEFAULT_API_KEY;
	const host = options.host ?? '127.0.0.1';
	const world = createWorld(options);
	world.delivery.onArrival = (message) => planOwnAnswers(world, message);
	const name = host.includes(':') ? `[${host}]` : host;
	const ownHosts = new OwnHosts([name, ...(options.allowedHosts ?? [])]);
	const app = await buildServer(world, apiKey, ownHosts);
	await app.listen({ port: options.port ?? 0, host });
	const { port } = app.server.address() as { port: number };
	const secure =
		options.httpsPort === undefined
			? undefined
			: await startSecureServer(
					world,
					(request, answer) => app.server.emit('request', request, answer),
					{ port: options.httpsPort, host },
				);
	for (const listening of [port, secure?.port]) if (listening) ownHosts.addPort(listening);
	const url = `http://${name}:${port}`;
	return Object.assign(world, {
		url,
		baseUrl: `${url}/v2`,
		apiKey,
		app,
		...(secure && {
			secure: {
				url: `https://${name}:${secure.port}`,
				baseUrl: `https://${name}:${secure.port}/v2`,
				certificate: secure.certificate,
			},
		}),
		async close() {
			world.clock.clear();
			await secure?.close();
			await app.close();
		},
	});
}
