// npm start: a real n8n with this package, next to an emulated Zoko, with the example workflows ready
// to run. Stops with Ctrl-C; what you changed in n8n is there again at the next start. npm run dev is
// the same, and brings each change of the sources into the running n8n.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { Advice, main } from './lib/advice.mjs';
import { CACHE, makeFolder } from './lib/cache.mjs';
import { startEmulator } from './lib/emulator.mjs';
import { openInstance, readExamples, saveCredential } from './lib/instance.mjs';
import { ensureN8n } from './lib/n8n.mjs';
import { readPort, requirePort } from './lib/ports.mjs';
import { beforeStop } from './lib/processes.mjs';
import { say, steps } from './lib/progress.mjs';
import { build, ensureDependencies } from './lib/project.mjs';
import { pack } from './lib/tarball.mjs';
import { RELOADS, watchSources } from './lib/watch.mjs';

const USAGE = `npm start -- [options]
npm run dev -- [options]

  --n8n-port <port>       where n8n listens (5678; or ZOKO_N8N_PORT)
  --emulator-port <port>  where the emulated Zoko listens (5699; or ZOKO_EMULATOR_PORT)
  --data <folder>         where n8n keeps its data (or ZOKO_START_DATA)
                          default: ${join(CACHE, 'start-data')}
  --fresh                 begin with an empty n8n: deletes that folder first
  --watch                 load each change of nodes/ and credentials/ into n8n (npm run dev)
  --help                  this text

n8n itself is kept in ${CACHE} (another folder: ZOKO_N8N_CACHE).`;

const EXAMPLE_TIMEOUT_MS = 60_000;

function readOptions() {
	const string = { type: 'string' };
	const boolean = { type: 'boolean', default: false };
	let values;
	try {
		({ values } = parseArgs({
			options: {
				'n8n-port': string,
				'emulator-port': string,
				data: string,
				fresh: boolean,
				watch: boolean,
				help: boolean,
			},
		}));
	} catch (error) {
		throw new Advice(`${error.message}\n\n${USAGE}`);
	}
	const port = (flag, variable, fallback) =>
		values[flag] === undefined
			? readPort(process.env[variable], fallback, variable)
			: readPort(values[flag], fallback, `--${flag}`);
	return {
		help: values.help,
		fresh: values.fresh,
		watch: values.watch,
		n8nPort: port('n8n-port', 'ZOKO_N8N_PORT', 5678),
		emulatorPort: port('emulator-port', 'ZOKO_EMULATOR_PORT', 5699),
		userFolder: resolve(values.data ?? process.env.ZOKO_START_DATA ?? join(CACHE, 'start-data')),
	};
}

async function packPackage() {
	const folder = await mkdtemp(join(tmpdir(), 'zoko-start-'));
	beforeStop(() => rm(folder, { recursive: true, force: true }));
	await build();
	const { file, files, unpackedBytes } = await pack(folder);
	say(`${files.length} files, ${Math.round(unpackedBytes / 1000)} kB`);
	return file;
}

/** Stores the examples that are not there yet; those of an earlier start stay as the person left them. */
async function loadExamples(client, credential) {
	const loaded = [];
	for (const { workflow } of await readExamples()) {
		const known = await client.findWorkflow(workflow.name);
		const stored = known ?? (await client.createWorkflow(workflow, credential));
		if (!known && workflow.active) await client.activate(stored);
		say(
			`${known ? 'kept ' : 'added'}  ${workflow.name}${workflow.active && !known ? ' (active)' : ''}`,
		);
		loaded.push(stored);
	}
	return loaded;
}

/** Runs one workflow and prints what the emulated phone received. */
async function runExample(client, emulator, workflow) {
	say(`Running '${workflow.name}'`);
	const before = (await emulator.book()).length;
	const execution = await client.run(workflow, { timeoutMs: EXAMPLE_TIMEOUT_MS });
	if (execution.status !== 'success') {
		const { message = 'see Executions in n8n', description = '' } = execution.error ?? {};
		say(`It ended with '${execution.status}': ${message} ${description}`.trim());
		return;
	}
	const arrived = (messages) =>
		messages.length > before &&
		messages.slice(before).every(({ status }) => status !== 'accepted' && status !== 'sent');
	const messages = (await emulator.bookWhen(arrived)).slice(before);
	for (const { phone, status, body } of messages) {
		const { type, message, templateId, templateLanguage, templateArgs = [] } = body;
		const text = templateId
			? `${templateId} (${templateLanguage}): ${templateArgs.join(' · ')}`
			: JSON.stringify(message);
		say(`→ +${phone}  ${type}  ${text}  [${status}]`);
	}
	if (messages.length === 0) say('It sent no message.');
}

function summary({ server, account }, emulator, userFolder) {
	const list = `
  n8n          ${server.url}
    account    ${account.email}
    password   ${account.password}
  Zoko phones  ${emulator.url}
  Base URL     ${emulator.baseUrl}   API key ${emulator.apiKey}
  n8n's data   ${userFolder}

Ready. Ctrl-C stops n8n and the emulator.`;
	console.log(list);
}

/** Ends the script when one of the two servers ends by itself. */
function untilOneEnds(server, emulator) {
	return new Promise((_resolve, reject) => {
		server.process.once('exit', () =>
			reject(new Advice(`n8n has stopped. Its log: ${server.logFile}`)),
		);
		emulator.process.once('exit', () => reject(new Advice('The Zoko emulator has stopped.')));
	});
}

await main(async () => {
	const { help, fresh, watch, n8nPort, emulatorPort, userFolder } = readOptions();
	if (help) {
		console.log(USAGE);
		return 0;
	}
	const step = steps(6);
	if (n8nPort === emulatorPort)
		throw new Advice(`n8n and the emulator cannot share port ${n8nPort}. Give them two.`);
	await requirePort(n8nPort, 'n8n', '--n8n-port');
	await requirePort(emulatorPort, 'the Zoko emulator', '--emulator-port');

	await step('Development dependencies', ensureDependencies);
	const install = await step('n8n', ensureN8n);
	const tarball = await step('Build and pack this package', packPackage);
	if (fresh) await rm(userFolder, { recursive: true, force: true });
	// It will hold n8n's key and an account's password, and gets a log before n8n comes.
	await makeFolder(userFolder, 0o700);
	// Before n8n, which registers its active triggers there as soon as it starts.
	const emulator = await step('Start the Zoko emulator', () =>
		startEmulator({ port: emulatorPort, logFile: join(userFolder, 'emulator.log') }),
	);
	const instance = await step('Start n8n with the package', () =>
		openInstance({
			install,
			tarball,
			userFolder,
			port: n8nPort,
			env: watch ? RELOADS : {},
		}),
	);
	await step('Credential and example workflows', async () => {
		const credential = await saveCredential(instance.client, emulator);
		const [first] = await loadExamples(instance.client, credential);
		if (first) await runExample(instance.client, emulator, first);
	});
	summary(instance, emulator, userFolder);
	if (watch) watchSources(instance.server);
	return await untilOneEnds(instance.server, emulator);
});
