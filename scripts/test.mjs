// npm test: type check, lint, build, package check and unit tests, with a count at the end.
// Arguments go to Jest: npm test -- phone --watch=false
// Installs the development dependencies first when they are missing; starts no server.
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Advice, main } from './lib/advice.mjs';
import { beforeStop } from './lib/processes.mjs';
import { build, ensureDependencies, tool } from './lib/project.mjs';
import { pack, packProblems } from './lib/tarball.mjs';
import { Tally } from './lib/tally.mjs';

const tally = new Tally();

/** A tool of node_modules as a check: its output is the reason when it fails. */
async function toolPasses(entry, args) {
	const { code, output } = await tool(entry, args);
	if (code !== 0) throw new Advice(output.trim());
}

async function packageIsRight(folder) {
	const packed = await pack(folder);
	const problems = packProblems(packed);
	if (problems.length > 0) throw new Advice(problems.join('\n'));
	return `${packed.files.length} files, ${Math.round(packed.unpackedBytes / 1000)} kB unpacked`;
}

/** Runs Jest with its own output and adds its counts; a run without any test counts as a failure. */
async function unitTests(folder) {
	const report = join(folder, 'jest.json');
	const args = ['--json', `--outputFile=${report}`, ...process.argv.slice(2)];
	const { code } = await tool('jest/bin/jest.js', args, { stdio: ['ignore', 'ignore', 'inherit'] });
	const text = await readFile(report, 'utf8').catch(() => '{}');
	const {
		numPassedTests = 0,
		numFailedTests = 0,
		numRuntimeErrorTestSuites = 0,
	} = JSON.parse(text);
	const failed = numFailedTests + numRuntimeErrorTestSuites;
	// Jest can also fail as a whole: no tests found, a broken configuration, a coverage threshold.
	tally.add({ passed: numPassedTests, failed: code !== 0 && failed === 0 ? 1 : failed });
	console.log(
		`${code === 0 ? 'PASS' : 'FAIL'}  Unit tests (${numPassedTests} passed, ${failed} failed)`,
	);
}

await main(async () => {
	await ensureDependencies();
	const folder = await mkdtemp(join(tmpdir(), 'zoko-test-'));
	beforeStop(() => rm(folder, { recursive: true, force: true }));
	await tally.check('Types', () => toolPasses('typescript/bin/tsc', ['--noEmit']));
	await tally.check('Lint', () => toolPasses('@n8n/node-cli/bin/n8n-node.mjs', ['lint']));
	await tally.check('Build', build);
	await tally.check('Package contents', () => packageIsRight(folder));
	await unitTests(folder);
	return tally.close();
});
