import type { FastifyInstance } from 'fastify';

import { DEFAULT_API_KEY, type EmulatorOptions } from './options';
import { buildServer } from './server';
import { createWorld, type World } from './world';

export type { EmulatorOptions, Settings } from './options';
export type { Fault, FaultKind, FaultRule } from './faults/faults';
export type { WebhookDelivery } from './webhooks/dispatcher';
export { TEST_NUMBERS } from './faults/testNumbers';
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
	close(): Promise<void>;
}

/** Starts an emulator that listens on `options.host` (127.0.0.1) and `options.port` (any free one). */
export async function createEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
	const apiKey = options.apiKey ?? DEFAULT_API_KEY;
	const host = options.host ?? '127.0.0.1';
	const world = createWorld(options);
	const app = await buildServer(world, apiKey);
	await app.listen({ port: options.port ?? 0, host });
	const { port } = app.server.address() as { port: number };
	const url = `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
	return Object.assign(world, {
		url,
		baseUrl: `${url}/v2`,
		apiKey,
		app,
		async close() {
			world.clock.clear();
			await app.close();
		},
	});
}
