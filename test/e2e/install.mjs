// From the registry to a sent message, by n8n's own way: the owner installs the package under Settings ›
// Community nodes, an older version of it first, updates it, uses it, and uninstalls it.
import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { saveCredential } from '../../scripts/lib/instance.mjs';
import { itemsOf, N8nClient, startN8n, stopN8n } from '../../scripts/lib/n8n.mjs';
import { freePort } from '../../scripts/lib/ports.mjs';
import { PACKAGE } from '../../scripts/lib/project.mjs';
import {
	ensureRegistry,
	pathWith,
	registryOf,
	startRegistry,
} from '../../scripts/lib/registry.mjs';
import { repackAs } from '../../scripts/lib/tarball.mjs';
import { CommunityNodes } from './install/settings.mjs';
import { afterwards, sending, sendingFile } from './install/workflows.mjs';
import { inOrder } from './steps.mjs';

const OLDER = '0.0.9';
const ACCOUNT = { email: 'owner@example.com', password: 'Install-local-1' };

/** @param {object} context from scripts/e2e.mjs */
export default async function installScenario(context) {
	const { browser, check, emulator, folder, install, tarball, artifacts, screenshot } = context;
	await emulator.reset();
	const home = join(folder, 'install');
	const registry = await startRegistry(await ensureRegistry(), {
		folder: join(home, 'registry'),
		logFile: join(artifacts, 'registry.log'),
		host: await registryOf(install),
	});
	await registry.publish(await repackAs(OLDER, tarball, join(home, 'older')));
	const userFolder = join(home, 'n8n');
	const nodes = join(userFolder, '.n8n', 'nodes');
	await mkdir(nodes, { recursive: true });
	await writeFile(join(nodes, '.npmrc'), registry.npmrc);
	const server = await startN8n(install, {
		userFolder,
		port: await freePort(),
		logFile: join(artifacts, 'install-n8n.log'),
		// n8n runs the npm that it finds, with the Node that it finds.
		env: {
			...registry.env,
			PATH: pathWith(install.node),
			// Links to files need it, and n8n 1 has it off by default.
			N8N_DEFAULT_BINARY_DATA_MODE: 'filesystem',
		},
	});
	const client = new N8nClient(server);
	await client.setUpOwner(ACCOUNT);
	const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
	const settings = new CommunityNodes(page, server.url, PACKAGE.name);
	let workflow;

	const send = async () => {
		await emulator.reset();
		const execution = await client.run(workflow);
		assert.equal(execution.status, 'success', JSON.stringify(execution.error));
		const [{ messageId }] = itemsOf(execution, 'Tell the customer');
		assert.deepEqual(
			(await emulator.book()).map(({ id, body }) => [id, body.message]),
			[[messageId, 'Packed']],
		);
	};
	const installed = async () => {
		const packages = await client.request('GET', '/community-packages');
		return packages.map(({ packageName, installedVersion }) => [packageName, installedVersion]);
	};
	const steps = {
		'n8n begins without the package': async () => {
			assert.deepEqual(await installed(), []);
			assert.deepEqual(await client.ownNodeTypes(), []);
		},
		'the owner installs it under Community nodes': async () => {
			await settings.logIn(ACCOUNT);
			await settings.install();
			await settings.card.getByText(`v${OLDER}`).waitFor();
			await screenshot(page, 'installed');
			assert.deepEqual(await installed(), [[PACKAGE.name, OLDER]]);
			assert.equal((await client.ownNodeTypes()).length, PACKAGE.n8n.nodes.length);
		},
		'without a restart the credential is tested green and a message goes out': async () => {
			const credential = await saveCredential(client, emulator);
			assert.equal((await client.testCredential(credential)).status, 'OK');
			workflow = await client.createWorkflow(sending(), credential);
			await send();
		},
		'the owner updates it to the version that was packed': async () => {
			await registry.publish(tarball);
			await settings.update();
			await settings.card.getByText(`v${PACKAGE.version}`).waitFor();
			await screenshot(page, 'updated');
			assert.deepEqual(await installed(), [[PACKAGE.name, PACKAGE.version]]);
		},
		'the same workflow sends with the new version': send,
		'a file goes out as a link that opens': async () => {
			const credential = await saveCredential(client, emulator);
			const stored = await client.createWorkflow(sendingFile('Invoice A1001'), credential);
			await emulator.reset();
			const { status, error } = await client.run(stored);
			assert.equal(status, 'success', JSON.stringify(error));
			const [{ body }] = await emulator.book();
			assert.equal(await (await fetch(body.message)).text(), 'Invoice A1001');
		},
		'the owner uninstalls it': async () => {
			await settings.uninstall();
			await screenshot(page, 'uninstalled');
			assert.deepEqual(await installed(), []);
			assert.deepEqual(await client.ownNodeTypes(), []);
		},
		'n8n goes on: other workflows run, and the one with the node says what is missing':
			async () => {
				const other = await client.createWorkflow(afterwards());
				assert.equal((await client.run(other)).status, 'success');
				await emulator.reset();
				const text = await client.run(workflow).then(
					({ status, error }) => `${status}: ${error?.message}`,
					(error) => error.message,
				);
				assert.match(text, /n8n-nodes-zoko|Unrecognized node type|not installed/i);
				assert.deepEqual(await emulator.book(), []);
				return text.slice(0, 120);
			},
		'installed again, the workflow sends as before': async () => {
			await settings.install();
			await settings.card.getByText(`v${PACKAGE.version}`).waitFor();
			await send();
		},
	};

	await inOrder(check, steps, () => screenshot(page, 'install-failure'));
	await page.close();
	await stopN8n(server);
	await registry.close();
}
