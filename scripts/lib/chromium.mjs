// The browser of the end-to-end tests: a Chromium of the system, driven by playwright-core.
import { existsSync } from 'node:fs';
import { Advice } from './advice.mjs';
import { ensureProgram } from './programs.mjs';

const PLACES = [
	'/usr/bin/chromium',
	'/usr/bin/chromium-browser',
	'/usr/bin/google-chrome',
	'/Applications/Chromium.app/Contents/MacOS/Chromium',
	'/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** Headless, and without requests of the browser's own. */
const ARGS = [
	'--no-sandbox',
	'--disable-gpu',
	'--disable-quic',
	'--no-first-run',
	'--disable-background-networking',
	'--disable-component-update',
	'--disable-sync',
];

/**
 * Finds Chromium, or installs it on Debian and Ubuntu when this user may.
 * @returns {Promise<string>} the path of its program
 */
export async function ensureChromium() {
	const given = process.env.CHROMIUM_PATH;
	if (given) {
		if (existsSync(given)) return given;
		throw new Advice(
			`CHROMIUM_PATH names ${given}, which does not exist. Set it to the program of a Chromium or Chrome.`,
		);
	}
	return await ensureProgram({
		find: () => PLACES.find((place) => existsSync(place)),
		debian: 'chromium',
		missing:
			'The end-to-end tests need Chromium or Chrome. Install it (Debian and Ubuntu: ' +
			'sudo apt-get install chromium), or set CHROMIUM_PATH to its program.',
	});
}

/** Starts the browser. @param {string} executablePath */
export async function launchBrowser(executablePath) {
	// Loaded late: Chromium can be installed before the development dependencies are.
	const { chromium } = await import('playwright-core');
	return await chromium.launch({ executablePath, args: ARGS });
}
