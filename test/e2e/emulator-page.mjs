import { pathToFileURL } from 'node:url';

import { ensureChromium, launchBrowser } from '../../scripts/lib/chromium.mjs';
import { checkAccess } from './emulator-page/access.mjs';
import { openDesk } from './emulator-page/desk.mjs';
import { checkFrame } from './emulator-page/frame.mjs';
import { checkMessages } from './emulator-page/messages.mjs';
import { checkPanels } from './emulator-page/panels.mjs';
import { checkPeople } from './emulator-page/people.mjs';
import { checkReplies } from './emulator-page/replies.mjs';

/**
 * Checks the emulator's page in a real browser.
 * `browser` is a running Chromium of playwright-core, `url` and `apiKey` belong to an emulator that
 * may be reset, screenshots go to `screenshotsDir`, and every check is one `check(name, function)`.
 */
export async function checkEmulatorPage({ browser, url, apiKey, screenshotsDir, check }) {
	const desk = await openDesk({ browser, url, apiKey, screenshotsDir });
	try {
		await checkMessages(desk, check);
		await checkReplies(desk, check);
		await checkPeople(desk, check);
		await checkPanels(desk, check);
		await checkFrame(desk, check);
		await checkAccess(desk, check);
	} finally {
		await desk.close();
	}
}

/** Starts an emulator and a browser of its own, for `node test/e2e/emulator-page.mjs [folder]`. */
async function main() {
	const { mkdtemp } = await import('node:fs/promises');
	const { tmpdir } = await import('node:os');
	const { join } = await import('node:path');
	const { createEmulator } = await import('../../emulator/load.mjs');
	const screenshotsDir = process.argv[2] ?? (await mkdtemp(join(tmpdir(), 'emulator-page-')));
	const emulator = await createEmulator();
	const browser = await launchBrowser(await ensureChromium());
	const check = async (name, run) => {
		try {
			await run();
			console.log(`ok    ${name}`);
		} catch (error) {
			process.exitCode = 1;
			console.log(`FAIL  ${name}\n      ${error.stack}`);
		}
	};
	const { url, apiKey } = emulator;
	try {
		await checkEmulatorPage({ browser, url, apiKey, screenshotsDir, check });
	} finally {
		await browser.close();
		await emulator.close();
	}
	console.log(`Screenshots: ${screenshotsDir}`);
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
	await main();
}
