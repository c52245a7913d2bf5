import Fastify, { type FastifyInstance } from 'fastify';

import { zokoApi } from './api/api';
import { controlApi } from './control/control';
import type { OwnHosts } from './hosts';
import { pageFiles } from './page/files';
import type { World } from './world';

/** The HTTP side of the emulator: the API, the control API and the page. */
export async function buildServer(
	world: World,
	apiKey: string,
	ownHosts: OwnHosts,
): Promise<FastifyInstance> {
	const app = Fastify({
		exposeHeadRoutes: false,
		forceCloseConnections: true,
		bodyLimit: 4 * 1024 * 1024,
		// Fastify would drop unlisted properties and turn "1" into 1; a body must be judged as it came.
		ajv: {
			customOptions: {
				removeAdditional: false,
				coerceTypes: false,
				useDefaults: false,
				strictTypes: false,
			},
		},
	});

	app.addHook('onRequest', (request, reply, next) => {
		const { host, origin } = request.headers;
		if (!ownHosts.include(host)) {
			const message = `The emulator is not known as '${host}'. Start it with --allow-host to allow a name.`;
			return reply.code(421).send({ message });
		}
		if (origin !== undefined && !ownHosts.include(origin.replace(/^https?:\/\//, ''))) {
			const message = `The emulator takes nothing from pages of '${origin}'.`;
			return reply.code(403).send({ message });
		}
		return next();
	});

	// A request that names JSON as its type and has no body at all is no error (DELETE, POST ?tag=).
	const parseJson = app.getDefaultJsonParser('ignore', 'ignore');
	app.removeContentTypeParser('application/json');
	app.addContentTypeParser<string>(
		'application/json',
		{ parseAs: 'string' },
		(request, text, done) => {
			if (text === '') done(null, undefined);
			else void parseJson(request, text, done);
		},
	);

	await app.register(zokoApi(world, apiKey), { prefix: '/v2' });
	await app.register(controlApi(world), { prefix: '/_control' });
	await app.register(pageFiles);
	return app;
}
