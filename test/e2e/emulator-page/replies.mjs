import assert from 'node:assert/strict';

import { buttonsBody, LIST } from './bodies.mjs';

const CLOSED = '919876543203';
const ALWAYS_CLOSED = '919876543209';
const TAPS_FIRST = '919876543271';
const NOT_ON_WHATSAPP = '919876543226';

/** Checks what a customer can tap and write, and how a delivery ends. */
export async function checkReplies(desk, check) {
	const { page, files, bubble, inBubble, byTestId } = desk;

	await check('templates show their arguments, and a tapped button comes back', async () => {
		const shipped = await desk.show({
			type: 'template',
			templateId: 'order_shipped',
			templateArgs: ['Asha', 'A1001', 'https://track.shop.example/A1001'],
		});
		const text = await inBubble(shipped, 'bubble-text').textContent();
		assert.match(text, /^Hello Asha, your order A1001 has shipped/);
		await desk.show({
			type: 'buttonTemplate',
			templateId: 'abandoned_cart',
			templateArgs: [
				`${files.url}/Blue%20lamp.svg`,
				'Asha',
				'Blue lamp',
				'10% off',
				'buy',
				'later',
			],
		});
		const cod = await desk.show({
			type: 'buttonTemplate',
			templateId: 'order_confirm_cod',
			templateArgs: ['Asha', 'A1002', '₹ 1,299', 'cod_yes', 'cod_no'],
		});
		await desk.picture('templates');
		await inBubble(cod, 'bubble-button').first().click();
		const reply = await desk.event((event) => event.context?.postback === 'cod_yes');
		assert.deepEqual(reply.context, {
			parentId: cod,
			postback: 'cod_yes',
			template_id: 'order_confirm_cod',
		});
		assert.equal(reply.text, 'Confirm');
		await bubble(reply.id).waitFor();
		assert.match(await inBubble(reply.id, 'quote').textContent(), /cash on delivery.*cod_yes/);
	});

	await check('interactive buttons work by keyboard', async () => {
		const id = await desk.show(buttonsBody(`${files.url}/b.pdf`));
		assert.equal(await inBubble(id, 'document-name').textContent(), 'brochure.pdf');
		await inBubble(id, 'bubble-button').nth(1).focus();
		await page.keyboard.press('Enter');
		await desk.event((event) => event.context?.postback === 'call_no');
	});

	await check('a list opens, closes and comes back with the chosen row', async () => {
		const id = await desk.show(LIST);
		await inBubble(id, 'list-open').click();
		await byTestId('list-sheet').waitFor();
		assert.equal(await byTestId('list-row').count(), 3);
		await desk.picture('list');
		await page.keyboard.press('Escape');
		await byTestId('list-sheet').waitFor({ state: 'detached' });
		const focused = await page.evaluate(() => document.activeElement?.dataset.testid);
		assert.equal(focused, 'list-open');
		for (const key of ['Enter', 'Tab', 'Enter']) await page.keyboard.press(key);
		const reply = await desk.event((event) => event.context?.parentId === id);
		assert.deepEqual(reply.context, { parentId: id, postback: 'branch_station' });
		await bubble(reply.id).waitFor();
		await desk.picture('replies');
	});

	await check('an answer goes out as a webhook and opens the window', async () => {
		await desk.open(CLOSED);
		assert.equal(await byTestId('window-indicator').getAttribute('data-open'), 'false');
		await byTestId('answer-box').fill('Is anybody there?');
		await byTestId('answer-box').press('Enter');
		const written = await desk.event((event) => event.text === 'Is anybody there?');
		assert.equal(written.platformSenderId, `+${CLOSED}`);
		await page.locator('[data-testid="window-indicator"][data-open="true"]').waitFor();
		assert.equal(await byTestId('answer-box').inputValue(), '');
	});

	await check('a window that is always closed stays closed when the customer writes', async () => {
		await desk.open(ALWAYS_CLOSED);
		await byTestId('answer-box').fill('Can you hear me?');
		await byTestId('answer-box').press('Enter');
		const { id } = await desk.event((event) => event.text === 'Can you hear me?');
		await bubble(id).waitFor();
		assert.equal(await byTestId('window-indicator').getAttribute('data-open'), 'false');
	});

	await check('a test number taps by itself', async () => {
		await desk.open(TAPS_FIRST);
		const id = await desk.send({ ...LIST, recipient: TAPS_FIRST });
		const { context } = await desk.event((event) => event.context?.parentId === id);
		assert.equal(context.postback, 'branch_harbour');
	});

	await check('a failure is marked and says why', async () => {
		const id = await desk.send({ recipient: NOT_ON_WHATSAPP, type: 'text', message: 'Hello' });
		await desk.phoneItem(NOT_ON_WHATSAPP).click();
		await inBubble(id, 'failure-reason').waitFor();
		assert.match(await inBubble(id, 'failure-reason').textContent(), /131026/);
		assert.equal(await bubble(id).getAttribute('data-status'), 'failed');
		await desk.picture('failed');
	});
}
