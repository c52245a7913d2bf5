// Requests to Zoko as they are: nothing is repeated, followed or read into. Raw answers are compared.
import { Advice } from '../lib/advice.mjs';

const ZOKO = ['https://chat.zoko.io/v2', 'https://chat.api.zoko.io/v2'];
const LOCAL = ['localhost', '127.0.0.1', '[::1]'];
/** A large account's templates take 40 s. */
const DEADLINE_MS = 120_000;

/**
 * The address to ask: one of Zoko's two, or this machine, where the emulator is. The key goes nowhere else.
 * @param {string | undefined} text
 */
export function readBaseUrl(text = ZOKO[0]) {
	const address = text.replace(/\/+$/, '');
	const url = URL.canParse(address) ? new URL(address) : undefined;
	const local = url !== undefined && LOCAL.includes(url.hostname);
	if (ZOKO.includes(address) || (local && /^https?:$/.test(url.protocol) && !url.username))
		return { address, local };
	throw new Advice(
		`ZOKO_BASE_URL has to be ${ZOKO.join(' or ')}, or an emulator on this machine such as http://127.0.0.1:5699/v2.`,
	);
}

/** Asks Zoko with the key of the account. */
export class Client {
	/** @param {string} baseUrl @param {string} key */
	constructor(baseUrl, key) {
		this.baseUrl = baseUrl;
		this.key = key;
		/** Told of every answer. @type {(answer: object) => void} */
		this.onAnswer = () => {};
	}

	/**
	 * One request.
	 * @returns {Promise<{ status: number, body: unknown, headers: Headers, tookMs: number }>} `body` is
	 *   undefined when it is no JSON
	 * @throws {Advice} when no answer came
	 */
	async ask(method, path, { body, key = this.key } = {}) {
		const started = performance.now();
		try {
			const response = await fetch(`${this.baseUrl}${path}`, {
				method,
				headers: {
					apikey: key,
					...(body !== undefined && { 'content-type': 'application/json' }),
				},
				body: body === undefined ? undefined : JSON.stringify(body),
				redirect: 'manual',
				signal: AbortSignal.timeout(DEADLINE_MS),
			});
			const text = await response.text();
			const tookMs = Math.round(performance.now() - started);
			const { status, headers } = response;
			const answer = { status, headers, body: parsed(text), tookMs };
			this.onAnswer(answer);
			return answer;
		} catch (error) {
			const reason = error.cause?.code ?? error.name;
			throw new Advice(
				`No answer to ${method} ${path.split('?')[0].replace(/[\da-f-]{36}|[^/]*(?:%40|\d{4})[^/]*/gi, '{id}')} (${reason}). Check the network and ZOKO_BASE_URL, and run it again.`,
			);
		}
	}
}

function parsed(text) {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}
