// npm test: type check, lint, build, package check and unit tests, with a count at the end.
// Arguments go to Jest: npm test -- phone --watch=false
// Installs the development dependencies first when they are missing; starts no server.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Advice, main } from './lib/advice.mjs';
import { beforeStop } from './lib/processes.mjs';
import { build, ensureDependencies, tool } from './lib/project.mjs';
import { pack, packProblems } from './lib/tarball.mjs';
import { Tally } from './lib/tally.mjs';
import { runUnitTests } from './lib/unit-tests.mjs';

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

/** Runs Jest with its own output and adds its counts. */
async function unitTests(folder) {
	const counts = await runUnitTests({ folder, args: process.argv.slice(2) });
	tally.add(counts);
	const { passed, failed } = counts;
	console.log(`${failed === 0 ? 'PASS' : 'FAIL'}  Unit tests (${passed} passed, ${failed} failed)`);
}

await main(async () => {
	await ensureDependencies();
	const folder = await mkdtemp(join(tmpdir(), 'zoko-test-'));
	beforeStop(() => rm(folder, { recursive: true, force: true }));
	await tally.check('Types', () => toolPasses('typescript/bin/tsc', ['--noEmit']));
	await tally.check('Lint', () => toolPasses('@n8n/node-cli/bin/n8n-node.mjs', ['lint']));
	await tally.check('Floors', () =>
		toolPasses('dependency-cruiser/bin/dependency-cruise.mjs', [
			'nodes',
			'credentials',
			'emulator',
		]),
	);
	await tally.check('Build', build);
	await tally.check('Package contents', () => packageIsRight(folder));
	await unitTests(folder);
	return tally.close();
});
