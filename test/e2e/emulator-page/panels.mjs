import assert from 'node:assert/strict';

import { LIST } from './bodies.mjs';
import { ASHA } from './desk.mjs';

const TOKEN = '~zk1.Ab3d.4711.Qw7_eR.0123456789abcdefghijklmnopqrstuvwxyzABCDEFG';

const reply = (payload, title) => ({ reply: { payload, title } });

const ASKING = {
	type: 'interactive_button',
	interactiveButton: {
		body: { text: 'Confirm or cancel order *A1003*?' },
		buttons: [reply(`confirm A1003${TOKEN}`, 'Confirm'), reply(`cancel A1003${TOKEN}`, 'Cancel')],
	},
};

/** Checks what stands around the chat: payloads, the list's previews and legend, and the webhook log. */
export async function checkPanels(desk, check) {
	const { page, byTestId, bubble, inBubble } = desk;

	await check('a long payload is cut on the face, and whole when opened', async () => {
		await desk.open(ASHA);
		const id = await desk.show(ASKING);
		assert.ok(!(await bubble(id).innerText()).includes('zk1'));
		await inBubble(id, 'payloads').locator('summary').click();
		assert.ok((await bubble(id).innerText()).includes(`confirm A1003${TOKEN}`));
		await inBubble(id, 'bubble-button').first().click();
		const tapped = await desk.event((event) => event.context?.parentId === id);
		assert.equal(tapped.context.postback, `confirm A1003${TOKEN}`);
		await bubble(tapped.id).waitFor();
		assert.match(await bubble(tapped.id).innerText(), /confirm A1003…/);
		assert.ok(!(await bubble(tapped.id).innerText()).includes('zk1'));
		await inBubble(tapped.id, 'payload').locator('summary').focus();
		await page.keyboard.press('Enter');
		assert.equal(await inBubble(tapped.id, 'payload-whole').innerText(), `confirm A1003${TOKEN}`);
		await desk.picture('payloads');
	});

	await check('the list shows markup as the phone does, and says what its dots mean', async () => {
		const id = await desk.show({
			type: 'text',
			message: '*Packed*: see https://shop.example/a_b_c',
		});
		await bubble(id).waitFor();
		const words = desk.phoneItem(ASHA).locator('[data-testid="phone-list-words"]');
		await words.getByText('Packed').waitFor();
		assert.equal(
			await words.innerHTML(),
			'<strong>Packed</strong>: see https://shop.example/a_b_c',
		);
		const legend = await page.getByRole('navigation').getByLabel('What the dots mean').innerText();
		assert.match(legend, /window open\s+closed/);
	});

	await check('Enter on a phone leads to its box, and Escape back to the list', async () => {
		const focused = () => page.evaluate(() => document.activeElement?.dataset.testid);
		for (const phone of ['919876543202', ASHA, ASHA]) {
			await desk.phoneItem(phone).focus();
			await page.keyboard.press('Enter');
			await page.locator(`[data-testid="phone"][data-phone="${phone}"]`).waitFor();
			await page.waitForFunction(() => document.activeElement?.dataset.testid === 'answer-box');
		}
		await page.keyboard.press('Escape');
		assert.equal(await focused(), 'phone-list-item');
	});

	await check('the log names the customer, and an entry can be opened', async () => {
		const id = await desk.send({ ...LIST });
		await page.locator(`[data-message-id="${id}"][data-status="seen"]`).waitFor();
		const row = byTestId('delivery-row').first();
		assert.match(await row.innerText(), /Asha Rao/);
		await row.getByRole('button').focus();
		await page.keyboard.press('Enter');
		const body = JSON.parse(await row.locator('[data-testid="delivery-body"]').innerText());
		assert.deepEqual([body.event, body.id], ['message:delivery:update', id]);
		const attempt = await row.locator('[data-testid="delivery-attempt"]').innerText();
		assert.match(attempt, /^Attempt 1, \d\d:\d\d: 200 after \d+ ms\s*\{"taken":true\}$/);
		await desk.picture('delivery');
		await page.keyboard.press('Enter');
		await byTestId('delivery-details').waitFor({ state: 'detached' });
	});
}
