// What the pictures are made with: a logged-in browser, the shop's story, and the cutting out.
import { basename, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ROOT } from '../lib/project.mjs';

export const ASHA = '919876543201';
const PATIENCE_MS = 20_000;

/** A browser that shows the same on every machine. */
const LOOK = {
	viewport: { width: 1440, height: 1150 },
	deviceScaleFactor: 1,
	locale: 'en-GB',
	timezoneId: 'Asia/Kolkata',
	colorScheme: 'light',
	reducedMotion: 'reduce',
};

/** Time of day of the first message in the shop's time zone, UTC+5:30: 10:00. */
const OPENS_AT_MS = 4.5 * 3_600_000;
const DAY_MS = 24 * 3_600_000;

/** Where the screen is kept when a picture could not be made. */
const BROKEN_OFF = join(ROOT, 'artifacts', 'pictures');

/** What floats above the part that a picture shows. */
const IN_THE_WAY = `
	[data-test-id^="floating-node"], [class*="floatingNodes"], [class*="executionButtons"] {
		visibility: hidden !important;
	}`;

/** n8n and the emulator, in front of a camera. */
export class Studio {
	/** @param {object} shop from openShop(), with `browser` and the `examples` */
	constructor(shop) {
		Object.assign(this, shop);
	}

	/**
	 * Makes one picture.
	 * @param {(studio: Studio) => Promise<{ page: object, clip: object }>} scene
	 * @param {string} file path of the PNG
	 */
	async make(scene, file) {
		await this.emulator.control('POST', '/reset');
		const { page, clip } = await scene(this).catch((error) => this.#brokeOff(error, file));
		await page.addStyleTag({ content: IN_THE_WAY });
		await page.mouse.move(0, 0);
		await sleep(500);
		await page.screenshot({
			path: file,
			clip,
			animations: 'disabled',
			caret: 'hide',
			scale: 'css',
		});
		await page.context().close();
		for (const stored of await this.client.request('GET', '/workflows')) {
			await this.client.deactivate(stored).catch(() => undefined);
		}
	}

	async close() {
		await this.browser.close();
	}

	/** Keeps what was on the screen. */
	async #brokeOff(error, file) {
		const [page] = this.browser.contexts().flatMap((context) => context.pages());
		await page?.screenshot({ path: join(BROKEN_OFF, basename(file)) });
		await page?.context().close();
		throw error;
	}

	/** Moves the emulated time to ten o'clock of the next morning, when Asha asks something. */
	async tomorrow() {
		const { now } = await this.emulator.control('GET', '/clock');
		const advanceMs = DAY_MS - ((now - OPENS_AT_MS) % DAY_MS);
		await this.emulator.control('POST', '/clock', { advanceMs });
		// What was written before is dated from now.
		await this.emulator.control('POST', '/reset');
		await this.write('Hi! Can I pay cash on delivery?');
	}

	/** So many minutes pass; what is under way comes to its end. */
	async later(minutes) {
		await this.emulator.control('POST', '/clock', { advanceMs: minutes * 60_000 });
		await this.emulator.control('POST', '/settle');
	}

	async write(text) {
		await this.emulator.control('POST', '/incoming', { from: ASHA, name: 'Asha Rao', text });
	}

	async tap(messageId, title) {
		await this.emulator.control('POST', '/tap', { messageId, title });
	}

	/** An example workflow. @param {string} file its name in examples/ */
	async example(file) {
		const found = this.examples.find((example) => example.file === file);
		if (!found) throw new Error(`examples/ has no ${file}; change the name in scripts/pictures`);
		return found.workflow;
	}

	/** Stores a workflow. */
	async store(workflow) {
		return await this.client.createWorkflow(workflow, this.credential);
	}

	/** Waits until a message was read. */
	async read(id) {
		await this.later(1);
		return await this.emulator.message((message) => message.id === id && message.status === 'seen');
	}

	/** Waits until a trigger is listening. */
	async registered() {
		for (const end = Date.now() + PATIENCE_MS; Date.now() < end; await sleep(100)) {
			if ((await this.emulator.control('GET', '/webhooks')).length > 0) return;
		}
		throw new Error('no trigger has registered itself');
	}

	/** A page of the emulator. */
	async phones(path = '') {
		const page = await this.#page();
		await page.goto(`${this.emulator.url}/${path}`);
		return page;
	}

	/** A page of n8n, logged in, at a path. */
	async editor(path) {
		const page = await this.#page();
		const { url } = this;
		const { email, password } = this.account;
		const answer = await page.request.post(`${url}/rest/login`, {
			data: { emailOrLdapLoginId: email, password },
		});
		if (!answer.ok()) throw new Error(`n8n refused the login: ${answer.status()}`);
		await page.goto(`${url}${path}`);
		return page;
	}

	async #page() {
		const context = await this.browser.newContext(LOOK);
		const page = await context.newPage();
		page.setDefaultTimeout(PATIENCE_MS);
		return page;
	}
}

/** The element of one of n8n's test ids. */
export const test = (page, id) => page.locator(`[data-test-id="${id}"]`);

/**
 * The rectangle around elements.
 * @param {object} locator all its elements count
 * @param {number | { x: number, y: number }} margin pixels around them
 */
export async function around(locator, margin = 0) {
	const { x: mx, y: my } = typeof margin === 'number' ? { x: margin, y: margin } : margin;
	const boxes = (await Promise.all((await locator.all()).map((one) => one.boundingBox()))).filter(
		Boolean,
	);
	const left = Math.min(...boxes.map(({ x }) => x)) - mx;
	const top = Math.min(...boxes.map(({ y }) => y)) - my;
	const right = Math.max(...boxes.map(({ x, width }) => x + width)) + mx;
	const bottom = Math.max(...boxes.map(({ y, height }) => y + height)) + my;
	const [x, y] = [Math.max(0, Math.round(left)), Math.max(0, Math.round(top))];
	return { x, y, width: Math.round(right) - x, height: Math.round(bottom) - y };
}

/** Height of the bar with the node's name. */
const NAME_BAR = 41;

/**
 * A part of n8n's panel of a node, without the node's name and the line around it.
 * @param {object} panel
 * @param {{ from?: object, until?: object, height?: number }} part elements at whose left edges it
 *   begins and ends, and its height when it need not be whole
 */
export async function between(panel, { from, until, height }) {
	const whole = await around(panel, -2);
	const left = from ? (await around(from)).x : whole.x;
	const right = until ? (await around(until)).x : whole.x + whole.width;
	const top = whole.y + NAME_BAR;
	return {
		x: left,
		y: top,
		width: right - left,
		height: height ?? whole.y + whole.height - top,
	};
}
