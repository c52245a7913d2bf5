// Programs of the system that tests need: found where they are, or installed with apt-get.
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { Advice } from './advice.mjs';
import { run } from './processes.mjs';
import { say, withProgress } from './progress.mjs';

/** The path of a program that a shell would find, if there is one. @param {string} name */
export function onThePath(name) {
	const places = (process.env.PATH ?? '').split(delimiter).map((folder) => join(folder, name));
	return places.find((place) => existsSync(place));
}

/**
 * Finds a program, or installs it on Debian and Ubuntu when this user may.
 * @param {{ find: () => string | undefined, debian: string, missing: string }} program `debian` is the
 *   name of its package, `missing` what to do when it is not there and cannot be installed
 * @returns {Promise<string>} what `find` found
 * @throws {Advice}
 */
export async function ensureProgram({ find, debian, missing }) {
	if (!find() && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get'))
		await installWithApt(debian, missing);
	const place = find();
	if (place) return place;
	throw new Advice(missing);
}

async function installWithApt(debian, missing) {
	say(`Installing ${debian} with apt-get`);
	const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
	for (const args of [['update'], ['install', '-y', '--no-install-recommends', debian]]) {
		const { code, output } = await withProgress(`apt-get ${args[0]}`, () =>
			run('apt-get', args, { env }),
		);
		if (code === 0) continue;
		const end = output.trim().split('\n').slice(-15).join('\n');
		throw new Advice(`apt-get ${args.join(' ')} did not finish. ${missing}\n\n${end}`);
	}
}
