// An example as a person gets it: imported from its file in n8n's editor.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { ROOT } from '../../../scripts/lib/project.mjs';
import { Skipped } from '../../../scripts/lib/tally.mjs';

const PATIENCE_MS = 30_000;

/**
 * Imports the file of an example twice.
 * @param {object} context from scripts/e2e.mjs
 * @param {string} file
 */
export async function importedInEditor(
	{ browser, n8n, credential, screenshot },
	{ file, workflow },
) {
	if (n8n.server.install.major === 1)
		throw new Skipped('n8n 1 stores an imported workflow only when it is saved by hand');
	await credential();
	const page = await browser.newPage({ viewport: { width: 1900, height: 950 } });
	page.setDefaultTimeout(PATIENCE_MS);
	try {
		const { server, account, client } = n8n;
		await page.goto(`${server.url}/signin`);
		await page.locator('input[type="email"]').fill(account.email);
		await page.locator('input[type="password"]').fill(account.password);
		await page.locator('[data-test-id="form-submit-button"]').click();
		await page.waitForURL(/\/(home|workflow)/);
		const copies = [];
		while (copies.length < 2) {
			await page.goto(`${server.url}/workflow/new`);
			const saved = page.waitForResponse(
				(response) =>
					/\/rest\/workflows$/.test(new URL(response.url()).pathname) &&
					response.request().method() === 'POST',
			);
			const input = page.locator('[data-test-id="workflow-import-input"]');
			await input.setInputFiles(join(ROOT, 'examples', file));
			const { id } = (await (await saved).json()).data;
			copies.push(await client.request('GET', `/workflows/${id}`));
		}
		await page.keyboard.press('1');
		await screenshot(page, 'imported');
		for (const { nodes, pinData } of copies) {
			assert.equal(nodes.length, workflow.nodes.length);
			assert.deepEqual(Object.keys(pinData).sort(), Object.keys(workflow.pinData).sort());
			// The only credential of its kind is taken without a question.
			const ours = nodes.filter(({ type }) => type.startsWith('n8n-nodes-zoko.'));
			assert.ok(ours.every(({ credentials }) => credentials?.zokoApi));
		}
		const addresses = copies.flatMap(({ nodes }) =>
			nodes
				.filter(({ type }) => type.endsWith('.webhook'))
				.map(({ parameters }) => parameters.path),
		);
		assert.ok(addresses.length > 0);
		for (const address of addresses) assert.match(address, /^[0-9a-f]{8}(-[0-9a-f]{4,12}){4}$/);
		assert.equal(new Set(addresses).size, addresses.length);
		return `${addresses.length / 2} webhooks with addresses of their own`;
	} finally {
		await page.close();
	}
}
