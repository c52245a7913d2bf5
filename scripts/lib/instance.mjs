// A ready n8n: this package installed, an owner account, a credential that points at the emulator.
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Advice } from './advice.mjs';
import { installPackage, listPackage, N8nClient, startN8n } from './n8n.mjs';
import { PACKAGE, ROOT } from './project.mjs';

const EMAIL = 'owner@example.com';
export const CREDENTIAL_NAME = 'Zoko (emulator)';

/**
 * Installs the package into a user folder and starts n8n with it. Without a tarball it is there already.
 * @param {{ install: object, tarball?: string, userFolder: string, port: number, logFile?: string,
 *   env?: object }} options
 * @returns {Promise<{ server: object, client: N8nClient, account: { email: string, password: string } }>}
 *   `client` is logged in
 */
export async function openInstance({ install, tarball, userFolder, port, logFile, env }) {
	await mkdir(userFolder, { recursive: true, mode: 0o700 });
	if (tarball) await installPackage(tarball, userFolder, install.node);
	const server = await startN8n(install, { userFolder, port, logFile, env });
	const client = new N8nClient(server);
	const account = await signIn(client, userFolder);
	const types = await client.ownNodeTypes();
	const missing = PACKAGE.n8n.nodes.length - types.length;
	if (missing > 0) {
		throw new Advice(
			`n8n loaded ${types.length} of the ${PACKAGE.n8n.nodes.length} nodes of this package. Its log says why: ${server.logFile}`,
		);
	}
	const nodes = types.map(({ name, displayName, version }) => ({
		type: name,
		name: displayName,
		version: Math.max(...[version].flat()),
	}));
	await listPackage(server, PACKAGE, nodes);
	return { server, client, account };
}

/** Creates the owner on the first start and logs in as it later; the password stays in the user folder. */
export async function signIn(client, userFolder) {
	const file = join(userFolder, 'account.json');
	if (await client.hasOwner()) {
		const account = JSON.parse(await readFile(file, 'utf8').catch(() => 'null'));
		try {
			await client.logIn(account);
			return account;
		} catch {
			throw new Advice(
				`The n8n in ${userFolder} does not accept the account in account.json (was its password changed?).\n` +
					'Put the right password into that file, or begin anew: npm start -- --fresh',
			);
		}
	}
	// n8n wants at least eight characters with a number and a capital letter.
	const account = { email: EMAIL, password: `Zk1${randomBytes(9).toString('hex')}` };
	await writeFile(file, JSON.stringify(account, null, 2), { mode: 0o600 });
	await client.setUpOwner(account);
	return account;
}

/** Stores the credential for the emulator. @returns {Promise<{ id: string, name: string }>} */
export function saveCredential(client, emulator) {
	return client.saveCredential(CREDENTIAL_NAME, 'zokoApi', {
		apiKey: emulator.apiKey,
		baseUrl: emulator.baseUrl,
	});
}

/**
 * The example workflows, in the order of their file names.
 * @returns {Promise<{ file: string, workflow: object }[]>}
 */
export async function readExamples() {
	const folder = join(ROOT, 'examples');
	if (!existsSync(folder)) return [];
	const files = (await readdir(folder)).filter((file) => file.endsWith('.json')).sort();
	return await Promise.all(
		files.map(async (file) => ({
			file,
			workflow: JSON.parse(await readFile(join(folder, file), 'utf8')),
		})),
	);
}
