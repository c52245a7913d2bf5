/* eslint-disable @n8n/community-nodes/no-restricted-globals -- The page's files are found by their place in this folder. */
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';

/** Modules that the page imports, served from where npm put them: no bundle, no CDN. */
const MODULES: Record<string, string> = {
	'preact.js': 'preact/dist/preact.module.js',
	'hooks.js': 'preact/hooks/dist/hooks.module.js',
	'htm.js': 'htm/dist/htm.module.js',
};

const ROOT = `${__dirname}/../..`;

/** Serves the page at `/` and what it loads. */
export async function pageFiles(app: FastifyInstance) {
	await app.register(fastifyStatic, {
		root: `${__dirname}/assets`,
		wildcard: false,
		prefix: '/',
		cacheControl: false,
	});
	for (const [name, path] of Object.entries(MODULES)) {
		app.get(`/modules/${name}`, (_request, reply) =>
			reply.sendFile(path, `${ROOT}/node_modules`, { maxAge: 0 }),
		);
	}
}
