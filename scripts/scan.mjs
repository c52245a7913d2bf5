// npm run scan: the check that n8n makes of a community node before it accepts it, on the source and on
// the packed files. It runs from the published scanner, without looking at the npm registry.
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Advice, main } from './lib/advice.mjs';
import { unpack } from './lib/n8n-package.mjs';
import { beforeStop, run } from './lib/processes.mjs';
import { build, ensureDependencies, ROOT } from './lib/project.mjs';
import { ensureScanner, SCANNER } from './lib/scanner.mjs';
import { pack } from './lib/tarball.mjs';
import { Tally } from './lib/tally.mjs';

/** The lint step of the scanner, as a program for the scanner's folder. */
const PROGRAM = `
import { analyzePackage, SOURCE_FILE_PATTERNS } from '${SCANNER}/scanner/scanner.mjs';
const [folder, leg] = process.argv.slice(1);
const result = await analyzePackage(folder, leg === 'tarball' ? ['**/*.js', 'package.json'] : SOURCE_FILE_PATTERNS);
console.log(result.passed ? 'PASS' : 'FAIL', result.message ?? '', result.details ?? '');
process.exitCode = result.passed ? 0 : 1;
`;

async function scan(scanner, folder, leg) {
	const args = ['--input-type=module', '-e', PROGRAM, folder, leg];
	const { code, output } = await run(process.execPath, args, { cwd: scanner });
	if (code !== 0) throw new Advice(output.trim());
}

await main(async () => {
	await ensureDependencies();
	const scanner = await ensureScanner();
	const folder = await mkdtemp(join(tmpdir(), 'zoko-scan-'));
	beforeStop(() => rm(folder, { recursive: true, force: true }));
	const tally = new Tally();
	await tally.check('n8n scan of the source', () => scan(scanner, ROOT, 'source'));
	await tally.check('n8n scan of the package', async () => {
		await build();
		const { file } = await pack(folder);
		const unpacked = join(folder, 'package');
		await mkdir(unpacked);
		await unpack(file, unpacked);
		await scan(scanner, unpacked, 'tarball');
		const { name, version } = JSON.parse(await readFile(join(unpacked, 'package.json'), 'utf8'));
		return `${name} ${version}`;
	});
	return tally.close();
});
