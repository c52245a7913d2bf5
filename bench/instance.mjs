// A real n8n to measure, in one process or in queue mode, with this package and the smallest trigger.
import { randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensurePostgres, ensureRedis } from '../scripts/lib/databases.mjs';
import { startEmulator } from '../scripts/lib/emulator.mjs';
import { ensureN8n, installPackage, N8nClient, startN8n } from '../scripts/lib/n8n.mjs';
import { freePort } from '../scripts/lib/ports.mjs';
import { afterStop } from '../scripts/lib/processes.mjs';
import { steps } from '../scripts/lib/progress.mjs';
import { build, ensureDependencies } from '../scripts/lib/project.mjs';
import { openQueueMode } from '../scripts/lib/queue-mode.mjs';
import { pack } from '../scripts/lib/tarball.mjs';

/** n8n loads every node of this folder. */
const SMALLEST = fileURLToPath(new URL('smallest-trigger', import.meta.url));

/**
 * Packs this package, and starts the emulator and n8n with it.
 * @param {{ tarball?: string, engine: string, queue: boolean }} options `tarball` is used instead of
 *   packing, `engine` is n8n's expression engine
 * @returns {Promise<{ emulator: object, client: N8nClient, url: string }>} a logged-in client, and where
 *   webhooks are
 */
export async function openBench({ tarball, engine, queue }) {
	const step = steps(4);
	await step('Development dependencies', ensureDependencies);
	const install = await step('n8n', ensureN8n);
	const folder = await mkdtemp(join(tmpdir(), 'zoko-bench-'));
	afterStop(() => rm(folder, { recursive: true, force: true }));
	const packed = await step('Build and pack this package', async () => {
		if (tarball) return tarball;
		await build();
		return (await pack(folder)).file;
	});
	const emulator = await startEmulator({
		port: await freePort(),
		logFile: join(folder, 'emulator.log'),
	});
	const options = { install, tarball: packed, folder, engine, queue };
	return { emulator, ...(await step('Start n8n', () => openN8n(options))) };
}

async function openN8n({ install, tarball, folder, engine, queue }) {
	const env = { N8N_EXPRESSION_ENGINE: engine, N8N_CUSTOM_EXTENSIONS: SMALLEST };
	if (queue) {
		const [postgres, redis] = [await ensurePostgres(), await ensureRedis()];
		const options = { install, tarball, folder, artifacts: folder, postgres, redis, env };
		const { client, proxy } = await openQueueMode(options);
		return { client, url: proxy.url };
	}
	const userFolder = join(folder, 'n8n');
	await mkdir(userFolder, { recursive: true, mode: 0o700 });
	await installPackage(tarball, userFolder, install.node);
	const server = await startN8n(install, { userFolder, port: await freePort(), env });
	const client = new N8nClient(server);
	await client.setUpOwner({ email: 'owner@example.com', password: `Zk1${randomUUID()}` });
	return { client, url: server.url };
}
