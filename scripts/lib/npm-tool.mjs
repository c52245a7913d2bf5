// A program from npm that has dependencies of its own, which must not mix with those of the clone: it
// lives in the cache.
import { existsSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CACHE, makeFolder, withLock } from './cache.mjs';
import { npm } from './npm.mjs';
import { say, withProgress } from './progress.mjs';

/**
 * Installs a package into a folder of its own in the cache when it is not there.
 * @param {string} label names it in messages, and its folder
 * @param {string} name of the package
 * @param {string} version exact
 * @param {{ node?: string, overrides?: Record<string, string> }} [options] the Node that npm runs with,
 *   where the package asks for another one, and versions of its dependencies
 * @returns {Promise<string>} the folder with its node_modules
 */
export async function ensureNpmTool(label, name, version, { node, overrides = {} } = {}) {
	const folder = join(CACHE, `${label}-${version}`);
	const ready = join(folder, 'ready');
	if (existsSync(ready)) return folder;
	await withLock(label, async () => {
		if (existsSync(ready)) return;
		say(`Installing ${name} ${version} once, about a minute`);
		await rm(folder, { recursive: true, force: true });
		await makeFolder(folder);
		const manifest = { private: true, type: 'module', overrides };
		await writeFile(join(folder, 'package.json'), JSON.stringify(manifest));
		const args = ['install', `${name}@${version}`, '--ignore-scripts', '--loglevel=error'];
		await withProgress(`${name} ${version}`, () => npm(args, { cwd: folder, node }));
		await writeFile(ready, '');
	});
	return folder;
}
