// What n8n makes of the installed package.
import assert from 'node:assert/strict';

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
}
