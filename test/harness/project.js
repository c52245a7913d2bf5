// Access to the files of the project and to its tools. Plain JavaScript, because the lint rules for
// nodes forbid file system and processes in TypeScript.
const { execFile } = require('node:child_process');
const {
	mkdirSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	rmSync,
	statSync,
	symlinkSync,
	writeFileSync,
} = require('node:fs');
const { tmpdir } = require('node:os');
const { join } = require('node:path');
const { promisify } = require('node:util');

const ROOT = join(__dirname, '../..');
const WORKFLOWS = join(ROOT, 'test/fixtures/workflows');

/** A text file of the project, or undefined when there is none. */
function readText(path) {
	try {
		return readFileSync(join(ROOT, path), 'utf8');
	} catch (error) {
		if (error.code === 'ENOENT') return undefined;
		throw error;
	}
}

/** A JSON file of the project. */
function readJson(path) {
	return JSON.parse(readFileSync(join(ROOT, path), 'utf8'));
}

/** Paths below a folder, without the folder itself. */
function filesIn(path) {
	return readdirSync(join(ROOT, path), { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile())
		.map((entry) => join(entry.parentPath ?? entry.path, entry.name).slice(ROOT.length + 1))
		.sort();
}

function newest(paths) {
	return Math.max(...paths.map((path) => statSync(join(ROOT, path)).mtimeMs));
}

function isBuilt() {
	const { n8n } = readJson('package.json');
	const built = [...n8n.nodes, ...n8n.credentials];
	try {
		const oldest = Math.min(...built.map((path) => statSync(join(ROOT, path)).mtimeMs));
		const sources = [...filesIn('nodes'), ...filesIn('credentials'), 'gulpfile.js', 'package.json'];
		return oldest > newest(sources);
	} catch (error) {
		if (error.code === 'ENOENT') return false;
		throw error;
	}
}

/** Builds the package when a source is newer than what was built. */
async function ensureBuilt() {
	if (isBuilt()) return;
	const gulp = join(ROOT, 'node_modules/gulp/bin/gulp.js');
	await promisify(execFile)(process.execPath, [gulp, 'build'], { cwd: ROOT });
}

/** What npm would publish: the files, and the bytes to download and to unpack. */
async function packList() {
	const args = ['pack', '--dry-run', '--json', '--ignore-scripts', '--loglevel=error'];
	const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
	const { stdout } = await promisify(execFile)(npm, args, { cwd: ROOT });
	const [{ files, size, unpackedSize }] = JSON.parse(stdout);
	return { files, size, unpackedSize };
}

/**
 * The rules of the house that a tree of files breaks, as `rule: file`.
 * @param {Record<string, string[]>} imports what each file imports
 */
async function brokenRules(imports) {
	const folder = mkdtempSync(join(tmpdir(), 'zoko-floors-'));
	try {
		symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
		writeFileSync(join(folder, 'tsconfig.json'), '{}');
		for (const [path, modules] of Object.entries(imports)) {
			mkdirSync(join(folder, path, '..'), { recursive: true });
			// Types alone, which leave no trace in the JavaScript.
			const lines = modules.map((module) => `export type * from '${module}';`);
			writeFileSync(join(folder, path), lines.join('\n'));
		}
		const cruise = join(ROOT, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
		const options = ['--config', join(ROOT, '.dependency-cruiser.js'), '--output-type', 'json'];
		const { stdout } = await promisify(execFile)(process.execPath, [cruise, ...options, '.'], {
			cwd: folder,
		});
		const { violations } = JSON.parse(stdout).summary;
		return violations.map(({ rule, from }) => `${rule.name}: ${from}`).sort();
	} finally {
		rmSync(folder, { recursive: true });
	}
}

/** The phone metadata as the script makes it from the installed library. */
async function freshPhoneMetadata() {
	const program = `import { phoneMetadata } from './scripts/phone-metadata.mjs'; process.stdout.write(phoneMetadata());`;
	const { stdout } = await promisify(execFile)(
		process.execPath,
		['--input-type=module', '-e', program],
		{ cwd: ROOT, maxBuffer: 16 * 1024 * 1024 },
	);
	return stdout;
}

module.exports = {
	ROOT,
	readText,
	readJson,
	filesIn,
	ensureBuilt,
	packList,
	brokenRules,
	freshPhoneMetadata,
	/** Operations that have a workflow, by the name of its file. */
	fixtureNames: readdirSync(WORKFLOWS)
		.filter((file) => file.endsWith('.json'))
		.map((file) => file.replace(/\.json$/, '')),
	/** A workflow as it was exported from the editor. */
	fixture: (name) => readJson(`test/fixtures/workflows/${name}.json`),
};
