// npm run pictures: makes the pictures of README and docs/ from what `npm start` brings up, a real n8n
// with this package next to an emulated Zoko, so that they show what a person gets. Writes docs/images.
//
//   --only <name>   one picture
//   --to <folder>   another folder than docs/images, to try whether all can be made
//   --check         makes nothing: every picture is there, shown somewhere, and small enough
//
// Needs Chromium, as npm run test:e2e does.
import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { main } from './lib/advice.mjs';
import { ensureChromium, launchBrowser } from './lib/chromium.mjs';
import { readExamples } from './lib/instance.mjs';
import { readOptions, wrongUse } from './lib/options.mjs';
import { beforeStop } from './lib/processes.mjs';
import { steps } from './lib/progress.mjs';
import { ensureDependencies } from './lib/project.mjs';
import { Tally } from './lib/tally.mjs';
import { checkPictures, FOLDER } from './pictures/check.mjs';
import { PICTURES } from './pictures/pictures.mjs';
import { openShop } from './pictures/shop.mjs';
import { Studio } from './pictures/studio.mjs';

/** @throws {Advice} */
function readPictureOptions() {
	const use = `npm run pictures -- [--check] [--to <folder>] [--only ${Object.keys(PICTURES).join(' | ')}]`;
	const values = readOptions(use, {
		only: { type: 'string' },
		to: { type: 'string', default: FOLDER },
		check: { type: 'boolean', default: false },
	});
	if (values.only && !(values.only in PICTURES))
		throw wrongUse(use, `There is no picture '${values.only}'.`);
	return values;
}

/** What `npm start` brings up, and a browser in front of it. */
async function openStudio() {
	const step = steps(3);
	await step('Development dependencies', ensureDependencies);
	const chromium = await step('Chromium', ensureChromium);
	const shop = await step('npm start', openShop);
	const browser = await launchBrowser(chromium);
	beforeStop(() => browser.close());
	return new Studio({ ...shop, browser, examples: await readExamples() });
}

await main(async () => {
	const { only, to, check } = readPictureOptions();
	const folder = resolve(to);
	const names = Object.keys(PICTURES);
	const tally = new Tally();
	if (!check) {
		const studio = await openStudio();
		await mkdir(folder, { recursive: true });
		for (const name of only ? [only] : names) {
			const file = join(folder, `${name}.png`);
			await tally.check(name, () => studio.make(PICTURES[name], file));
		}
		await studio.close();
	}
	if (!only) await checkPictures(tally, names, folder);
	return tally.close();
});
