import { join } from 'node:path';

import { startFiles } from './files.mjs';

export const ASHA = '919876543201';

async function call(method, address, body, headers = {}) {
	const response = await fetch(address, {
		method,
		headers: { 'content-type': 'application/json', ...headers },
		body: JSON.stringify(body),
	});
	return await response.json();
}

/** Everything that the checks of the page need: the page, the emulator's two APIs and a receiver. */
export async function openDesk({ browser, url, apiKey, screenshotsDir }) {
	const files = await startFiles();
	const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
	const page = await context.newPage();
	page.setDefaultTimeout(10_000);
	const errors = [];
	page.on('pageerror', (error) => errors.push(error.message));

	const control = async (path, body = {}) => await call('POST', `${url}/_control${path}`, body);
	const api = async (path, body) =>
		await call('POST', `${url}/v2${path}`, body, { apikey: apiKey });
	const byTestId = (testId) => page.locator(`[data-testid="${testId}"]`);
	const bubble = (id) => page.locator(`[data-testid="bubble"][data-message-id="${id}"]`);

	await control('/reset');
	await call('PATCH', `${url}/_control/settings`, {
		deliveries: true,
		delays: { sent: 60, delivered: 60, seen: 60 },
	});
	await api('/webhook', {
		url: `${files.url}/hook`,
		events: ['message:user:in', 'message:store:out', 'message:delivery:update'],
	});

	return {
		page,
		url,
		files,
		errors,
		control,
		byTestId,
		bubble,
		inBubble: (id, testId) => bubble(id).locator(`[data-testid="${testId}"]`),
		phoneItem: (phone) => page.locator(`[data-testid="phone-list-item"][data-phone="${phone}"]`),

		/** Opens the phone of a number. */
		async open(phone) {
			await page.goto(`${url}/#${phone}`);
			await page.locator(`[data-testid="phone"][data-phone="${phone}"]`).waitFor();
		},

		/** Sends a message to Asha unless the body names another recipient; returns its id. */
		async send(body) {
			const answer = await api('/message', { channel: 'whatsapp', recipient: ASHA, ...body });
			if (answer.messageId === undefined) throw new Error(`not accepted: ${answer.message}`);
			return answer.messageId;
		},

		/** Sends a message and waits until the page shows it. */
		async show(body) {
			const id = await this.send(body);
			await bubble(id).waitFor();
			return id;
		},

		/** Waits for an event that the emulator posted. */
		async event(wanted) {
			for (let tries = 0; tries < 100; tries++) {
				const found = files.events.find(wanted);
				if (found) return found;
				await page.waitForTimeout(50);
			}
			throw new Error('the event did not come');
		},

		/** Takes a screenshot when animations have ended. */
		async picture(name) {
			await page.waitForTimeout(350);
			await page.screenshot({ path: join(screenshotsDir, `emulator-${name}.png`) });
		},

		async close() {
			await context.close();
			await files.close();
		},
	};
}
