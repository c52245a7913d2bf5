import assert from 'node:assert/strict';
import { pathToFileURL } from 'node:url';

import { checkAccess } from './emulator-page/access.mjs';
import { buttonsBody, CONTACTS, HOSTILE, HOSTILE_BODIES, LIST } from './emulator-page/bodies.mjs';
import { ASHA, openDesk } from './emulator-page/desk.mjs';
import { checkPanels } from './emulator-page/panels.mjs';

const CLOSED = '919876543203';
const ALWAYS_CLOSED = '919876543209';
const TAPS_FIRST = '919876543271';
const UMA = 'IN.4kQ7z92mXb1RtY8w';
const GROUP = '120363041234567890';
const NOT_ON_WHATSAPP = '919876543226';

/**
 * Checks the emulator's page in a real browser.
 * `browser` is a running Chromium of playwright-core, `url` and `apiKey` belong to an emulator that
 * may be reset, screenshots go to `screenshotsDir`, and every check is one `check(name, function)`.
 */
export async function checkEmulatorPage({ browser, url, apiKey, screenshotsDir, check }) {
	const desk = await openDesk({ browser, url, apiKey, screenshotsDir });
	try {
		await checkMessages(desk, check);
		await checkReplies(desk, check);
		await checkPeople(desk, check);
		await checkPanels(desk, check);
		await checkFrame(desk, check);
		await checkAccess(desk, check);
	} finally {
		await desk.close();
	}
}

async function checkMessages(desk, check) {
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

async function checkReplies(desk, check) {
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

async function checkPeople(desk, check) {
	const { page, byTestId, bubble, inBubble } = desk;

	await check('a customer without a phone number is shown by user name, and writes', async () => {
		await desk.open(UMA);
		assert.equal(await byTestId('phone-number').textContent(), '@uma.reads · no phone number');
		assert.match(await desk.phoneItem(UMA).textContent(), /no number/);
		await byTestId('answer-box').fill('Hello from Goa');
		await byTestId('answer-box').press('Enter');
		const written = await desk.event((event) => event.text === 'Hello from Goa');
		assert.deepEqual([written.phone, written.bsuid, written.username], [null, UMA, 'uma.reads']);
		await bubble(written.id).waitFor();
	});

	await check(
		"an agent's message says who wrote it, and a chat is assigned and closed",
		async () => {
			const { messageId } = await desk.control('/outgoing', {
				to: UMA,
				writtenBy: 'agent',
				text: 'We do ship to Goa.',
			});
			await bubble(messageId).waitFor();
			assert.match(await inBubble(messageId, 'written-by').textContent(), /meera@shop\.example/);
			await byTestId('webhook-tick-chats').click();
			await byTestId('webhook-tick-chats').waitFor({ state: 'detached' });
			await byTestId('chat-assignee').selectOption({ label: 'Lina (salesman)' });
			const assigned = await desk.event(({ event }) => event === 'zoko:chat:assigned');
			assert.equal(assigned.agent.name, 'Lina ');
			await page
				.locator(`[data-testid="zoko-bar"][data-assignee="${assigned.agent.id}"]`)
				.waitFor();
			await byTestId('chat-close').click();
			const closed = await desk.event(({ event }) => event === 'zoko:chat:closed');
			assert.equal(closed.closedBy.agent.email, 'lina@shop.example');
			await byTestId('chat-closed').waitFor();
			await page.locator('[data-testid="delivery-row"][data-event="zoko:chat:closed"]').waitFor();
			await desk.picture('user-name');
		},
	);

	await check('a group shows who wrote', async () => {
		await desk.open(GROUP);
		assert.equal(await byTestId('phone-number').textContent(), `Group ${GROUP}`);
		await byTestId('answer-box').fill('The blue one');
		await byTestId('answer-box').press('Enter');
		const written = await desk.event((event) => event.text === 'The blue one');
		assert.deepEqual([written.chatType, written.platformSenderId], ['group', GROUP]);
		await bubble(written.id).waitFor();
		assert.match(await bubble(written.id).textContent(), /Fiona Grant/);
		await desk.picture('group');
	});
}

async function checkFrame(desk, check) {
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

/** Starts an emulator and a browser of its own, for `node test/e2e/emulator-page.mjs [folder]`. */
async function main() {
	const { mkdtemp } = await import('node:fs/promises');
	const { tmpdir } = await import('node:os');
	const { join } = await import('node:path');
	const { chromium } = await import('playwright-core');
	const { createEmulator } = await import('../../emulator/load.mjs');
	const screenshotsDir = process.argv[2] ?? (await mkdtemp(join(tmpdir(), 'emulator-page-')));
	const emulator = await createEmulator();
	const browser = await chromium.launch({
		executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
		args: [
			'--no-sandbox',
			'--disable-gpu',
			'--disable-quic',
			'--no-first-run',
			'--disable-background-networking',
			'--disable-component-update',
			'--disable-sync',
		],
	});
	const check = async (name, run) => {
		try {
			await run();
			console.log(`ok    ${name}`);
		} catch (error) {
			process.exitCode = 1;
			console.log(`FAIL  ${name}\n      ${error.stack}`);
		}
	};
	const { url, apiKey } = emulator;
	try {
		await checkEmulatorPage({ browser, url, apiKey, screenshotsDir, check });
	} finally {
		await browser.close();
		await emulator.close();
	}
	console.log(`Screenshots: ${screenshotsDir}`);
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
	await main();
}
