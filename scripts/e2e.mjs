// npm run test:e2e: the packed package in a real n8n, next to an emulated Zoko, driven through n8n's
// engine and through its editor in a real browser. Everything is new for each run and gone afterwards;
// screenshots and logs stay in artifacts/.
//
//   --only <names>    these scenarios alone, with commas between them
//   --n8n <version>   another n8n than the newest one, for example 1.123.81, the last n8n 1
//   --keep            leave n8n's data folder where it is, and say where
//
// Needs Chromium: installed with apt-get on Debian when run as root, or named by CHROMIUM_PATH.
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { main } from './lib/advice.mjs';
import { ensureChromium, launchBrowser } from './lib/chromium.mjs';
import { ensureDependencies, build, ROOT } from './lib/project.mjs';
import { startEmulator } from './lib/emulator.mjs';
import { openInstance, readExamples, saveCredential } from './lib/instance.mjs';
import { ensureN8n, N8N_VERSION, stopN8n } from './lib/n8n.mjs';
import { readScenarioOptions } from './lib/options.mjs';
import { freePort } from './lib/ports.mjs';
import { beforeStop } from './lib/processes.mjs';
import { say, steps } from './lib/progress.mjs';
import { pack } from './lib/tarball.mjs';
import { Skipped, Tally } from './lib/tally.mjs';

// The editor first: it begins without a credential.
const SCENARIOS = [
	'editor',
	'package',
	'operations',
	'ai-tool',
	'examples',
	'trigger',
	'wait',
	'guarantees',
	'install',
	'dev',
	'emulator-page',
];
const USE = 'npm run test:e2e -- [--keep] [--n8n <version>] [--only <names>]';
/** This one knows nothing of n8n: it runs beside the newest one alone. */
const WITHOUT_N8N = 'emulator-page';
/** Screenshots and logs of a run; another version than the newest one has a folder of its own. */
const artifactsOf = (version) =>
	join(ROOT, 'artifacts', version === N8N_VERSION ? 'e2e' : `e2e-${version}`);

/** Runs one scenario; when it breaks outside a check, that counts as one failure. */
async function play(name, context) {
	console.log(`\n${name}`);
	const file = new URL(`../test/e2e/${name}.mjs`, import.meta.url);
	try {
		if (name === WITHOUT_N8N && context.install.version !== N8N_VERSION)
			throw new Skipped('it knows nothing of n8n');
		const scenario = await import(file);
		if (name !== WITHOUT_N8N) return await scenario.default(context);
		// This one resets its emulator and knows nothing of n8n.
		const { url, apiKey } = await context.newEmulator(name);
		const { browser, check, artifacts: screenshotsDir } = context;
		await scenario.checkEmulatorPage({ browser, url, apiKey, screenshotsDir, check });
	} catch (error) {
		await context.check(`${name} runs to its end`, () => Promise.reject(error));
	}
}

await main(async () => {
	const {
		names,
		n8n: version,
		keep,
	} = readScenarioOptions(USE, SCENARIOS, { n8n: { type: 'string', default: N8N_VERSION } });
	const step = steps(5);
	await step('Development dependencies', ensureDependencies);
	const install = await step(`n8n ${version}`, () => ensureN8n(version));
	const chromium = await step('Chromium', ensureChromium);
	const artifacts = artifactsOf(version);
	await rm(artifacts, { recursive: true, force: true });
	await mkdir(artifacts, { recursive: true });
	const folder = await mkdtemp(join(tmpdir(), 'zoko-e2e-'));
	beforeStop(() => (keep ? undefined : rm(folder, { recursive: true, force: true })));
	const tarball = await step('Build and pack this package', async () => {
		await build();
		return (await pack(folder)).file;
	});

	/** An emulator on a port of its own, whose log is kept. */
	const newEmulator = async (name) =>
		await startEmulator({ port: await freePort(), logFile: join(artifacts, `${name}.log`) });
	const emulator = await newEmulator('emulator');
	const userFolder = join(folder, 'n8n');
	const open = {
		install,
		tarball,
		userFolder,
		port: await freePort(),
		logFile: join(artifacts, 'n8n.log'),
	};
	const n8n = await step('Start n8n and the emulator', () => openInstance(open));
	const browser = await launchBrowser(chromium);
	beforeStop(() => browser.close());

	const tally = new Tally();
	const context = {
		n8n,
		emulator,
		browser,
		newEmulator,
		// For a scenario with an n8n of its own.
		install,
		tarball,
		folder,
		artifacts,
		examples: await readExamples(),
		credential: () => saveCredential(n8n.client, emulator),
		check: (name, work) => tally.check(name, work),
		screenshot: (page, name) => page.screenshot({ path: join(artifacts, `${name}.png`) }),
		/** Stops n8n and starts it again with the same data. @param {object} [env] more of its environment */
		async restartN8n(env) {
			await stopN8n(n8n.server);
			Object.assign(n8n, await openInstance({ ...open, tarball: undefined, env }));
		},
	};
	for (const name of names) await play(name, context);
	await browser.close();
	console.log('');
	if (keep) say(`n8n's data: ${userFolder}`);
	if (tally.failed > 0) say(`Logs and screenshots: ${artifacts}`);
	return tally.close();
});
