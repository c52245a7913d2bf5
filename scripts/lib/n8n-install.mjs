// Installs a real n8n once, outside the clone, and checks it before use.
//
//   <cache>/node24/                Node 24, when the running Node is another
//   <cache>/n8n-<version>.partial/ an install under way, or one that was interrupted
//   <cache>/n8n-<version>/         the finished install; ready.json says which Node it was checked with
//
// An interrupted install goes on where it can: the list of packages and npm's download cache stay, so a
// second try downloads only what is missing. Packages are unpacked anew, as a half-written one cannot be told from
// a whole one.
import { existsSync } from 'node:fs';
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Advice } from './advice.mjs';
import { CACHE, freeBytes, makeFolder, requireSpace, size, withLock } from './cache.mjs';
import { ensureNode24, findNode24 } from './node24.mjs';
import { npm } from './npm.mjs';
import { run } from './processes.mjs';
import { say, withProgress } from './progress.mjs';

export const N8N_VERSION = '2.41.1';

const INSTALLED_BYTES = 2.9e9;
/** n8n itself, npm's download cache, and room for the compiler. */
const NEEDED_BYTES = 4.5e9;
const NATIVE = ['sqlite3', 'isolated-vm'];

const FINAL = join(CACHE, `n8n-${N8N_VERSION}`);
const STAGING = `${FINAL}.partial`;
const binary = (folder) => join(folder, 'node_modules', 'n8n', 'bin', 'n8n');

/**
 * Makes sure that n8n is installed and works.
 * @returns {Promise<{ node: string, bin: string, folder: string, version: string }>} run it as `node bin …`
 * @throws {Advice}
 */
export async function ensureN8n() {
	let engine = await findNode24();
	if (!engine || !(await isReady(engine))) engine = await withLock('n8n', install);
	return { node: engine.node, bin: binary(FINAL), folder: FINAL, version: N8N_VERSION };
}

/** A finished install is checked on every use, which takes a tenth of a second. */
async function isReady(engine) {
	if (!existsSync(join(FINAL, 'ready.json'))) return false;
	const problem = await verify(FINAL, engine);
	if (!problem) return true;
	say(`The n8n in ${FINAL} does not work with Node ${engine.version}; repairing it.\n${problem}`);
	return false;
}

async function install() {
	const present = await findNode24();
	// Another process may have finished while this one waited.
	if (present && (await isReady(present))) return present;
	if (existsSync(FINAL)) await rename(FINAL, STAGING);
	const { unpacked } = await readState();
	if (!unpacked) {
		await requireSpace(
			NEEDED_BYTES,
			`n8n ${N8N_VERSION} (${size(INSTALLED_BYTES)} when installed)`,
		);
	}
	if (!unpacked || !present) await requireRegistry();
	const engine = await ensureNode24();
	if (!unpacked) await download(engine);
	await buildNative(engine);
	const problem = await verify(STAGING, engine);
	if (problem) {
		await rm(STAGING, { recursive: true, force: true });
		throw new Advice(
			`n8n ${N8N_VERSION} was installed but does not start:\n${problem}\n` +
				'It was removed; run the same command again. What has been downloaded is kept.',
		);
	}
	await writeFile(
		join(STAGING, 'ready.json'),
		JSON.stringify({ n8n: N8N_VERSION, node: engine.version }),
	);
	await rename(STAGING, FINAL);
	say(`n8n ${N8N_VERSION} is ready in ${FINAL}`);
	return engine;
}

async function readState() {
	const text = await readFile(join(STAGING, 'state.json'), 'utf8').catch(() => '{}');
	return JSON.parse(text);
}

/** One small request without npm's minutes of patience, so that a missing network is told at once. */
async function requireRegistry() {
	try {
		const quick = ['--fetch-retries=1', '--fetch-retry-mintimeout=1000', '--fetch-timeout=30000'];
		await npm(['view', 'isolated-vm', 'version', '--prefer-online', ...quick], { cwd: CACHE });
	} catch (error) {
		if (error instanceof Advice && error.message.startsWith('npm cannot reach')) throw error;
	}
}

async function download(engine) {
	const again = existsSync(join(STAGING, 'node_modules'));
	say(
		again
			? `An earlier install of n8n ${N8N_VERSION} was interrupted: going on with what npm has downloaded.`
			: `Installing n8n ${N8N_VERSION}, once for all clones: ${size(INSTALLED_BYTES)} on disk, ` +
					`3 to 10 minutes.\nFolder: ${FINAL}`,
	);
	await rm(join(STAGING, 'node_modules'), { recursive: true, force: true });
	await makeFolder(STAGING);
	// npm 12 runs install scripts only of packages that are named here.
	const allowScripts = Object.fromEntries(NATIVE.map((name) => [name, true]));
	const manifest = { private: true, dependencies: { n8n: N8N_VERSION }, allowScripts };
	await writeFile(join(STAGING, 'package.json'), JSON.stringify(manifest));
	// The list alone comes first: it is what a second try starts from.
	if (!existsSync(join(STAGING, 'package-lock.json'))) {
		await withProgress('Reading the list of packages', () =>
			installPackages(['install', '--package-lock-only'], engine),
		);
	}
	const free = await freeBytes(CACHE);
	await withProgress(
		'Downloading and unpacking about 2,400 packages',
		() => installPackages(['install', '--prefer-offline'], engine),
		async () =>
			`about ${size(Math.max(0, free - (await freeBytes(CACHE))))} of ${size(INSTALLED_BYTES)} written`,
	);
	await writeFile(join(STAGING, 'state.json'), '{ "unpacked": true }');
}

/**
 * Scripts stay off: one package's would download or compile a library that n8n here does not use.
 * The list keeps the addresses, so that nothing is looked up twice.
 */
function installPackages(args, engine) {
	const flags = ['--ignore-scripts', '--omit-lockfile-registry-resolved=false', '--loglevel=error'];
	return npm([...args, ...flags], { cwd: STAGING, node: engine.node });
}

async function buildNative(engine) {
	const env = { npm_config_ignore_scripts: 'false' };
	// An .npmrc may name the headers of the system's Node; the module must fit this one.
	if (engine.headers) env.npm_config_nodedir = engine.headers;
	try {
		await withProgress(`Preparing ${NATIVE.join(' and ')} for Node ${engine.version}`, () =>
			npm(['rebuild', ...NATIVE], { cwd: STAGING, node: engine.node, env }),
		);
	} catch (error) {
		throw (await compilerAdvice(error)) ?? error;
	}
}

/** sqlite3 is compiled where its ready-made build cannot be downloaded. */
async function compilerAdvice(error) {
	const missing = [];
	for (const program of ['python3', 'make', 'c++']) {
		if ((await run(program, ['--version'])).code !== 0) missing.push(program);
	}
	if (missing.length === 0) return undefined;
	const how =
		process.platform === 'darwin' ? 'xcode-select --install' : 'apt-get install python3 make g++';
	return new Advice(
		`n8n's database driver (sqlite3) has to be compiled here, and ${missing.join(', ')} is missing.\n` +
			`Install the build tools (${how}), and run the same command again: it goes on at this point.\n\n` +
			error.message,
	);
}

/** What is wrong with an install, or nothing. */
async function verify(folder, engine) {
	const script = NATIVE.map((name) => `require('${name}')`).join(';');
	const native = await run(engine.node, ['-e', script], { cwd: folder });
	if (native.code !== 0) return lastLines(native.output);
	const version = await run(engine.node, [binary(folder), '--version'], { cwd: folder });
	if (version.code === 0 && version.stdout.trim() === N8N_VERSION) return undefined;
	return `n8n --version said: ${lastLines(version.output)}`;
}

const lastLines = (text) => text.trim().split('\n').slice(-8).join('\n');
