import assert from 'node:assert/strict';

import { CONTACTS } from './bodies.mjs';
import { ASHA } from './desk.mjs';

/** Checks how messages look, and that they appear by themselves. */
export async function checkMessages(desk, check) {
	const { page, files, bubble, inBubble, byTestId } = desk;

	await check('the page lists the phones and opens one', async () => {
		await page.goto(desk.url);
		await page.locator('[data-live="true"]').waitFor();
		await desk.phoneItem(ASHA).click();
		await page.locator(`[data-testid="phone"][data-phone="${ASHA}"]`).waitFor();
		assert.ok((await byTestId('phone-list-item').count()) >= 15);
		assert.equal(await byTestId('window-indicator').getAttribute('data-open'), 'true');
	});

	await check('a text appears by itself, with markup and links, and its ticks go on', async () => {
		const id = await desk.show({
			type: 'text',
			message:
				'*Packed!* _Your order_ ~A1000~ A1001: ```TRACK 7``` https://shop.example/t/A1001?a_b=c_d.',
		});
		const text = inBubble(id, 'bubble-text');
		assert.equal(await text.locator('strong').textContent(), 'Packed!');
		assert.equal(await text.locator('em').textContent(), 'Your order');
		assert.equal(await text.locator('s').textContent(), 'A1000');
		assert.equal(await text.locator('code').textContent(), 'TRACK 7');
		const link = await text.locator('a').getAttribute('href');
		assert.equal(link, 'https://shop.example/t/A1001?a_b=c_d');
		await page.locator(`[data-message-id="${id}"][data-status="seen"]`).waitFor();
		assert.equal(await inBubble(id, 'ticks').getAttribute('data-status'), 'seen');
	});

	await check('marks that are no markup stay as they are', async () => {
		const message = 'a*b*c 2 * 3 * 4 snake_case_name * x* _ y_ ~ **';
		const id = await desk.show({ type: 'text', message });
		assert.equal(await inBubble(id, 'bubble-text').innerHTML(), message);
	});

	await check('media load, and what cannot be loaded shows its address', async () => {
		const lamp = { type: 'image', message: `${files.url}/Lamp.svg`, caption: 'Back in *stock*' };
		const good = await desk.show(lamp);
		const gone = await desk.show({ type: 'image', message: `${files.url}/gone.jpg` });
		await page.waitForFunction(
			(id) => document.querySelector(`[data-message-id="${id}"] img`)?.naturalWidth === 640,
			good,
		);
		await inBubble(gone, 'media-placeholder').waitFor();
		assert.match(await bubble(gone).textContent(), /gone\.jpg/);
		await desk.picture('images');
		const video = { type: 'video', message: `${files.url}/care.mp4`, caption: 'How to' };
		await inBubble(await desk.show(video), 'media-placeholder').waitFor();
		const audio = await desk.show({ type: 'audio', message: `${files.url}/hello.mp3` });
		await inBubble(audio, 'media-audio').waitFor();
		const sticker = await desk.show({ type: 'sticker', message: `${files.url}/Wow.svg` });
		await inBubble(sticker, 'media-sticker').waitFor();
		const invoice = await desk.show({ type: 'document', message: `${files.url}/Invoice%20A1.pdf` });
		assert.equal(await inBubble(invoice, 'document-name').textContent(), 'Invoice A1.pdf');
		await desk.picture('media');
	});

	await check('a location and a contact have cards', async () => {
		const place = await desk.show({ type: 'location', message: '12.9716:77.5946' });
		assert.match(await inBubble(place, 'location-card').textContent(), /12\.9716, 77\.5946/);
		const card = await desk.show(CONTACTS);
		assert.match(await inBubble(card, 'contact-card').textContent(), /Jane Doe.*Lead, Acme/);
		await desk.picture('cards');
	});
}
