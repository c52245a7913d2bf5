// npm run test:nodes: the unit and engine tests on the other versions of Node that the package supports.
// Each of them is taken from the npm registry once and kept in the cache; npm test runs on the present one.
//
//   --only <major>   one of them
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Advice, main } from './lib/advice.mjs';
import { ensureNode, MAJORS } from './lib/node-runtime.mjs';
import { readOptions } from './lib/options.mjs';
import { beforeStop } from './lib/processes.mjs';
import { duration } from './lib/progress.mjs';
import { build, ensureDependencies } from './lib/project.mjs';
import { Tally } from './lib/tally.mjs';
import { runUnitTests } from './lib/unit-tests.mjs';

/** The pages of docs/ are the same on every Node. */
const ARGS = ['--maxWorkers=2', '--testPathIgnorePatterns=/test/docs/'];

/** The versions to run on: every one but the present one, or the one that was named. */
function readMajors() {
	const { only } = readOptions('npm run test:nodes -- [--only <major>]', {
		only: { type: 'string' },
	});
	const present = Number(process.versions.node.split('.')[0]);
	if (only === undefined) return MAJORS.filter((major) => major !== present);
	if (MAJORS.includes(Number(only))) return [Number(only)];
	throw new Advice(`--only takes one of ${MAJORS.join(', ')}.`);
}

await main(async () => {
	const majors = readMajors();
	await ensureDependencies();
	// The tests of the package look at dist.
	await build();
	const folder = await mkdtemp(join(tmpdir(), 'zoko-test-nodes-'));
	beforeStop(() => rm(folder, { recursive: true, force: true }));
	const tally = new Tally();
	for (const major of majors) {
		const { node, version } = await ensureNode(major, 'this run of the tests');
		const started = Date.now();
		const counts = await runUnitTests({ folder, node, args: ARGS });
		tally.add(counts);
		console.log(
			`${counts.failed === 0 ? 'PASS' : 'FAIL'}  Node ${version}: ${counts.passed} passed, ` +
				`${counts.failed} failed (${duration(Date.now() - started)})`,
		);
	}
	return tally.close();
});
