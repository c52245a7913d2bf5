// n8n's page Settings › Community nodes, as its owner uses it.

/** An install runs npm twice. */
const PATIENCE_MS = 120_000;

/** The page, and one package on it. */
export class CommunityNodes {
	constructor(page, url, packageName) {
		this.page = page;
		this.url = url;
		this.packageName = packageName;
		this.card = this.test('community-package-card').filter({ hasText: packageName });
		page.setDefaultTimeout(20_000);
	}

	test(id) {
		return this.page.locator(`[data-test-id="${id}"]`);
	}

	button(name) {
		return this.page.getByRole('button', { name });
	}

	/** Logs in without the form, which the editor's own scenario fills in. */
	async logIn({ email, password }) {
		const response = await this.page.request.post(`${this.url}/rest/login`, {
			data: { emailOrLdapLoginId: email, password },
		});
		if (!response.ok()) throw new Error(`n8n answered ${response.status()} to the login`);
	}

	async open() {
		await this.page.goto(`${this.url}/settings/community-nodes`);
	}

	/** Installs the latest version. */
	async install() {
		await this.open();
		await this.button(/^Install( a community node)?$/i)
			.first()
			.click();
		const dialog = this.page.getByRole('dialog');
		await dialog.locator('input[type=text], input:not([type])').first().fill(this.packageName);
		await dialog.getByText(/I understand the risks/).click();
		await this.test('install-community-package-button').click();
		await this.card.waitFor({ timeout: PATIENCE_MS });
		await dialog.waitFor({ state: 'hidden' });
	}

	/** Takes the update that n8n offers. */
	async update() {
		await this.open();
		await this.card.getByRole('button', { name: 'Update' }).click();
		await this.button(/confirm update/i).click();
		await this.page.getByText('Package updated').waitFor({ timeout: PATIENCE_MS });
	}

	async uninstall() {
		await this.open();
		await this.card.getByRole('button').last().click();
		await this.page.getByText(/uninstall package/i).click();
		const dialog = this.page.getByRole('dialog');
		await dialog.getByRole('button', { name: /uninstall/i }).click();
		await this.card.waitFor({ state: 'detached', timeout: PATIENCE_MS });
		await dialog.waitFor({ state: 'hidden' });
	}
}
