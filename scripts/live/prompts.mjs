// Questions to the person at the terminal, or to a script at the other end of stdin.
import { createInterface } from 'node:readline';
import { say } from '../lib/progress.mjs';

/** Lines of stdin, one after the other; never takes Ctrl-C for itself. */
export class Prompts {
	constructor(input = process.stdin) {
		this.lines = [];
		this.closed = false;
		this.waiting = undefined;
		this.reader = createInterface({ input, terminal: false });
		this.reader.on('line', (line) => {
			this.lines.push(line.trim());
			this.waiting?.();
		});
		this.reader.on('close', () => {
			this.closed = true;
			this.waiting?.();
		});
	}

	/** Asks, and resolves to the line that is typed; to nothing when stdin has ended. */
	async ask(question) {
		say(question);
		while (this.lines.length === 0 && !this.closed)
			await new Promise((resolve) => (this.waiting = resolve));
		return this.lines.shift() ?? '';
	}

	/** Whether the person types *yes*; anything else is a no. */
	async agreed(question) {
		return /^yes$/i.test(await this.ask(`${question} Type yes to go on:`));
	}

	/**
	 * Asks the person to do something, and waits until it has been seen, Enter is pressed to leave it
	 * out, or the time is over.
	 * @template T
	 * @param {string} request
	 * @param {() => T | undefined | Promise<T | undefined>} look
	 * @param {number} ms
	 * @returns {Promise<T | null | undefined>} null when it was left out, undefined when the time is over
	 */
	async until(request, look, ms) {
		say(`${request} (Enter leaves it out)`);
		for (const end = Date.now() + ms; Date.now() < end; ) {
			const seen = await look();
			if (seen !== undefined) return seen;
			if (this.lines.shift() !== undefined) return null;
			await new Promise((resolve) => setTimeout(resolve, 100));
		}
		return undefined;
	}

	close() {
		this.reader.close();
	}
}
