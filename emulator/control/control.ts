import type { FastifyInstance } from 'fastify';

import { TEST_NUMBERS } from '../faults/testNumbers';
import type { FaultRule } from '../faults/faults';
import { changeSettings, type Settings } from '../options';
import type { DeepPartial } from '../deepPartial';
import { bigCatalogue, CATALOGUE } from '../templates/catalogue';
import type { TemplateDefinition } from '../templates/definition';
import type { World } from '../world';
import { eventRoutes } from './eventRoutes';
import { phoneRoutes } from './phoneRoutes';
import { recordRoutes } from './recordRoutes';
import { templateRoutes } from './templateRoutes';
import { clockSchema, faultRuleSchema, settingsSchema, templatesSchema } from './schemas';

/** The control API under `/_control`: plain JSON, no key, for tests and for the page. */
export function controlApi(world: World) {
	return async (app: FastifyInstance) => {
		settingRoutes(app, world);
		faultRoutes(app, world);
		recordRoutes(app, world);
		eventRoutes(app, world);
		phoneRoutes(app, world);
		templateRoutes(app, world);
	};
}

function settingRoutes(app: FastifyInstance, world: World) {
	app.post('/reset', () => {
		world.reset();
		return { reset: true };
	});

	app.get('/settings', () => world.settings);
	app.patch('/settings', { schema: { body: settingsSchema } }, (request) => {
		changeSettings(world.settings, request.body as DeepPartial<Settings>);
		world.feed.everythingChanged();
		return world.settings;
	});

	const clock = () => ({ now: world.clock.now(), pending: world.clock.pending });
	app.get('/clock', clock);
	app.post('/clock', { schema: { body: clockSchema } }, async (request) => {
		const { advanceMs, runAll } = request.body as { advanceMs?: number; runAll?: boolean };
		let ran = 0;
		if (advanceMs !== undefined) ran += await world.clock.advance(advanceMs);
		if (runAll === true) ran += await world.clock.runAll();
		world.feed.everythingChanged();
		return { ...clock(), ran };
	});

	app.put('/templates', { schema: { body: templatesSchema } }, (request) => {
		const { rows, templates } = request.body as {
			rows?: number;
			templates?: TemplateDefinition[];
		};
		world.store.templates = templates ?? (rows === undefined ? CATALOGUE : bigCatalogue(rows));
		return { rows: world.store.templates.length };
	});
}

function faultRoutes(app: FastifyInstance, world: World) {
	app.get('/faults', () => world.faults.list());
	app.post('/faults', { schema: { body: faultRuleSchema } }, (request) => {
		world.faults.add(request.body as FaultRule);
		return { rules: world.faults.list().length };
	});
	app.delete('/faults', () => {
		world.faults.clear();
		return { rules: 0 };
	});
	app.get('/test-numbers', () => TEST_NUMBERS);
}
