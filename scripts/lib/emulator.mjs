// The emulated Zoko as a process of its own, and the part of its control interface that the scripts use.
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Advice } from './advice.mjs';
import { ROOT } from './project.mjs';
import { launch, stopGroup } from './processes.mjs';

const START_TIMEOUT_MS = 30_000;
const API_KEY = 'emulator-key';

/**
 * Starts the emulator and waits until it answers.
 * @param {{ port: number, logFile: string, args?: string[] }} options
 */
export async function startEmulator({ port, logFile, args = [] }) {
	const script = join(ROOT, 'scripts', 'emulator.mjs');
	const child = launch(
		process.execPath,
		[script, '--port', String(port), '--key', API_KEY, ...args],
		{ cwd: ROOT },
	);
	let output = '';
	const log = createWriteStream(logFile);
	for (const stream of [child.stdout, child.stderr]) {
		stream.setEncoding('utf8').on('data', (text) => {
			output = (output + text).slice(-5_000);
			log.write(text);
		});
	}
	const emulator = new Emulator(`http://127.0.0.1:${port}`, child);
	for (const end = Date.now() + START_TIMEOUT_MS; !(await emulator.answers()); await sleep(100)) {
		if (child.exitCode !== null || Date.now() > end) {
			await stopGroup(child);
			throw new Advice(`The Zoko emulator did not start. It said:\n\n${output.trim()}`);
		}
	}
	return emulator;
}

/** A running emulator. */
export class Emulator {
	constructor(url, process) {
		this.url = url;
		this.baseUrl = `${url}/v2`;
		this.apiKey = API_KEY;
		this.process = process;
	}

	/** One request to the control interface. @returns the answer's JSON */
	async control(method, path, body) {
		const response = await fetch(`${this.url}/_control${path}`, {
			method,
			headers: body ? { 'content-type': 'application/json' } : {},
			body: body ? JSON.stringify(body) : undefined,
		});
		const text = await response.text();
		if (!response.ok)
			throw new Error(`The emulator answered ${response.status} to ${method} ${path}: ${text}`);
		return text ? JSON.parse(text) : undefined;
	}

	/** Sends a message to the emulated API, past n8n. @returns {Promise<{ messageId: string }>} */
	async send(body) {
		const response = await fetch(`${this.baseUrl}/message`, {
			method: 'POST',
			headers: { 'content-type': 'application/json', apikey: this.apiKey },
			body: JSON.stringify({ channel: 'whatsapp', ...body }),
		});
		const text = await response.text();
		if (!response.ok)
			throw new Error(`The emulator answered ${response.status} to a message: ${text}`);
		return JSON.parse(text);
	}

	async answers() {
		try {
			await this.control('GET', '/settings');
			return true;
		} catch {
			return false;
		}
	}

	/** The messages that were accepted, in the order of their requests. */
	async book() {
		return (await this.control('GET', '/messages?limit=1000')).messages.sort(
			(one, other) => one.requestNumber - other.requestNumber,
		);
	}

	/**
	 * Waits until the book holds what the test wants.
	 * @param {(messages: object[]) => boolean} holds
	 * @returns {Promise<object[]>} the book at the end, whether it holds that or not
	 */
	async bookWhen(holds, timeoutMs = 10_000) {
		for (const end = Date.now() + timeoutMs; ; await sleep(100)) {
			const messages = await this.book();
			if (holds(messages) || Date.now() > end) return messages;
		}
	}

	/** Forgets messages, requests, faults and settings. */
	async reset() {
		await this.control('POST', '/reset');
	}
}
