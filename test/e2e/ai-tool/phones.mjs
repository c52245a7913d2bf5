import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';

const PATIENCE_MS = 60_000;

/** What reaches the phones of customers from a moment on. */
export class Phones {
	constructor(emulator, before) {
		this.emulator = emulator;
		this.before = before;
	}

	static async from(emulator) {
		return new Phones(emulator, (await emulator.book()).length);
	}

	/** The messages to one phone, in their order. @param {string} phone with a plus */
	async messages(phone) {
		const all = (await this.emulator.book()).slice(this.before);
		return all.filter((message) => `+${message.phone}` === phone);
	}

	async types(phone) {
		return (await this.messages(phone)).map(({ body }) => body.type);
	}

	async texts(phone) {
		return (await this.messages(phone)).flatMap(({ body: { message = [] } }) => message);
	}

	/** Waits for a question to one phone. @param {number} number the first, the second … */
	async question(phone, number = 1) {
		for (const end = Date.now() + PATIENCE_MS; ; await sleep(100)) {
			const asked = (await this.messages(phone))[number - 1];
			if (asked) return asked;
			assert.ok(Date.now() < end, `no question ${number} to ${phone}`);
		}
	}
}
