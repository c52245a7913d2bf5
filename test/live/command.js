// `npm run live` as a process of its own, and somebody at its terminal and with the phone in hand.
// Plain JavaScript, because the lint rules for nodes forbid processes and files in TypeScript.
const { spawn } = require('node:child_process');
const { existsSync, mkdtempSync, readFileSync, rmSync } = require('node:fs');
const { createServer } = require('node:net');
const { tmpdir } = require('node:os');
const { join } = require('node:path');
const { ROOT } = require('../harness/project');

const KEY = 'key-of-the-live-test';
const PHONE = '919876543201';
/** What somebody writes; none of it may be in a report. */
const WRITTEN = ['Where is my parcel, please?', 'I mean this one', 'a picture of it', 'and again'];

/** A port that nobody listens on. */
async function freePort() {
	const server = createServer();
	await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address();
	await new Promise((resolve) => server.close(resolve));
	return port;
}

/** Asks the emulator's control interface. */
async function control(url, path, body) {
	const response = await fetch(`${url}/_control${path}`, {
		method: body ? 'POST' : 'GET',
		headers: body ? { 'content-type': 'application/json' } : {},
		body: body && JSON.stringify(body),
	});
	return await response.json();
}

/** What a person does when the command asks, by how it asks. */
function person(url) {
	const write = (body) => control(url, '/incoming', { from: PHONE, name: 'Asha Rao', ...body });
	const sent = async (type) => {
		const { messages } = await control(url, '/messages?limit=100');
		return messages.find(({ body }) => body.type === type).id;
	};
	const tap = (type) => async () => {
		await control(url, '/tap', { messageId: await sent(type), index: 0 });
	};
	const text = (words) => () => write({ text: words });
	return [
		[/Send the thirteen .* Type yes/, () => 'yes'],
		[/Write any text from that phone/, () => ''],
		[/tap "First" below/, tap('interactive_button')],
		[/Open the list below/, tap('interactive_list')],
		[/Tap the first button of the template/, tap('buttonTemplate')],
		[/Write any text to the shop/, text(WRITTEN[0])],
		[
			/Answer one of the messages/,
			async () => void (await write({ text: WRITTEN[1], replyTo: await sent('text') })),
		],
		[
			/Send any picture/,
			() => write({ type: 'image', fileUrl: 'https://shop.example/p.jpg', caption: WRITTEN[2] }),
		],
		[/See how Zoko disables/, () => 'yes'],
		[/Write two texts/, async () => void (await Promise.all([1, 2].map(text(WRITTEN[3]))))],
		[
			/Write another text/,
			async () => {
				await write({ text: WRITTEN[3] });
				return '';
			},
		],
		[/Write a last text/, text(WRITTEN[3])],
	];
}

/** A run of the command in a folder of its own. */
class Live {
	/**
	 * @param {{ baseUrl: string, args?: string[], key?: string, folder?: string, url?: string }} options
	 *   `url` is the emulator's, when somebody answers the command
	 */
	constructor({ baseUrl, args = [], key = KEY, folder, url }) {
		this.folder = folder ?? mkdtempSync(join(tmpdir(), 'zoko-live-'));
		this.output = '';
		const env = { ...process.env, ZOKO_API_KEY: key, ZOKO_BASE_URL: baseUrl };
		for (const name of ['NODE_OPTIONS', 'JEST_WORKER_ID', 'NODE_ENV']) delete env[name];
		const script = join(ROOT, 'scripts/live.mjs');
		this.child = spawn(process.execPath, [script, '--to', this.folder, ...args], { env });
		const answers = url ? person(url) : [];
		for (const stream of [this.child.stdout, this.child.stderr]) {
			stream.setEncoding('utf8').on('data', (piece) => {
				this.output += piece;
				for (const answer of [...answers]) {
					if (!answer[0].test(this.output)) continue;
					answers.splice(answers.indexOf(answer), 1);
					void this.answer(answer[1]);
				}
				for (const waiting of [...(this.waiting ?? [])]) waiting();
			});
		}
		this.ended = new Promise((resolve) => this.child.once('close', resolve));
	}

	async answer(act) {
		const line = await act();
		if (typeof line === 'string') this.type(line);
	}

	/** Types a line. */
	type(line) {
		this.child.stdin.write(`${line}\n`);
	}

	/** Resolves when the command has said something. */
	async says(pattern) {
		this.waiting ??= new Set();
		if (pattern.test(this.output)) return;
		await new Promise((resolve, reject) => {
			const look = () => {
				if (!pattern.test(this.output)) return;
				this.waiting.delete(look);
				resolve();
			};
			this.waiting.add(look);
			void this.ended.then(() => reject(new Error(`It ended, having said:\n${this.output}`)));
		});
	}

	/** Ends it by a signal. @returns the exit code, null when it had no chance to give one */
	async end(signal) {
		this.child.kill(signal);
		return await this.ended;
	}

	/** A file that it wrote, or undefined. */
	file(name) {
		const path = join(this.folder, name);
		return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
	}

	remove() {
		this.child.kill('SIGKILL');
		rmSync(this.folder, { recursive: true, force: true });
	}
}

module.exports = { Live, KEY, PHONE, WRITTEN, control, freePort };
