// npm run test:e2e:queue: the packed package in a real n8n in queue mode, next to an emulated Zoko: one
// main process, two workers, two webhook processes, PostgreSQL and Redis. Everything is new for each
// run and gone afterwards; logs stay in artifacts/.
//
//   --only <names>  these scenarios alone, with commas between them
//   --thorough      300 events and 4,000 keys for each check, however long that takes
//   --keep          leave the data folder where it is, and say where
//
// Needs PostgreSQL and Redis: installed with apt-get on Debian when run as root.
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { main } from './lib/advice.mjs';
import { ensurePostgres, ensureRedis } from './lib/databases.mjs';
import { startEmulator } from './lib/emulator.mjs';
import { readExamples, saveCredential } from './lib/instance.mjs';
import { ensureN8n, N8N_VERSION } from './lib/n8n.mjs';
import { readScenarioOptions } from './lib/options.mjs';
import { freePort } from './lib/ports.mjs';
import { afterStop } from './lib/processes.mjs';
import { say, steps } from './lib/progress.mjs';
import { build, ensureDependencies, ROOT } from './lib/project.mjs';
import { openQueueMode } from './lib/queue-mode.mjs';
import { pack } from './lib/tarball.mjs';
import { Tally } from './lib/tally.mjs';

const SCENARIOS = ['messages', 'loops', 'duplicates', 'keys', 'faults', 'watch', 'waits', 'agents'];
const USE = 'npm run test:e2e:queue -- [--thorough] [--keep] [--only <names>]';

await main(async () => {
	const { names, thorough, keep } = readScenarioOptions(USE, SCENARIOS, {
		thorough: { type: 'boolean', default: false },
	});
	const step = steps(5);
	await step('Development dependencies', ensureDependencies);
	const install = await step(`n8n ${N8N_VERSION}`, ensureN8n);
	const [postgres, redis] = await step('PostgreSQL and Redis', async () => {
		return [await ensurePostgres(), await ensureRedis()];
	});
	const artifacts = join(ROOT, 'artifacts', 'e2e-queue');
	await rm(artifacts, { recursive: true, force: true });
	await mkdir(artifacts, { recursive: true });
	const folder = await mkdtemp(join(tmpdir(), 'zoko-queue-'));
	afterStop(() => (keep ? undefined : rm(folder, { recursive: true, force: true })));
	const tarball = await step('Build and pack this package', async () => {
		await build();
		return (await pack(folder)).file;
	});
	const emulator = await startEmulator({
		port: await freePort(),
		logFile: join(artifacts, 'emulator.log'),
	});
	const queue = await step('Start n8n in queue mode and the emulator', () =>
		openQueueMode({ install, tarball, folder, artifacts, postgres, redis }),
	);

	const tally = new Tally();
	const context = {
		queue,
		n8n: { client: queue.client },
		emulator,
		thorough,
		examples: await readExamples(),
		credential: () => saveCredential(queue.client, emulator),
		check: (name, work) => tally.check(name, work),
	};
	for (const name of names) {
		console.log(`\n${name}`);
		try {
			const scenario = await import(new URL(`../test/e2e/queue/${name}.mjs`, import.meta.url));
			await scenario.default(context);
		} catch (error) {
			await tally.check(`${name} runs to its end`, () => Promise.reject(error));
		}
	}
	console.log('');
	if (keep) say(`Data: ${folder}`);
	if (tally.failed > 0) say(`Logs: ${artifacts}`);
	return tally.close();
});
