// What n8n makes of the installed package.
import assert from 'node:assert/strict';
import { sendingFile } from './install/workflows.mjs';

/** @param {object} context from scripts/e2e.mjs */
export default async function packageScenario({ n8n, check, credential, emulator }) {
	const { client, server } = n8n;

	await check('n8n lists the package among its community nodes', async () => {
		const packages = await client.request('GET', '/community-packages');
		const [own] = packages.filter(({ packageName }) => packageName === 'n8n-nodes-zoko');
		assert.equal(own.failedLoading ?? false, false);
		assert.ok(own.installedNodes.length > 0);
	});

	await check('every node of the package is loaded, with an icon that n8n serves', async () => {
		for (const { name, iconUrl } of await client.ownNodeTypes()) {
			for (const icon of typeof iconUrl === 'string' ? [iconUrl] : Object.values(iconUrl)) {
				const response = await fetch(`${server.url}/${icon}`);
				assert.equal(response.status, 200, `${name}: ${icon}`);
				assert.match(response.headers.get('content-type'), /svg|png/);
			}
		}
	});

	await check('an AI agent can use the node as a tool', async () => {
		const names = (await client.nodeTypes()).map(({ name }) => name);
		assert.ok(names.includes('n8n-nodes-zoko.zokoTool'));
	});

	await check(
		'the credential test is green with the right key and says why with a wrong one',
		async () => {
			assert.equal((await client.testCredential(await credential())).status, 'OK');
			const { baseUrl } = emulator;
			const wrong = await client.saveCredential('Wrong key', 'zokoApi', {
				apiKey: 'wrong',
				baseUrl,
			});
			const { status, message } = await client.testCredential(wrong);
			await client.request('DELETE', `/credentials/${wrong.id}`);
			assert.equal(status, 'Error');
			assert.ok(message.length > 10, message);
			assert.ok(!message.includes('wrong'), 'the key is in the message');
			return `'${message}'`;
		},
	);

	await check('a file goes out as a link where n8n can make one, and is refused elsewhere', () =>
		checkFile(client, emulator, credential),
	);
}

/** n8n makes links to files that it has stored; by default n8n 2 stores them, and n8n 1 does not. */
async function checkFile(client, emulator, credential) {
	await emulator.reset();
	const workflow = await client.createWorkflow(sendingFile('Invoice A1001'), await credential());
	const { status, error } = await client.run(workflow);
	const { binaryDataMode } = await client.request('GET', '/settings');
	const book = await emulator.book();
	if (binaryDataMode === 'default') {
		assert.equal(status, 'error');
		assert.match(error.message, /No link can be made for the file/);
		assert.match(error.description, /N8N_DEFAULT_BINARY_DATA_MODE/);
		assert.deepEqual(book, []);
		return `refused: ${error.message}`;
	}
	assert.equal(status, 'success', JSON.stringify(error));
	const [{ body }] = book;
	const response = await fetch(body.message);
	assert.equal(await response.text(), 'Invoice A1001');
	return `${binaryDataMode}, opened with its link`;
}
