import assert from 'node:assert/strict';

import { HOSTILE, HOSTILE_BODIES } from './bodies.mjs';
import { ASHA } from './desk.mjs';

/** Checks the page as a whole: its log, sizes and colours, and what it lets in. */
export async function checkFrame(desk, check) {
	const { page, byTestId, bubble } = desk;

	await check('the webhook panel shows what was posted', async () => {
		assert.ok((await byTestId('delivery-row').count()) > 20);
		const others = page.locator('[data-testid="delivery-row"]:not([data-state="delivered"])');
		assert.equal(await others.count(), 0);
		assert.match(await byTestId('delivery-row').first().textContent(), /200/);
	});

	await check('the page follows a dark colour scheme', async () => {
		await page.emulateMedia({ colorScheme: 'dark' });
		await desk.open(ASHA);
		await byTestId('bubble').first().waitFor();
		const ground = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
		const brightest = Math.max(...ground.match(/\d+/g).slice(0, 3).map(Number));
		assert.ok(brightest < 60, ground);
		await desk.picture('dark');
		await page.emulateMedia({ colorScheme: 'light' });
	});

	await check('the page fits a narrow window and stays at the end of the chat', async () => {
		await page.setViewportSize({ width: 390, height: 780 });
		const excess = await page.evaluate(
			() => document.documentElement.scrollWidth - window.innerWidth,
		);
		assert.ok(excess <= 0, `${excess} pixels too wide`);
		await desk.picture('narrow');
		const left = await byTestId('chat').evaluate(
			(chat) => chat.scrollHeight - chat.scrollTop - chat.clientHeight,
		);
		assert.ok(left < 2, `${left} pixels before the end`);
		await page.getByRole('link', { name: 'All phones' }).click();
		await byTestId('phone-list-item').first().waitFor();
		await page.getByRole('button', { name: 'Webhooks' }).click();
		await byTestId('delivery-row').first().waitFor();
		await page.setViewportSize({ width: 1280, height: 800 });
	});

	await check('nothing that a message contains becomes part of the page', async () => {
		await desk.open(ASHA);
		const ids = [];
		for (const body of HOSTILE_BODIES) ids.push(await desk.send(body));
		await desk.control('/incoming', { from: ASHA, name: HOSTILE, text: HOSTILE });
		for (const id of ids) await bubble(id).waitFor();
		await page.waitForTimeout(300);
		assert.equal(await page.evaluate(() => window.hacked), undefined);
		const intruders = '#app :is(script, [src="x"], [href^="javascript"], [src^="javascript"])';
		assert.equal(await page.locator(intruders).count(), 0);
	});

	await check('the page loads nothing from elsewhere and reports no script errors', async () => {
		const origins = await page.evaluate(() =>
			performance
				.getEntriesByType('resource')
				.filter(({ initiatorType }) => ['script', 'link', 'css', 'fetch'].includes(initiatorType))
				.map(({ name }) => new URL(name).origin),
		);
		assert.deepEqual([...new Set(origins)], [desk.url]);
		assert.deepEqual(desk.errors, []);
	});
}
