// npm run test:e2e: the packed package in a real n8n, next to an emulated Zoko, driven through n8n's
// engine and through its editor in a real browser. Everything is new for each run and gone afterwards;
// screenshots and logs stay in artifacts/e2e.
//
//   --only <name>   one scenario: editor, package, operations, ai-tool, examples, trigger, guarantees or emulator-page
//   --keep          leave n8n's data folder where it is, and say where
//
// Needs Chromium: installed with apt-get on Debian when run as root, or named by CHROMIUM_PATH.
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Advice, main } from './lib/advice.mjs';
import { ensureDependencies, build, ROOT } from './lib/project.mjs';
import { startEmulator } from './lib/emulator.mjs';
import { openInstance, readExamples, saveCredential } from './lib/instance.mjs';
import { ensureN8n, stopN8n } from './lib/n8n.mjs';
import { freePort } from './lib/ports.mjs';
import { beforeStop } from './lib/processes.mjs';
import { say, steps } from './lib/progress.mjs';
import { pack } from './lib/tarball.mjs';
import { Tally } from './lib/tally.mjs';

// The editor first: it begins without a credential.
const SCENARIOS = [
	'editor',
	'package',
	'operations',
	'ai-tool',
	'examples',
	'trigger',
	'guarantees',
	'emulator-page',
];
const ARTIFACTS = join(ROOT, 'artifacts', 'e2e');

function readOptions() {
	try {
		const options = { only: { type: 'string' }, keep: { type: 'boolean', default: false } };
		const { values } = parseArgs({ options });
		if (values.only && !SCENARIOS.includes(values.only))
			throw new Error(`There is no scenario '${values.only}'.`);
		return values;
	} catch (error) {
		throw new Advice(
			`${error.message}\nUse: npm run test:e2e -- [--keep] [--only ${SCENARIOS.join(' | ')}]`,
		);
	}
}

/** Starts an emulator of its own port whose log is kept. */
async function newEmulator(name) {
	return await startEmulator({ port: await freePort(), logFile: join(ARTIFACTS, `${name}.log`) });
}

/** Runs one scenario; when it breaks outside a check, that counts as one failure. */
async function play(name, context) {
	console.log(`\n${name}`);
	const file = new URL(`../test/e2e/${name}.mjs`, import.meta.url);
	try {
		const scenario = await import(file);
		if (name !== 'emulator-page') return await scenario.default(context);
		// This one resets its emulator and knows nothing of n8n.
		const { url, apiKey } = await context.newEmulator(name);
		const { browser, check } = context;
		await scenario.checkEmulatorPage({ browser, url, apiKey, screenshotsDir: ARTIFACTS, check });
	} catch (error) {
		await context.check(`${name} runs to its end`, () => Promise.reject(error));
	}
}

await main(async () => {
	const { only, keep } = readOptions();
	const names = only ? [only] : SCENARIOS;
	const step = steps(5);
	await step('Development dependencies', ensureDependencies);
	const install = await step('n8n', ensureN8n);
	// Loaded late: it needs the development dependencies.
	const { ensureChromium, launchBrowser } = await import('./lib/chromium.mjs');
	const chromium = await step('Chromium', ensureChromium);
	await rm(ARTIFACTS, { recursive: true, force: true });
	await mkdir(ARTIFACTS, { recursive: true });
	const folder = await mkdtemp(join(tmpdir(), 'zoko-e2e-'));
	beforeStop(() => (keep ? undefined : rm(folder, { recursive: true, force: true })));
	const tarball = await step('Build and pack this package', async () => {
		await build();
		return (await pack(folder)).file;
	});

	const emulator = await newEmulator('emulator');
	const userFolder = join(folder, 'n8n');
	const open = {
		install,
		tarball,
		userFolder,
		port: await freePort(),
		logFile: join(ARTIFACTS, 'n8n.log'),
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
		examples: await readExamples(),
		credential: () => saveCredential(n8n.client, emulator),
		check: (name, work) => tally.check(name, work),
		screenshot: (page, name) => page.screenshot({ path: join(ARTIFACTS, `${name}.png`) }),
		/** Stops n8n and starts it again with the same data. */
		async restartN8n() {
			await stopN8n(n8n.server);
			Object.assign(n8n, await openInstance(open));
		},
	};
	for (const name of names) await play(name, context);
	await browser.close();
	console.log('');
	if (keep) say(`n8n's data: ${userFolder}`);
	if (tally.failed > 0) say(`Logs and screenshots: ${ARTIFACTS}`);
	return tally.close();
});
