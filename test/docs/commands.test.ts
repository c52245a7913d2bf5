import { createEmulator, type Emulator } from '../../emulator';
import { readJson, readText } from '../harness/project';
import { COMMANDS } from './commands';
import { exists, onThePath, run, runAmong } from './shell';

jest.setTimeout(120_000);

/** What CI runs, on its machines and on ours. */
const CI = ['.ci/run', '.github/workflows/ci.yml', '.github/workflows/publish.yml']
	.map((file) => readText(file))
	.join('\n');

const runByCi = (line: string) =>
	CI.split('\n').some((step) => step.trimEnd().endsWith(` ${line}`));

/** Run by another file of the project: where, and the words in it that do so. */
const RUN_BY: Record<string, [file: string, words: string]> = {
	'npm start': ['scripts/pictures/shop.mjs', "'scripts', 'start.mjs'"],
	'npm run dev': ['test/e2e/dev.mjs', "'scripts/start.mjs', '--watch'"],
	'npm run typecheck': ['scripts/test.mjs', "'typescript/bin/tsc', ['--noEmit']"],
	'npm run lint': ['scripts/test.mjs', "n8n-node.mjs', ['lint']"],
	'npm run build': ['scripts/lib/project.mjs', "'gulp/bin/gulp.js', ['build']"],
	'npm run unit': ['scripts/test.mjs', 'await unitTests('],
	'node test/e2e/emulator-page.mjs [folder]': ['scripts/e2e.mjs', "'emulator-page'"],
};

/** Too long for a test, or they change files: started with an option that they do not know. */
const LONG: Record<string, string> = {
	'npm run bench': 'npm run bench -- --nonsense',
	'npm run bench -- --quick': 'npm run bench -- --nonsense',
	'node bench/taps.mjs': 'node bench/taps.mjs --nonsense',
	'node bench/trigger.mjs': 'node bench/trigger.mjs --nonsense',
	'npm run pictures': 'npm run pictures -- --nonsense',
	'npm run live': 'npm run live -- --nonsense',
	'npm run live -- --phone +919876543201': 'npm run live -- --phone +919876543201 --nonsense',
	'npm run live -- --phone +919876543201 --webhook https://abc.tunnel.example':
		'npm run live -- --nonsense',
};

/** Cannot be run before the thing that they are about exists. */
const BY_HAND: Record<string, string> = {
	'npx @n8n/scan-community-package n8n-nodes-zoko':
		'needs the published package; `npm run scan` runs the same scanner on source and package',
};

/** Short ones, as they are or with what keeps them short, and what they have to say. */
const RUN_HERE: Record<string, [line: string, says: RegExp, until?: RegExp]> = {
	'npm run pictures -- --check': ['npm run pictures -- --check', /3 passed, 0 failed/],
	'npm run emulator': ['npm run emulator -- --port 0', /Base URL/, /Ctrl-C/],
	'npm run emulator -- --port 5700 --key my-key --delays 0,0,0': [
		'npm run emulator -- --port 0 --key my-key --delays 0,0,0',
		/Base URL/,
		/Ctrl-C/,
	],
	'node bench/faults.mjs': ['node bench/faults.mjs --sends 20', /20 sends/],
	'node bench/faults.mjs --seed abc': ['node bench/faults.mjs --sends 20 --seed abc', /seed abc/],
	'npx prettier --write': ['npx prettier --check nodes/Zoko/Zoko.node.ts', /All matched files/],
};

const lines = [...new Set(COMMANDS.map(({ line }) => line))];
const isCurl = (line: string) => line.startsWith('curl ');
const jestFolder = (line: string) => /^(?:[A-Z_]+=\S+ )?npx jest (\S+)$/.exec(line)?.[1];
const scenario = (line: string) => /^npm run test:e2e -- --only (\S+)$/.exec(line)?.[1];
const isVersion = (line: string) => line.startsWith('npm version --no-git-tag-version ');

it('says of every command of the pages what runs it', () => {
	const known = (line: string) =>
		[RUN_BY, LONG, BY_HAND, RUN_HERE].some((registry) => line in registry) ||
		runByCi(line) ||
		isCurl(line) ||
		isVersion(line) ||
		scenario(line) !== undefined ||
		jestFolder(line) !== undefined;
	expect(COMMANDS.filter(({ line }) => !known(line))).toEqual([]);
});

it('knows no command that the pages do not have any more', () => {
	const registered = [RUN_BY, LONG, BY_HAND, RUN_HERE].flatMap((registry) => Object.keys(registry));
	expect(registered.filter((line) => !lines.includes(line))).toEqual([]);
});

it('names npm scripts that exist', () => {
	const { scripts } = readJson<{ scripts: Record<string, string> }>('package.json');
	const named = lines.flatMap((line) => /^npm (?:run )?([\w:]+)/.exec(line)?.[1] ?? []);
	const ofNpm = ['ci', 'version'];
	expect(named.filter((name) => !ofNpm.includes(name) && !(name in scripts))).toEqual([]);
	expect(scripts).toMatchObject({
		dev: 'node scripts/start.mjs --watch',
		start: 'node scripts/start.mjs',
		test: 'node scripts/test.mjs',
		typecheck: 'tsc --noEmit',
		lint: 'n8n-node lint && depcruise nodes credentials emulator',
		build: 'gulp build',
		unit: 'jest',
	});
});

it.each(Object.entries(RUN_BY))('%s is run by a script', (_line, [file, words]) => {
	expect(readText(file)).toContain(words);
});

it.each(lines.flatMap((line) => jestFolder(line) ?? []))('npx jest %s finds tests', (folder) => {
	expect(exists(folder)).toBe(true);
});

it.each(lines.flatMap((line) => scenario(line) ?? []))(
	'the scenario %s is part of the whole',
	(name) => {
		expect(readText('scripts/e2e.mjs')).toContain(`'${name}'`);
		expect(exists(`test/e2e/${name}.mjs`)).toBe(true);
	},
);

it.each(Object.entries(LONG))('%s starts, and knows its options', async (line, started) => {
	const { code, output } = await run(started);
	expect(code).not.toBe(0);
	expect(output).toContain('nonsense');
	const option = / (--[a-z]\S*)$/.exec(line.replace(' -- ', ' '))?.[1];
	if (option) expect(output).toContain(option);
});

it.each(Object.entries(RUN_HERE))('%s works', async (_line, [command, says, until]) => {
	const { code, output } = await run(command, { until });
	expect(output).toMatch(says);
	if (!until) expect([output, code]).toEqual([output, 0]);
});

it.each(lines.filter(isVersion))('%s works', async (line) => {
	const { code, output } = await runAmong(['package.json', 'package-lock.json'], line);
	expect(output).toContain(line.split(' ').at(-1));
	expect(code).toBe(0);
});

describe('requests to the emulator', () => {
	let emulator: Emulator;
	beforeAll(async () => {
		emulator = await createEmulator();
	});
	afterAll(async () => await emulator.close());

	// Some machines have no curl; what it is told is the same on all of them.
	const itWithCurl = onThePath('curl') ? it : it.skip;

	itWithCurl.each(lines.filter(isCurl))('%s', async (line) => {
		expect(line).toContain('http://127.0.0.1:5699/');
		const here = line.replace('http://127.0.0.1:5699', emulator.url);
		const { code, output } = await run(here.replace('curl ', 'curl --fail-with-body '));
		expect([output, code]).toEqual([output, 0]);
		if (line.includes('/v2/message')) expect(output).toContain('messageId');
	});

	it('there are some', () => {
		expect(lines.filter(isCurl).length).toBeGreaterThan(4);
	});
});
