import type { FastifyInstance } from 'fastify';

import { templateRow } from '../templates/describe';
import type { World } from '../world';
import { addOperation } from './operation';

/** `GET /account/templates`: a bare array without paging. */
export function templateOperations(app: FastifyInstance, world: World) {
	addOperation(app, world, {
		method: 'GET',
		path: '/account/templates',
		run: async () => {
			const { templatesDelayMs } = world.settings;
			if (templatesDelayMs > 0) await world.clock.sleep(templatesDelayMs);
			return world.store.templates.map(templateRow);
		},
	});
}
