// The shop that is pictured: what `npm start` brings up, in a folder that is gone afterwards.
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Advice } from '../lib/advice.mjs';
import { Emulator } from '../lib/emulator.mjs';
import { CREDENTIAL_NAME } from '../lib/instance.mjs';
import { ensureN8n, N8nClient } from '../lib/n8n.mjs';
import { freePort } from '../lib/ports.mjs';
import { beforeStop, launch } from '../lib/processes.mjs';
import { ROOT } from '../lib/project.mjs';

const PATIENCE_MS = 20_000;

/** The emulator that `npm start` has started. */
class EmulatedZoko extends Emulator {
	/** Waits for an accepted message of which something holds. */
	async message(holds) {
		const found = (await this.bookWhen((all) => all.some(holds), PATIENCE_MS)).find(holds);
		if (!found) throw new Error('the message did not arrive at the emulator');
		return found;
	}
}

/**
 * Runs `npm start` and waits until it is ready.
 * @returns {Promise<{ emulator: EmulatedZoko, client: N8nClient, url: string, account: object,
 *   credential: { id: string, name: string } }>} `client` is logged in
 * @throws {Advice} with what it said when it did not come up
 */
export async function openShop() {
	// Here and not in `npm start`, whose time is limited: the first one takes minutes.
	const install = await ensureN8n();
	const folder = await mkdtemp(join(tmpdir(), 'zoko-pictures-'));
	beforeStop(() => rm(folder, { recursive: true, force: true }));
	const [n8nPort, emulatorPort] = [await freePort(), await freePort()];
	const ports = ['--n8n-port', String(n8nPort), '--emulator-port', String(emulatorPort)];
	const script = join(ROOT, 'scripts', 'start.mjs');
	await ready(launch(process.execPath, [script, ...ports, '--data', folder], { cwd: ROOT }));

	const url = `http://127.0.0.1:${n8nPort}`;
	const account = JSON.parse(await readFile(join(folder, 'account.json'), 'utf8'));
	const client = new N8nClient({ url, install });
	await client.logIn(account);
	const credentials = await client.request('GET', '/credentials');
	const { id, name } = credentials.find((stored) => stored.name === CREDENTIAL_NAME);
	const emulator = new EmulatedZoko(`http://127.0.0.1:${emulatorPort}`);
	return { emulator, client, url, account, credential: { id, name } };
}

/** Waits for the line that begins with "Ready". */
async function ready(child) {
	let said = '';
	const saysReady = new Promise((resolve) => {
		for (const stream of [child.stdout, child.stderr]) {
			stream.setEncoding('utf8').on('data', (text) => {
				said += text;
				if (/^Ready\./m.test(said)) resolve(true);
			});
		}
	});
	const ended = once(child, 'exit').then(() => false);
	if (!(await Promise.race([saysReady, ended])))
		throw new Advice(`npm start ended by itself. It said:\n\n${said.trim()}`);
}
