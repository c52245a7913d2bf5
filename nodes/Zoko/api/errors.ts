import { isRecord } from '../message/checks';

/** What went wrong, in words that a workflow can branch on. */
export type ErrorCategory =
	| 'invalid_input'
	| 'authentication'
	| 'window_closed'
	| 'not_found'
	| 'rate_limited'
	| 'rejected'
	| 'unreachable'
	| 'ambiguous'
	| 'server';

export interface Problem {
	category: ErrorCategory;
	/** Whether trying again later can succeed and cannot send anything twice. */
	retryable: boolean;
	/** What happened, with Zoko's own words. */
	message: string;
	/** What to do next. */
	advice: string;
	httpStatus?: number;
	/** What answered does not speak for Zoko, so it says nothing about what was asked for. */
	wrongAddress?: true;
	/** How long Zoko asked to wait, in milliseconds. */
	retryAfter?: number;
}

/** A request that did not succeed. Carries no request data, so no API key can leak from it. */
export class ZokoError extends Error {
	override readonly name = 'ZokoError';

	constructor(readonly problem: Problem) {
		super(problem.message);
	}
}

/** Whether a repeated request would be a second message, or only a second reading. */
export type Effect = 'sends' | 'reads' | 'changes';

export interface Answer {
	status: number;
	headers: Record<string, unknown>;
	body: unknown;
}

const ADVICE = {
	authentication:
		"Open the Zoko credential and check 'API Key' and 'Base URL'. The key is shown in Zoko under Settings, API.",
	window:
		"The customer has not written in the last 24 hours, so WhatsApp only takes templates. Use 'Send Template', 'Send Rich Template' or 'Send Button Template'.",
	baseUrl: "Check 'Base URL' in the Zoko credential. It normally is https://chat.zoko.io/v2.",
	rejected: 'Change what the text names, then run it again. Nothing was sent.',
	conflict: 'Zoko refused this because it contradicts the present state. Nothing was sent.',
	rateLimited: "Wait and run it again, or set 'Max per Second' in Options. Nothing was sent.",
	unavailable: 'Zoko is not taking requests at the moment. Nothing was sent; try again later.',
	ambiguous:
		'Look in Zoko whether the message is there before you send it again: it may have gone out.',
	ambiguousChange: 'Look in Zoko whether the change was made before you repeat it.',
	server: 'Zoko has a fault. Try again later.',
	notFound: 'Check the ID. It may have been deleted, or belong to another Zoko account.',
	network: "Check 'Base URL' in the Zoko credential, and whether n8n can reach it.",
} as const;

/** What a request that sends nothing is told instead. */
const OTHER_ADVICE = {
	...ADVICE,
	rejected: 'Change what the text names, then run it again.',
	conflict: 'Zoko refused this because it contradicts the present state.',
	rateLimited: 'Wait and run it again.',
	unavailable: 'Zoko is not taking requests at the moment; try again later.',
} as const;

/** Zoko's own words: `message`, else `statusText`, else `details`, else the raw text, shortened. */
export function zokoWords(body: unknown): string {
	if (isRecord(body)) {
		for (const key of ['message', 'statusText', 'details', 'error']) {
			const value = body[key];
			if (typeof value === 'string' && value.trim() !== '') return shorten(value);
		}
		return Object.keys(body).length === 0 ? '' : shorten(JSON.stringify(body));
	}
	if (typeof body !== 'string' || looksLikeHtml(body)) return '';
	return shorten(body);
}

function looksLikeHtml(text: string): boolean {
	return /^\s*<(!doctype|html|\?xml|head|body)/i.test(text);
}

function shorten(text: string): string {
	const flat = text.replace(/\s+/g, ' ').trim();
	return flat.length > 300 ? `${flat.slice(0, 300)}…` : flat;
}

/**
 * Judges an answer that is not a success.
 * @param effect what the request would have done: after an unclear fault of a sending request the
 * message may be on its way, so such an answer is `ambiguous` and never repeated
 */
export function problemFromAnswer(answer: Answer, effect: Effect): Problem {
	const { status, body } = answer;
	const words = zokoWords(body);
	const says = words ? `: ${words}` : '';
	const advise = effect === 'sends' ? ADVICE : OTHER_ADVICE;
	const problem = (
		category: ErrorCategory,
		retryable: boolean,
		message: string,
		advice: string,
	): Problem => ({ category, retryable, message, advice, httpStatus: status });

	if (status === 401 || status === 403) {
		return problem(
			'authentication',
			false,
			`Zoko refused the API key${says}`,
			ADVICE.authentication,
		);
	}
	if (status === 409) {
		return /template/i.test(words)
			? problem(
					'window_closed',
					false,
					`The 24-hour window of this customer is closed${says}`,
					ADVICE.window,
				)
			: problem('rejected', false, `Zoko reports a conflict${says}`, advise.conflict);
	}
	if (status === 429) {
		const limited = problem(
			'rate_limited',
			true,
			`Zoko's rate limit is reached${says}`,
			advise.rateLimited,
		);
		return withRetryAfter(limited, answer.headers);
	}
	if (status === 503) {
		const unavailable = problem(
			'server',
			true,
			`Zoko is unavailable (503)${says}`,
			advise.unavailable,
		);
		return withRetryAfter(unavailable, answer.headers);
	}
	if (status >= 500) {
		if (effect === 'reads') {
			return problem(
				'server',
				true,
				`Zoko answered with a server fault (${status})${says}`,
				ADVICE.server,
			);
		}
		const thing = effect === 'sends' ? 'message was sent' : 'change was made';
		return problem(
			'ambiguous',
			false,
			`Zoko answered with a server fault (${status}), so it is not known whether the ${thing}${says}`,
			effect === 'sends' ? ADVICE.ambiguous : ADVICE.ambiguousChange,
		);
	}
	if (status === 404) {
		return isRecord(body) && words
			? problem('not_found', false, `Zoko did not find it${says}`, ADVICE.notFound)
			: {
					...problem(
						'not_found',
						false,
						'There is no Zoko API at this address (404)',
						ADVICE.baseUrl,
					),
					wrongAddress: true,
				};
	}
	if (status >= 300 && status < 400) {
		return problem(
			'rejected',
			false,
			`The address of Zoko answered with a redirect (${status}), which is not followed so that the API key stays where it belongs`,
			ADVICE.baseUrl,
		);
	}
	if (status >= 200 && status < 300) return oddSuccess(answer, words, effect);
	return problem('rejected', false, `Zoko refused the request (${status})${says}`, advise.rejected);
}

/** A 2xx that does not carry what a success carries. */
function oddSuccess(answer: Answer, words: string, effect: Effect): Problem {
	const { body, status } = answer;
	const inner = isRecord(body) ? Number(body.status) : Number.NaN;
	if (isRecord(body) && typeof body.type === 'string' && inner >= 400 && inner < 600) {
		return { ...problemFromAnswer({ ...answer, status: inner }, effect), httpStatus: status };
	}
	const html = typeof body === 'string' && looksLikeHtml(body);
	const found = html ? 'a web page' : words ? `"${words}"` : 'nothing';
	if (effect !== 'sends') {
		return {
			category: 'server',
			retryable: false,
			message: `Zoko answered with ${found} where data was expected`,
			advice: ADVICE.baseUrl,
			httpStatus: status,
		};
	}
	return {
		category: 'ambiguous',
		retryable: false,
		message: `Zoko answered with ${found} instead of a message ID, so it is not known whether the message was sent`,
		advice: html ? `${ADVICE.ambiguous} ${ADVICE.baseUrl}` : ADVICE.ambiguous,
		httpStatus: status,
	};
}

function withRetryAfter(problem: Problem, headers: Answer['headers']): Problem {
	const retryAfter = retryAfterMs(headers['retry-after'], Date.now());
	return retryAfter === undefined ? problem : { ...problem, retryAfter };
}

/**
 * Reads a `Retry-After` header (RFC 9110, 10.2.3), in seconds or as a date.
 * @returns milliseconds from `now`, or undefined when there is none that can be read
 */
export function retryAfterMs(value: unknown, now: number): number | undefined {
	const text = String(Array.isArray(value) ? value[0] : (value ?? '')).trim();
	if (/^\d+(\.\d+)?$/.test(text)) return Number(text) * 1000;
	const date = Date.parse(text);
	return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}

/** Faults before the first byte of the request left: the server cannot have taken it. */
const NEVER_REACHED = new Set([
	'ECONNREFUSED',
	'ENOTFOUND',
	'EAI_AGAIN',
	'EAI_FAIL',
	'EHOSTUNREACH',
	'ENETUNREACH',
	'EADDRNOTAVAIL',
	'ERR_INVALID_URL',
	'CERT_HAS_EXPIRED',
	'DEPTH_ZERO_SELF_SIGNED_CERT',
	'SELF_SIGNED_CERT_IN_CHAIN',
	'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
	'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
	'ERR_TLS_CERT_ALTNAME_INVALID',
]);

const TIMED_OUT = new Set(['ECONNABORTED', 'ETIMEDOUT', 'ESOCKETTIMEDOUT']);

/**
 * Judges a request that got no answer.
 * @param code system or HTTP client error code, for example `ECONNREFUSED`
 * @param detail what the client said, used only to recognise a broken TLS handshake
 */
export function problemFromFault(
	code: string | undefined,
	detail: string,
	host: string,
	effect: Effect,
): Problem {
	const handshake =
		/before secure TLS connection was established|SSL routines|wrong version number/i;
	if ((code && NEVER_REACHED.has(code)) || code === 'EPROTO' || handshake.test(detail)) {
		return {
			category: 'unreachable',
			retryable: true,
			message: `Zoko could not be reached at ${host}: ${faultWords(code)}${effect === 'sends' ? '. Nothing was sent' : ''}`,
			advice: ADVICE.network,
		};
	}
	const cancelled = code === 'ERR_CANCELED';
	const what = cancelled
		? 'The execution was stopped while Zoko was answering'
		: code && TIMED_OUT.has(code)
			? 'Zoko did not answer in time'
			: 'The connection to Zoko broke';
	if (effect === 'reads') {
		return {
			category: 'unreachable',
			retryable: !cancelled,
			message: what,
			advice: ADVICE.network,
		};
	}
	const sends = effect === 'sends';
	return {
		category: 'ambiguous',
		retryable: false,
		message: `${what}, so it is not known whether the ${sends ? 'message was sent' : 'change was made'}`,
		advice: sends ? ADVICE.ambiguous : ADVICE.ambiguousChange,
	};
}

function faultWords(code: string | undefined): string {
	switch (code) {
		case 'ECONNREFUSED':
			return 'nothing listens there';
		case 'ENOTFOUND':
		case 'EAI_AGAIN':
		case 'EAI_FAIL':
			return 'the host name is not known';
		case 'EHOSTUNREACH':
		case 'ENETUNREACH':
		case 'EADDRNOTAVAIL':
			return 'the network has no way to it';
		case 'ERR_INVALID_URL':
			return 'the address is not valid';
		default:
			return 'the secure connection failed';
	}
}
