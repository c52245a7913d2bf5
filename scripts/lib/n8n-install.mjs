// Installs a real n8n once, outside the clone, and checks it before use. Several versions can live side
// by side.
//
//   <cache>/node<major>/           the Node that n8n needs, when the running Node is another
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
import { CACHE, makeFolder, requireSpace, size, withLock } from './cache.mjs';
import { N8N_VERSION, n8nRecipe } from './n8n-versions.mjs';
import { ensureNode, findNode } from './node-runtime.mjs';
import { npm } from './npm.mjs';
import { run } from './processes.mjs';
import { say, withProgress } from './progress.mjs';

/** The `n8n` program of an install. */
const binary = (folder) => join(folder, 'node_modules', 'n8n', 'bin', 'n8n');

/** Where a version lives once it is finished. @param {string} version */
export const n8nFolder = (version) => join(CACHE, `n8n-${version}`);

/**
 * Makes sure that an n8n is installed and works.
 * @param {string} [version]
 * @returns {Promise<{ node: string, bin: string, folder: string, version: string, major: number,
 *   env: Record<string, string> }>} run it as `node bin …` with `env`
 * @throws {Advice}
 */
export async function ensureN8n(version = N8N_VERSION) {
	const { node } = await new Install(version).ensure();
	const folder = n8nFolder(version);
	const { major, env } = n8nRecipe(version);
	return { node, bin: binary(folder), folder, version, major, env };
}

/** One version of n8n in the cache. */
class Install {
	constructor(version) {
		this.recipe = n8nRecipe(version);
		this.name = `n8n ${version}`;
		this.final = n8nFolder(version);
		this.staging = `${this.final}.partial`;
	}

	/** @returns {Promise<object>} the Node that runs it, as findNode() */
	async ensure() {
		const engine = await findNode(this.recipe.nodeMajor);
		if (engine && (await this.#isReady(engine))) return engine;
		return await withLock(`n8n-${this.recipe.version}`, () => this.#install());
	}

	/** A finished install is checked on every use, which takes a tenth of a second. */
	async #isReady(engine) {
		if (!existsSync(join(this.final, 'ready.json'))) return false;
		const problem = await this.#verify(this.final, engine);
		if (!problem) return true;
		say(
			`The n8n in ${this.final} does not work with Node ${engine.version}; repairing it.\n${problem}`,
		);
		return false;
	}

	async #install() {
		const { version, nodeMajor, installedBytes, neededBytes } = this.recipe;
		const isFinished = existsSync(join(this.final, 'ready.json'));
		// A finished n8n may have lost its Node, or be used with another one than before.
		const present = isFinished ? await ensureNode(nodeMajor, this.name) : await findNode(nodeMajor);
		// Another process may have finished while this one waited.
		if (present && (await this.#isReady(present))) return present;
		if (existsSync(this.final)) {
			await rm(this.staging, { recursive: true, force: true });
			await rename(this.final, this.staging);
		}
		const { unpacked } = await this.#readState();
		if (!unpacked) {
			await requireSpace(neededBytes, `${this.name} (${size(installedBytes)} when installed)`);
		}
		if (!unpacked || !present) await requireRegistry();
		const engine = await ensureNode(nodeMajor, this.name);
		if (!unpacked) await this.#download(engine);
		await this.#buildNative(engine);
		const problem = await this.#verify(this.staging, engine);
		if (problem) {
			await rm(this.staging, { recursive: true, force: true });
			throw new Advice(
				`${this.name} was installed but does not start:\n${problem}\n` +
					'It was removed; run the same command again. What has been downloaded is kept.',
			);
		}
		await writeFile(
			join(this.staging, 'ready.json'),
			JSON.stringify({ n8n: version, node: engine.version }),
		);
		await rename(this.staging, this.final);
		say(`${this.name} is ready in ${this.final}`);
		return engine;
	}

	async #readState() {
		const text = await readFile(join(this.staging, 'state.json'), 'utf8').catch(() => '{}');
		return JSON.parse(text);
	}

	async #download(engine) {
		const { version, native, overrides, installedBytes } = this.recipe;
		const again = existsSync(join(this.staging, 'node_modules'));
		say(
			again
				? `An earlier install of ${this.name} was interrupted: going on with what npm has downloaded.`
				: `Installing ${this.name}, once for all clones: ${size(installedBytes)} on disk, ` +
						`3 to 10 minutes.\nFolder: ${this.final}`,
		);
		await rm(join(this.staging, 'node_modules'), { recursive: true, force: true });
		await makeFolder(this.staging);
		// npm 12 runs install scripts only of packages that are named here.
		const allowScripts = Object.fromEntries(native.map((name) => [name, true]));
		const manifest = { private: true, dependencies: { n8n: version }, overrides, allowScripts };
		await writeFile(join(this.staging, 'package.json'), JSON.stringify(manifest));
		// The list alone comes first: it is what a second try starts from.
		if (!existsSync(join(this.staging, 'package-lock.json'))) {
			await withProgress('Reading the list of packages', () =>
				this.#installPackages(['install', '--package-lock-only'], engine),
			);
		}
		const expected = await packagesToUnpack(this.staging);
		await withProgress(
			'Downloading and unpacking packages',
			() => this.#installPackages(['install', '--prefer-offline'], engine),
			() => `${countUnpacked(this.staging, expected)} of about ${expected.length}`,
		);
		await writeFile(join(this.staging, 'state.json'), '{ "unpacked": true }');
	}

	/**
	 * Scripts stay off: one package's would download or compile a library that n8n here does not use.
	 * The list keeps the addresses, so that nothing is looked up twice.
	 */
	#installPackages(args, engine) {
		const flags = [
			'--ignore-scripts',
			'--omit-lockfile-registry-resolved=false',
			'--loglevel=error',
		];
		return npm([...args, ...flags], { cwd: this.staging, node: engine.node });
	}

	async #buildNative(engine) {
		const { native } = this.recipe;
		const env = { npm_config_ignore_scripts: 'false' };
		// An .npmrc may name the headers of the system's Node; the module must fit this one.
		if (engine.headers) env.npm_config_nodedir = engine.headers;
		try {
			await withProgress(`Preparing ${native.join(' and ')} for Node ${engine.version}`, () =>
				npm(['rebuild', ...native], { cwd: this.staging, node: engine.node, env }),
			);
		} catch (error) {
			throw (await compilerAdvice(error)) ?? error;
		}
	}

	/** What is wrong with an install, or nothing. */
	async #verify(folder, engine) {
		const script = this.recipe.native.map((name) => `require('${name}')`).join(';');
		const native = await run(engine.node, ['-e', script], { cwd: folder });
		if (native.code !== 0) return lastLines(native.output);
		const version = await run(engine.node, [binary(folder), '--version'], { cwd: folder });
		if (version.code === 0 && version.stdout.trim() === this.recipe.version) return undefined;
		return `n8n --version said: ${lastLines(version.output)}`;
	}
}

/**
 * The packages that npm's list names for this machine, by their place below the folder. Of those that
 * exist for several C libraries npm leaves a few out, so the number is a little high.
 * @param {string} folder with a package-lock.json
 * @returns {Promise<string[]>}
 */
export async function packagesToUnpack(folder) {
	const { packages } = JSON.parse(await readFile(join(folder, 'package-lock.json'), 'utf8'));
	return Object.entries(packages)
		.filter(([place, { os, cpu }]) => {
			return place !== '' && isFor(os, process.platform) && isFor(cpu, process.arch);
		})
		.map(([place]) => place);
}

/** Whether a package's list of platforms, such as ['linux'] or ['!win32'], has this one. */
function isFor(listed, own) {
	if (!listed || listed.includes(own)) return true;
	return listed.every((name) => name.startsWith('!')) && !listed.includes(`!${own}`);
}

/** How many of these packages are there. */
export const countUnpacked = (folder, places) =>
	places.filter((place) => existsSync(join(folder, place, 'package.json'))).length;

/** One small request without npm's minutes of patience, so that a missing network is told at once. */
async function requireRegistry() {
	try {
		const quick = ['--fetch-retries=1', '--fetch-retry-mintimeout=1000', '--fetch-timeout=30000'];
		await npm(['view', 'isolated-vm', 'version', '--prefer-online', ...quick], { cwd: CACHE });
	} catch (error) {
		if (error instanceof Advice && error.message.startsWith('npm cannot reach')) throw error;
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

const lastLines = (text) => text.trim().split('\n').slice(-8).join('\n');
