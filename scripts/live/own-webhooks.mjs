// The webhooks of a run: registered under a path of their own, and removed whatever happens. A run that
// was killed leaves one at Zoko; the next start finds it by its path, or by its id in a file when Zoko
// does not list it any more.
import { createHash, randomBytes } from 'node:crypto';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { say } from '../lib/progress.mjs';
import { list } from './reads.mjs';

const MARK = /\/n8n-nodes-zoko-live\/([\da-f]{32})(?:\?|$)/;

/** Where the ids stand that a killed run could not remove. */
export const LEFT_FILE = '.live-webhooks.json';

/** Webhooks that this command made, of this run and of earlier ones. */
export class OwnWebhooks {
	/** @param {import('./client.mjs').Client} client @param {string} folder */
	constructor(client, folder) {
		this.client = client;
		this.file = join(folder, LEFT_FILE);
		this.account = createHash('sha256').update(`${client.baseUrl} ${client.key}`).digest('hex');
		this.secret = randomBytes(16).toString('hex');
		this.ids = new Set();
		this.used = false;
		this.closed = false;
	}

	/** The path of this run's webhooks. */
	get path() {
		return `/n8n-nodes-zoko-live/${this.secret}`;
	}

	/**
	 * Removes what earlier runs have left: webhooks with this command's path, and nothing else.
	 * @param {object[]} listed the webhooks that Zoko lists
	 * @returns {Promise<number>} how many
	 */
	async removeLeft(listed) {
		const marked = listed.filter(({ url }) => MARK.test(url)).map(({ id }) => id);
		const left = (await this.readFile()).filter(({ account }) => account === this.account);
		const ids = [...new Set([...marked, ...left.map(({ id }) => id)])];
		let removed = 0;
		for (const id of ids) if (await this.removeIfOurs(id)) removed += 1;
		return removed;
	}

	/** A webhook that has gone, or is somebody else's by now, is forgotten untouched. */
	async removeIfOurs(id) {
		const { status, body } = await this.client.ask('GET', pathOf(id));
		if (status !== 404 && !(status === 200 && MARK.test(body?.url))) return false;
		const ours = status === 200;
		if (ours && !(await this.remove(id)).gone) return false;
		await this.forget(id);
		return ours;
	}

	/** Registers a webhook. @returns the answer */
	async register(url, events) {
		if (this.closed) throw new Error('the run is ending');
		this.used = true;
		this.pending = this.client.ask('POST', '/webhook', { body: { url, events } });
		const answer = await this.pending;
		const id = answer.body?.id;
		if (answer.status < 300 && typeof id === 'string') {
			this.ids.add(id);
			await this.remember(id);
		}
		return answer;
	}

	/** Removes one. @returns its answer, and whether the webhook is gone */
	async remove(id) {
		const answer = await this.client.ask('DELETE', pathOf(id));
		const gone = answer.status < 300 || answer.status === 404;
		if (gone) {
			this.ids.delete(id);
			await this.forget(id);
		}
		return { ...answer, gone };
	}

	/** Removes all of this run's, those too whose answer never came. Does it once more when asked again. */
	async removeAll() {
		this.closed = true;
		if (!this.used) return;
		await this.pending?.catch(() => {});
		for (const id of [...this.ids]) await this.remove(id);
		const { body } = await this.client.ask('GET', '/webhook');
		for (const { id, url } of list(body)) {
			if (MARK.exec(url)?.[1] === this.secret) await this.remove(id);
		}
		this.used = this.ids.size > 0;
		if (this.used) say('Zoko did not remove the webhook of this run. The next start tries again.');
	}

	async readFile() {
		const text = await readFile(this.file, 'utf8').catch(() => '[]');
		try {
			return list(JSON.parse(text));
		} catch {
			return [];
		}
	}

	async remember(id) {
		await this.write([...(await this.readFile()), { id, account: this.account }]);
	}

	async forget(id) {
		await this.write((await this.readFile()).filter((entry) => entry.id !== id));
	}

	async write(entries) {
		if (entries.length === 0) await rm(this.file, { force: true });
		else await writeFile(this.file, `${JSON.stringify(entries)}\n`, { mode: 0o600 });
	}
}

const pathOf = (id) => `/webhook/${encodeURIComponent(id)}`;
