import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';

import { buttonsBody, CONTACTS, LIST } from './bodies.mjs';
import { ASHA } from './desk.mjs';

const WIDTHS = [
	[1280, 800],
	[1920, 1080],
	[390, 780],
];

/** What axe-core finds on the page as it stands, of serious or critical impact. */
async function findings(page, source) {
	// The page lets no script in but its own; what DevTools evaluates is not bound by that.
	await page.evaluate(source);
	return await page.evaluate(async () => {
		const { violations } = await window.axe.run(document, { resultTypes: ['violations'] });
		return violations
			.filter(({ impact }) => impact === 'serious' || impact === 'critical')
			.map(
				({ id, nodes }) =>
					`${id}: ${nodes.map(({ html, any }) => `${html.slice(0, 160)} (${any[0]?.message ?? ''})`).join(' | ')}`,
			);
	});
}

/** Checks that everybody can use the page: nothing serious for axe-core, and the keyboard is enough. */
export async function checkAccess(desk, check) {
	const { page, byTestId, inBubble, bubble, files } = desk;
	const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

	for (const colorScheme of ['light', 'dark']) {
		for (const [width, height] of WIDTHS) {
			await check(`axe-core finds nothing serious, ${colorScheme}, ${width} wide`, async () => {
				await page.setViewportSize({ width, height });
				await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
				const problems = [];
				const look = async (where) => {
					for (const finding of await findings(page, axe)) problems.push(`${where}: ${finding}`);
				};
				await page.goto(`${desk.url}/?${colorScheme}-${width}`);
				await byTestId('phone-list-item').first().waitFor();
				await look('list');
				await desk.open(ASHA);
				await desk.show({ type: 'location', message: '12.9716:77.5946' });
				await desk.show(CONTACTS);
				await desk.show({ type: 'audio', message: `${files.url}/hello.mp3` });
				await desk.show({ type: 'image', message: `${files.url}/gone.jpg` });
				const buttons = await desk.show(buttonsBody(`${files.url}/b.pdf`));
				await inBubble(buttons, 'bubble-button').first().click();
				const tapped = await desk.event((event) => event.context?.parentId === buttons);
				await bubble(tapped.id).waitFor();
				await inBubble(buttons, 'payloads').locator('summary').click();
				await look('phone');
				await desk.picture(`access-${colorScheme}-${width}`);
				const list = await desk.show(LIST);
				await inBubble(list, 'list-open').click();
				await byTestId('list-sheet').waitFor();
				await look('sheet');
				await byTestId('list-close').click();
				const toggle = page.getByRole('button', { name: 'Webhooks' });
				if (await toggle.isVisible()) await toggle.click();
				await byTestId('delivery-open').first().click();
				await byTestId('delivery-details').first().waitFor();
				await look('webhooks');
				assert.deepEqual(problems, []);
			});
		}
	}
	await page.setViewportSize({ width: 1280, height: 800 });
	await page.emulateMedia({ colorScheme: 'light', reducedMotion: null });

	await check('everything can be done by keyboard alone', async () => {
		/** Presses a key until an element with a test id, and perhaps a phone, has the focus. */
		const goTo = async (key, testId, phone) => {
			for (let presses = 0; presses < 150; presses++) {
				await page.keyboard.press(key);
				const reached = await page.evaluate(
					([wanted, digits]) => {
						const { testid, phone: at } = document.activeElement?.dataset ?? {};
						return testid === wanted && (digits === undefined || at === digits);
					},
					[testId, phone],
				);
				if (reached) return;
			}
			throw new Error(`${testId} cannot be reached with ${key}`);
		};
		await page.goto(`${desk.url}/?fresh#`);
		await byTestId('phone-list-item').first().waitFor();
		await goTo('Tab', 'phone-list-item', ASHA);
		await page.keyboard.press('Enter');
		await page.waitForFunction(() => document.activeElement?.dataset.testid === 'answer-box');
		await page.keyboard.type('By keyboard');
		await page.keyboard.press('Enter');
		const written = await desk.event((event) => event.text === 'By keyboard');
		await bubble(written.id).waitFor();

		const list = await desk.show(LIST);
		await goTo('Shift+Tab', 'list-open');
		await page.keyboard.press('Enter');
		await goTo('Tab', 'list-row');
		await page.keyboard.press('Enter');
		await desk.event((event) => event.context?.parentId === list);

		await goTo('Tab', 'answer-box');
		await goTo('Tab', 'delivery-open');
		await page.keyboard.press('Enter');
		await byTestId('delivery-details').waitFor();
		await page.keyboard.press('Enter');
		await byTestId('delivery-details').waitFor({ state: 'detached' });
		await goTo('Shift+Tab', 'chat-close');
		await page.keyboard.press('Enter');
		await byTestId('chat-closed').waitFor();
	});
}
