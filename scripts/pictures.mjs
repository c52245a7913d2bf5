// npm run pictures: makes the pictures of README and docs/ from a real n8n with this package, next to an
// emulated Zoko, so that they show what a person gets today. Writes docs/images.
//
//   --only <name>   one picture
//   --check         makes nothing: every picture is there, shown somewhere, and small enough
//
// Needs Chromium, as npm run test:e2e does.
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Advice, main } from './lib/advice.mjs';
import { startEmulator } from './lib/emulator.mjs';
import { openInstance, readExamples, saveCredential } from './lib/instance.mjs';
import { ensureN8n } from './lib/n8n.mjs';
import { freePort } from './lib/ports.mjs';
import { beforeStop } from './lib/processes.mjs';
import { steps } from './lib/progress.mjs';
import { build, ensureDependencies } from './lib/project.mjs';
import { pack } from './lib/tarball.mjs';
import { Tally } from './lib/tally.mjs';
import { checkPictures, FOLDER } from './pictures/check.mjs';
import { PICTURES } from './pictures/pictures.mjs';
import { Studio } from './pictures/studio.mjs';

function readOptions() {
	try {
		const options = { only: { type: 'string' }, check: { type: 'boolean', default: false } };
		const { values } = parseArgs({ options });
		if (values.only && !(values.only in PICTURES))
			throw new Error(`There is no picture '${values.only}'.`);
		return values;
	} catch (error) {
		throw new Advice(
			`${error.message}\nUse: npm run pictures -- [--check] [--only ${Object.keys(PICTURES).join(' | ')}]`,
		);
	}
}

/** A real n8n and an emulator in a folder that is gone afterwards. */
async function openStudio() {
	const step = steps(5);
	await step('Development dependencies', ensureDependencies);
	const install = await step('n8n', ensureN8n);
	// Loaded late: it needs the development dependencies.
	const { ensureChromium, launchBrowser } = await import('./lib/chromium.mjs');
	const chromium = await step('Chromium', ensureChromium);
	const folder = await mkdtemp(join(tmpdir(), 'zoko-pictures-'));
	beforeStop(() => rm(folder, { recursive: true, force: true }));
	const tarball = await step('Build and pack this package', async () => {
		await build();
		return (await pack(folder)).file;
	});
	const logFile = join(folder, 'emulator.log');
	const emulator = await startEmulator({ port: await freePort(), logFile });
	const userFolder = join(folder, 'n8n');
	const n8n = await step('Start n8n and the emulator', async () =>
		openInstance({ install, tarball, userFolder, port: await freePort() }),
	);
	const browser = await launchBrowser(chromium);
	beforeStop(() => browser.close());
	const credential = await saveCredential(n8n.client, emulator);
	return new Studio({ n8n, emulator, browser, credential, examples: await readExamples() });
}

await main(async () => {
	const { only, check } = readOptions();
	const names = Object.keys(PICTURES);
	const tally = new Tally();
	if (!check) {
		const studio = await openStudio();
		await mkdir(FOLDER, { recursive: true });
		for (const name of only ? [only] : names) {
			const file = join(FOLDER, `${name}.png`);
			await tally.check(name, () => studio.make(PICTURES[name], file));
		}
		await studio.close();
	}
	await checkPictures(tally, names);
	return tally.close();
});
