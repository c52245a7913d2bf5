// A real n8n to measure, in one process or in queue mode, with this package and the smallest trigger.
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { ensurePostgres, ensureRedis } from '../scripts/lib/databases.mjs';
import { installPackage, N8nClient, startN8n } from '../scripts/lib/n8n.mjs';
import { freePort } from '../scripts/lib/ports.mjs';
import { openQueueMode } from '../scripts/lib/queue-mode.mjs';

/** n8n loads every node of this folder. */
const SMALLEST = fileURLToPath(new URL('smallest-trigger', import.meta.url));

/**
 * Starts it.
 * @param {{ install: object, tarball: string, folder: string, engine: string, queue: boolean }} options
 *   `engine` is n8n's expression engine
 * @returns {Promise<{ client: N8nClient, url: string }>} a logged-in client, and where webhooks are
 */
export async function openN8n({ install, tarball, folder, engine, queue }) {
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
