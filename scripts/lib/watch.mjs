// Brings each change of the sources into a running n8n.
import { cp } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { packageFolder } from './n8n-package.mjs';
import { launch } from './processes.mjs';
import { say } from './progress.mjs';
import { PACKAGE, ROOT } from './project.mjs';

/** With this n8n watches its packages, loads a changed one again and tells open editors. */
export const RELOADS = { N8N_DEV_RELOAD: 'true' };

/**
 * From now on builds after each change of nodes/ and credentials/, and puts the result where the n8n
 * has the package. Beside it the types are checked, which takes longer and stops nothing.
 * @param {{ userFolder: string, process: import('node:child_process').ChildProcess }} server an n8n
 *   that runs with RELOADS
 */
export function watchSources(server) {
	process.chdir(ROOT);
	// Loaded late: they are development dependencies.
	const require = createRequire(import.meta.url);
	const gulp = require('gulp');
	const { rebuild } = require('../../gulpfile.js');
	// Told below; an error of a task that nobody listens to would end everything.
	gulp.on('error', () => {});
	const target = join(packageFolder(server.userFolder, PACKAGE.name), 'dist');
	let changedAt;
	const watcher = gulp.watch(['nodes/**', 'credentials/**'], { delay: 50 }, async () => {
		try {
			await promisify(rebuild)();
			await cp('dist', target, { recursive: true });
		} catch (error) {
			say(`Not loaded: ${error.message}`);
		}
	});
	watcher.on('all', () => (changedAt = Date.now()));
	server.process.stdout.on('data', (text) => {
		// The files arrive one after another, so that n8n may begin twice.
		if (!changedAt || !String(text).includes(`Hot reload triggered for ${PACKAGE.name}`)) return;
		say(
			`n8n loads the change, ${((Date.now() - changedAt) / 1000).toFixed(1)} s after it was saved`,
		);
		changedAt = undefined;
	});
	const tsc = join('node_modules', 'typescript', 'bin', 'tsc');
	const args = [tsc, '-p', 'tsconfig.build.json', '--watch', '--preserveWatchOutput'];
	launch(process.execPath, args, { stdio: ['ignore', 'inherit', 'inherit'] });
	say('Watching nodes/ and credentials/');
}
