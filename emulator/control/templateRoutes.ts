import type { FastifyInstance } from 'fastify';

import type { TemplateDefinition } from '../templates/definition';
import type { World } from '../world';
import { ControlError } from './controlError';
import { templateEditSchema } from './schemas';

/** Edits a template in place, in all its languages or in one, as its author does in Zoko. */
export function templateRoutes(app: FastifyInstance, world: World) {
	app.patch('/templates/:id', { schema: { body: templateEditSchema } }, (request) => {
		const { id } = request.params as { id: string };
		const edit = request.body as Partial<TemplateDefinition>;
		const isMeant = (one: TemplateDefinition) =>
			one.id === id && (edit.language === undefined || one.language === edit.language);
		const rows = world.store.templates.filter(isMeant).length;
		if (rows === 0) throw new ControlError(404, 'no such template');
		world.store.templates = world.store.templates.map((one) =>
			isMeant(one) ? { ...one, ...edit } : one,
		);
		return { rows };
	});
}
