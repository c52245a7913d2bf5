// Runs what the pages tell people to run. Plain JavaScript, because the lint rules for nodes forbid
// processes and the file system in TypeScript.
const { spawn, spawnSync } = require('node:child_process');
const { cpSync, existsSync, mkdtempSync, rmSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join } = require('node:path');
const { ROOT } = require('../harness/project');

/** Whether a path of the project is there. */
const exists = (path) => existsSync(join(ROOT, path));

/** Whether a program can be called by its name. */
const onThePath = (program) => spawnSync('sh', ['-c', `command -v ${program}`]).status === 0;

/**
 * Runs a command line as a person would.
 * @param {string} line
 * @param {{ cwd?: string, until?: RegExp }} [options] `until` ends a command that runs for ever once
 *   it has said that
 * @returns {Promise<{ code: number | null, output: string }>}
 */
function run(line, { cwd = ROOT, until } = {}) {
	const env = { ...process.env, npm_config_loglevel: 'error' };
	// Not a TypeScript loader, nor the flags of this test.
	for (const name of ['NODE_OPTIONS', 'JEST_WORKER_ID', 'NODE_ENV']) delete env[name];
	const child = spawn('sh', ['-c', line], { cwd, env, detached: true });
	let output = '';
	const end = () => {
		try {
			process.kill(-child.pid, 'SIGTERM');
		} catch {
			// It has ended by itself.
		}
	};
	for (const stream of [child.stdout, child.stderr]) {
		stream.setEncoding('utf8').on('data', (text) => {
			output += text;
			if (until?.test(output)) end();
		});
	}
	return new Promise((resolve) => child.once('close', (code) => resolve({ code, output })));
}

/** Runs a command line among copies of files of the project, which it may change. */
async function runAmong(files, line) {
	const folder = mkdtempSync(join(tmpdir(), 'zoko-docs-'));
	try {
		for (const file of files) cpSync(join(ROOT, file), join(folder, file), { recursive: true });
		return await run(line, { cwd: folder });
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

module.exports = { exists, onThePath, run, runAmong };
