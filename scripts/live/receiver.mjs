// The address that Zoko posts to: a server on this machine, behind whatever makes it public.
import { createServer } from 'node:http';
import { Advice } from '../lib/advice.mjs';

/** Longest body that is read, in bytes. */
const MOST = 1_000_000;

/** Collects what is posted to one path. */
export class Receiver {
	constructor(path) {
		this.path = path;
		/** In the order of their arrival. */
		this.events = [];
		/** The code that posts are answered with. */
		this.answer = 200;
		this.server = createServer((request, response) => void this.take(request, response));
	}

	/** @param {number} port */
	async open(port) {
		await new Promise((resolve, reject) => {
			this.server.once('error', reject);
			this.server.listen(port, '127.0.0.1', resolve);
		}).catch(({ code }) => {
			throw new Advice(
				`Port ${port} cannot be listened on (${code}). Give another one with --port, and forward to that one.`,
			);
		});
	}

	/** Checks that an address leads here. @throws {Advice} when it does not */
	async reachedBy(url) {
		const advice = new Advice(
			`The address of --webhook does not reach this machine: nothing of this run was asked for at 127.0.0.1:${this.server.address().port}. Have your tunnel or proxy forward to this port, paths included.`,
		);
		const response = await fetch(url, {
			redirect: 'manual',
			signal: AbortSignal.timeout(15_000),
		}).catch(() => undefined);
		const text = await response?.text().catch(() => '');
		if (text !== this.path) throw advice;
	}

	async take(request, response) {
		const { pathname, search } = new URL(request.url, 'http://localhost');
		if (!pathname.endsWith(this.path)) return response.writeHead(404).end();
		if (request.method === 'GET') return response.end(this.path);
		const at = Date.now();
		let text = '';
		request.setEncoding('utf8');
		for await (const piece of request) if (text.length < MOST) text += piece;
		response.writeHead(this.answer).end();
		const { method, headers } = request;
		this.events.push({ at, method, headers, search, answered: this.answer, body: parsed(text) });
	}

	/** The events of a name that were answered with 200, as they were posted. */
	named(event) {
		return this.events
			.filter(({ answered, body }) => answered === 200 && body?.event === event)
			.map(({ body }) => body);
	}

	close() {
		this.server.closeAllConnections();
		this.server.close();
	}
}

function parsed(text) {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}
