// The unit and engine tests, with Jest.
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { run } from './processes.mjs';
import { ROOT } from './project.mjs';

/**
 * Runs Jest, which prints what fails.
 * @param {{ folder: string, node?: string, args?: string[] }} options a folder for its report, the Node
 *   that it runs on, and more arguments for Jest
 * @returns {Promise<{ passed: number, failed: number }>} a run that broke as a whole, or had no test,
 *   counts as one failure
 */
export async function runUnitTests({ folder, node = process.execPath, args = [] }) {
	const report = join(folder, 'jest.json');
	const jest = join(ROOT, 'node_modules', 'jest', 'bin', 'jest.js');
	await rm(report, { force: true });
	const { code } = await run(node, [jest, '--json', `--outputFile=${report}`, ...args], {
		cwd: ROOT,
		stdio: ['ignore', 'ignore', 'inherit'],
	});
	const text = await readFile(report, 'utf8').catch(() => '{}');
	const {
		numPassedTests = 0,
		numFailedTests = 0,
		numRuntimeErrorTestSuites = 0,
	} = JSON.parse(text);
	const failed = numFailedTests + numRuntimeErrorTestSuites;
	// Jest can also fail as a whole: no tests found, a broken configuration, a coverage threshold.
	return { passed: numPassedTests, failed: code !== 0 && failed === 0 ? 1 : failed };
}
