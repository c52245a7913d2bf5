// The browser of the end-to-end tests: a Chromium of the system, driven by playwright-core.
import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';
import { Advice } from './advice.mjs';
import { run } from './processes.mjs';
import { say, withProgress } from './progress.mjs';

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
	const found = () => PLACES.find((place) => existsSync(place));
	if (!found() && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get'))
		await installWithApt();
	const place = found();
	if (place) return place;
	throw new Advice(
		'The end-to-end tests need Chromium or Chrome, and none was found.\n' +
			'Install it (Debian and Ubuntu: sudo apt-get install chromium), or set CHROMIUM_PATH to its program.',
	);
}

async function installWithApt() {
	say('Installing Chromium with apt-get');
	const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
	for (const args of [['update'], ['install', '-y', '--no-install-recommends', 'chromium']]) {
		const { code, output } = await withProgress(`apt-get ${args[0]}`, () =>
			run('apt-get', args, { env }),
		);
		if (code === 0) continue;
		throw new Advice(
			`apt-get ${args.join(' ')} did not finish. Install Chromium by hand, or set CHROMIUM_PATH to one.\n\n` +
				output.trim().split('\n').slice(-15).join('\n'),
		);
	}
}

/** Starts the browser. @param {string} executablePath */
export function launchBrowser(executablePath) {
	return chromium.launch({ executablePath, args: ARGS });
}
