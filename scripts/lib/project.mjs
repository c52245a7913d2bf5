// The clone that the scripts work in: where it is, what its package.json says, its dependencies.
import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Advice } from './advice.mjs';
import { npm } from './npm.mjs';
import { say, withProgress } from './progress.mjs';
import { run } from './processes.mjs';

export const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
export const PACKAGE = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));

/** Installs the development dependencies when they are missing or not those of package-lock.json. */
export async function ensureDependencies() {
	if (Number(process.versions.node.split('.')[0]) < 20) {
		throw new Advice(
			`This is Node ${process.versions.node}. Install Node 20 or newer and run it again.`,
		);
	}
	if (await dependenciesMatch()) return;
	say('Installing the development dependencies (about a minute, 400 MB)');
	await withProgress('npm ci', () => npm(['ci', '--ignore-scripts'], { cwd: ROOT }));
}

/** Whether node_modules holds every package of package-lock.json in the locked version. */
async function dependenciesMatch() {
	const read = async (file) => JSON.parse(await readFile(join(ROOT, file), 'utf8')).packages;
	const [locked, installed] = await Promise.all([
		read('package-lock.json'),
		read('node_modules/.package-lock.json').catch(() => undefined),
	]);
	if (!installed) return false;
	return Object.entries(locked).every(([path, { version, optional }]) => {
		if (path === '') return true;
		return installed[path] ? installed[path].version === version : optional === true;
	});
}

/**
 * Runs a command of node_modules with the running Node.
 * @param {string} entry path of its JavaScript file under node_modules
 * @param {string[]} args
 * @param {object} [options] as for run()
 */
export function tool(entry, args, options = {}) {
	return run(process.execPath, [join(ROOT, 'node_modules', entry), ...args], {
		cwd: ROOT,
		...options,
	});
}

/** Builds dist/ with gulp. */
export async function build() {
	const { code, output } = await tool('gulp/bin/gulp.js', ['build']);
	if (code !== 0) throw new Advice(`The build did not finish:\n\n${output.trim()}`);
}
