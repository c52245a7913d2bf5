// A person's first message, in n8n's editor: log in, find the node, set up the credential, pick a
// template, fill in its fields, run the step, and see it on the customer's phone.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { Skipped } from '../../scripts/lib/tally.mjs';
import { inOrder } from './steps.mjs';

const PHONE = '919876543201';
const TEMPLATE = 'order_confirm_cod';
/** Keyed by the field's place in the template; the labels say what it is. */
const VALUES = ['Asha', 'A1001', '₹ 1,499', 'confirm-A1001', 'cancel-A1001'];
/** Has fields at the places of the first one's. */
const OTHER_TEMPLATE = 'abandoned_cart';
const OTHER_VALUES = [
	'https://shop.example/cart.jpg',
	'Ben',
	'Brass lamp',
	'10% off',
	'checkout-7',
	'later-7',
];
const PATIENCE_MS = 60_000;

/** A workflow whose recipient is not known before it runs: the editor cannot evaluate the form then. */
async function laterRecipient() {
	const file = new URL('../../examples/02-all-thirteen-messages.json', import.meta.url);
	const { nodes } = JSON.parse(await readFile(file, 'utf8'));
	const send = nodes.find(({ parameters }) => parameters.operation === 'sendButtonTemplate');
	const start = nodes.find(({ type }) => type.endsWith('manualTrigger'));
	const recipient = `={{ $json.phone ?? '+${PHONE}' }}`;
	return {
		name: 'Another template',
		nodes: [start, { ...send, name: 'Send', parameters: { ...send.parameters, recipient } }],
		connections: { [start.name]: { main: [[{ node: 'Send', type: 'main', index: 0 }]] } },
	};
}

/** @param {object} context from scripts/e2e.mjs */
export default async function editorScenario(context) {
	const { browser, n8n, emulator, check, screenshot } = context;
	const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
	page.setDefaultTimeout(PATIENCE_MS);
	const errors = [];
	page.on('pageerror', (error) => errors.push(error.message));
	const editor = new Editor(page);
	const before = (await emulator.book()).length;
	const sent = async () => (await emulator.bookWhen((all) => all.length > before)).slice(before);

	const steps = {
		'a person logs in': async () => {
			await editor.logIn(n8n.server.url, n8n.account);
			// What goes wrong before the node is looked for is the editor's own.
			return errors.splice(0).join();
		},
		"the node is found as 'zoko' and its operation is picked": () =>
			editor.addNode('Send button template'),
		'a wrong API key is refused in the credential dialog': async () => {
			await editor.saveCredential({ apiKey: 'wrong', baseUrl: emulator.baseUrl }, (patience) =>
				editor.dialog.getByText(/couldn.t connect/i).waitFor(patience),
			);
		},
		'the right API key is tested green': async () => {
			const tested = editor.dialog.getByText(/tested successfully/i);
			// n8n 2 closes the dialog after a successful test; opened again, it repeats the test.
			const closes = n8n.server.install.major > 1;
			await editor.saveCredential({ apiKey: emulator.apiKey }, (patience) =>
				closes ? editor.dialog.waitFor({ ...patience, state: 'hidden' }) : tested.waitFor(patience),
			);
			if (closes) await editor.test('credential-edit-button').click();
			await tested.waitFor();
			await screenshot(page, 'credential');
			await editor.closeDialog();
		},
		'the template is picked from the list': async () => {
			await editor.input('recipient').fill('+91 98765 43201');
			await editor.pickTemplate(TEMPLATE, 'en');
		},
		"each of the template's fields is named by the words around it": async () => {
			const labels = await editor.mapperLabels();
			assert.equal(labels.length, VALUES.length, labels.join(' | '));
			assert.match(labels[1], /order/i);
			assert.match(labels[3], /Confirm/);
			return labels.join(' | ');
		},
		'the step runs and its output is shown': async () => {
			await editor.fillMapper(VALUES);
			await screenshot(page, 'filled');
			await editor.test('node-execute-button').click();
			await editor
				.test('output-panel')
				.getByText(/messageId/)
				.first()
				.waitFor();
			await screenshot(page, 'output');
		},
		'exactly one message went out, with the values in order': async () => {
			const messages = await sent();
			assert.equal(messages.length, 1);
			const { type, recipient, templateId, templateArgs } = messages[0].body;
			assert.deepEqual(
				{ type, recipient, templateId },
				{ type: 'buttonTemplate', recipient: PHONE, templateId: TEMPLATE },
			);
			assert.deepEqual(templateArgs, VALUES);
		},
		'the message is on the phone': async () => {
			const [{ id }] = await sent();
			await page.goto(`${emulator.url}/#${PHONE}`);
			const bubble = page.locator(`[data-testid="bubble"][data-message-id="${id}"]`);
			await bubble.getByText(/A1001/).first().waitFor();
			await screenshot(page, 'phone');
		},
		'another template is picked, and the fields of the one before are not sent with it':
			async () => {
				const count = (await emulator.book()).length;
				const stored = await n8n.client.createWorkflow(
					await laterRecipient(),
					await context.credential(),
				);
				await editor.openNode(stored, 'Send');
				await editor.pickTemplate(OTHER_TEMPLATE, 'en');
				await page.waitForTimeout(1_000);
				await screenshot(page, 'other-template');
				await editor.test('node-execute-button').click();
				const output = editor.test('output-panel');
				await output
					.getByText(`'Variables' holds the fields of template '${TEMPLATE}'`, { exact: false })
					.first()
					.waitFor();
				assert.equal((await emulator.book()).length, count);
			},
		'opened again, the node shows the fields of the picked template': async () => {
			if (n8n.server.install.major < 2) throw new Skipped('n8n 1 reads them anew only when asked');
			await page.keyboard.press('Escape');
			await editor.test('node-parameters').waitFor({ state: 'hidden' });
			await page.locator('[data-node-name="Send"]').first().dblclick();
			await editor.test('resource-mapper-container').getByText('Header Image').first().waitFor();
			const labels = await editor.mapperLabels();
			await screenshot(page, 'other-template-opened-again');
			assert.equal(labels.length, OTHER_VALUES.length, labels.join(' | '));
			assert.deepEqual(
				await editor.mapperValues(),
				OTHER_VALUES.map(() => ''),
			);
			return labels.join(' | ');
		},
		'filled in, exactly these go out': async () => {
			if (n8n.server.install.major < 2) throw new Skipped('n8n 1 reads them anew only when asked');
			const count = (await emulator.book()).length;
			await editor.fillMapper(OTHER_VALUES);
			await editor.test('node-execute-button').click();
			const [message] = (await emulator.bookWhen((all) => all.length > count)).slice(count);
			const { templateId, templateArgs } = message.body;
			assert.deepEqual([templateId, ...templateArgs], [OTHER_TEMPLATE, ...OTHER_VALUES]);
		},
		'the editor met no script error': async () => assert.deepEqual(errors, []),
	};

	await inOrder(check, steps, () => screenshot(page, 'editor-failure'));
	await page.close();
}

/** n8n's editor by its test ids. */
class Editor {
	constructor(page) {
		this.page = page;
		this.dialog = this.test('editCredential-modal');
	}

	test(id, within = this.page) {
		return within.locator(`[data-test-id="${id}"]`);
	}

	/** The text field of a parameter. */
	input(name, within = this.page) {
		return this.test(`parameter-input-${name}`, within)
			.locator('input, textarea, [contenteditable=true]')
			.first();
	}

	async logIn(url, { email, password }) {
		this.url = url;
		await this.page.goto(`${url}/signin`);
		await this.test('emailOrLdapLoginId')
			.locator('input')
			.or(this.page.locator('input[type=email], input[name=emailOrLdapLoginId]'))
			.first()
			.fill(email);
		await this.page.locator('input[type=password]').fill(password);
		await this.test('form-submit-button').click();
		await this.page.waitForURL(/\/(home|workflow)/);
	}

	/** Adds the node to a new workflow; n8n puts a manual trigger before it. */
	async addNode(action) {
		await this.page.goto(`${this.url}/workflow/new`);
		await this.test('canvas-add-button').click();
		await this.test('node-creator-search-bar').fill('zoko');
		const item = this.test('item-iterator-item');
		await item
			.filter({ hasText: /^\s*Zoko(?! Trigger)/ })
			.first()
			.click();
		// Folded away when the node has triggers too and the workflow is empty.
		const actions = this.test('node-creator-category-item').filter({ hasText: 'Actions' });
		await actions.waitFor();
		if (!(await item.filter({ hasText: action }).first().isVisible())) await actions.click();
		await item.filter({ hasText: action }).first().click();
		await this.test('node-parameters').waitFor();
	}

	/**
	 * Opens the credential dialog when it is closed, fills in the given fields and saves. The editor
	 * reads a credential back some time after it was saved, and what was typed meanwhile is then lost:
	 * as a person would, this fills it in again.
	 * @param {Record<string, string>} fields
	 * @param {(patience: { timeout: number }) => Promise<unknown>} outcome ends when it is seen
	 */
	async saveCredential(fields, outcome) {
		if (!(await this.dialog.isVisible())) {
			// n8n 2 has a button where there is no credential yet, n8n 1 an entry of its list.
			const button = this.test('node-credentials-empty-state').getByRole('button').first();
			const list = this.test('node-credentials-select');
			await button.or(list).first().click();
			if (await list.isVisible()) await this.test('node-credentials-select-item-new').click();
			await this.dialog.waitFor();
		}
		for (let tried = 1; ; tried++) {
			for (const [name, value] of Object.entries(fields))
				await this.input(name, this.dialog).fill(value);
			// While it says "Saved" there is no button.
			await this.test('credential-save-button', this.dialog).getByRole('button').click();
			try {
				return await outcome({ timeout: 20_000 });
			} catch (error) {
				if (tried === 3) throw error;
			}
		}
	}

	async closeDialog() {
		// Escape would close the node's panel behind the dialog too.
		await this.dialog.locator('.el-dialog__headerbtn, [aria-label^="Close"]').first().click();
		await this.dialog.waitFor({ state: 'hidden' });
	}

	/** Opens a node of a stored workflow. */
	async openNode({ id }, name) {
		await this.page.goto(`${this.url}/workflow/${id}`);
		await this.page.locator(`[data-node-name="${name}"]`).first().dblclick();
		await this.test('node-parameters').waitFor();
		await this.fields().first().waitFor();
	}

	/**
	 * Picks a template from the list. The editor waits for ever for a list that was opened while an
	 * expression of the node was still being worked out; opened again, it loads.
	 */
	async pickTemplate(name, language) {
		const picker = this.test('rlc-input-container', this.test('resource-locator-template'));
		const item = this.test('rlc-item')
			.filter({ hasText: `${name} (${language})` })
			.first();
		for (let opened = 1; ; opened++) {
			await picker.click();
			const found = await item.waitFor({ timeout: 20_000 }).then(
				() => true,
				() => false,
			);
			if (found || opened === 3) break;
			await this.test('node-parameters').getByText('Operation', { exact: true }).first().click();
			await this.test('rlc-item').first().waitFor({ state: 'hidden' });
		}
		await item.click();
		await this.fields().first().waitFor();
	}

	/** The mapper's fields, in their order. */
	fields() {
		return this.test('resource-mapper-container')
			.locator('[data-test-id^="parameter-input-"]:has(> *)')
			.filter({
				has: this.page.locator('input, textarea, [contenteditable=true]'),
			});
	}

	async mapperLabels() {
		const labels = this.test('resource-mapper-container').locator('[data-test-id="input-label"]');
		const texts = await labels.evaluateAll((found) =>
			found.map((label) => label.innerText.split('\n')[0].trim()),
		);
		// The first one is the mapper's own.
		return texts.slice(1);
	}

	mapperInputs() {
		return this.test('resource-mapper-container').locator(
			'input:not([type=radio]):visible, textarea:visible',
		);
	}

	async mapperValues() {
		return await this.mapperInputs().evaluateAll((inputs) => inputs.map(({ value }) => value));
	}

	async fillMapper(values) {
		const inputs = this.mapperInputs();
		for (const [index, value] of values.entries()) await inputs.nth(index).fill(value);
		// n8n stores a field when it loses the focus.
		await inputs.last().blur();
	}
}
