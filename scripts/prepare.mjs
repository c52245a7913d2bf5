// node scripts/prepare.mjs: installs what the tests with a real n8n need, so that .ci/run can do it beside
// tests that need none of it. What fails here is tried again, and told, by the test that needs it.
import { Advice, main } from './lib/advice.mjs';
import { ensureChromium } from './lib/chromium.mjs';
import { ensurePostgres, ensureRedis } from './lib/databases.mjs';
import { ensureN8n, N8N_VERSION } from './lib/n8n.mjs';
import { ensureNode, MAJORS } from './lib/node-runtime.mjs';
import { steps } from './lib/progress.mjs';
import { PACKAGE } from './lib/project.mjs';
import { ensureRegistry } from './lib/registry.mjs';
import { ensureScanner } from './lib/scanner.mjs';

const [, lastN8n1] = / --n8n (\S+)/.exec(PACKAGE.scripts['test:e2e:1x']);

/** In the order in which they are needed. */
const NEEDED = {
	...Object.fromEntries(
		MAJORS.map((major) => [`Node ${major}`, () => ensureNode(major, 'one of the tests')]),
	),
	Scanner: ensureScanner,
	[`n8n ${N8N_VERSION}`]: () => ensureN8n(),
	Chromium: ensureChromium,
	Registry: ensureRegistry,
	[`n8n ${lastN8n1}`]: () => ensureN8n(lastN8n1),
	PostgreSQL: ensurePostgres,
	Redis: ensureRedis,
};

await main(async () => {
	const step = steps(Object.keys(NEEDED).length);
	for (const [what, ensure] of Object.entries(NEEDED)) {
		await step(what, ensure).catch((error) => {
			if (!(error instanceof Advice)) throw error;
			console.log(error.message);
		});
	}
});
