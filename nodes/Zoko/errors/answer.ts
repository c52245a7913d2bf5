import { excerpt, isRecord, nonEmpty } from '../values';
import {
	ADDRESS_ADVICE,
	ambiguousAdvice,
	type Effect,
	type ErrorCategory,
	type Problem,
	unknownFate,
} from './problem';

/** An answer to a request, whatever its status. */
export interface Answer {
	status: number;
	headers: Record<string, unknown>;
	body: unknown;
}

/** An answer that is not a success, as the rules look at it. */
interface Judged {
	status: number;
	body: unknown;
	/** Zoko's own words; empty when it said nothing. */
	words: string;
	effect: Effect;
}

/** What an answer means. The first rule whose `when` holds decides. */
interface Rule {
	when(answer: Judged): boolean;
	category: ErrorCategory;
	/** Only where it does not follow from the category. */
	retryable?: boolean;
	wrongAddress?: true;
	/** What happened. Zoko's words are added unless `quoted` is false. */
	says(answer: Judged): string;
	quoted?: false;
	advice(answer: Judged): string;
}

/** Trying again later helps with these, and nothing was taken. */
const RETRYABLE = new Set<ErrorCategory>(['rate_limited', 'server', 'unreachable']);

/** Zoko's names for its faults, from its API reference. */
const ZOKO_TYPES = new Set([
	'api_error',
	'authentication_error',
	'client_error',
	'data_missing_error',
	'invalid_request_error',
	'rate_limit_error',
	'validation_error',
]);

const SLOWER = "set 'Max per Second' in Options";

const RULES: Rule[] = [
	{
		// Whatever else such an answer says, it does not prove that the message was not taken.
		when: ({ status, body, effect }) =>
			effect === 'sends' && !isSuccess(status) && isRecord(body) && !!nonEmpty(body.messageId),
		category: 'ambiguous',
		says: ({ status }) =>
			`Zoko answered ${status} and named a message all the same, ${unknownFate('sends')}`,
		advice: () => ambiguousAdvice('sends'),
	},
	{
		when: ({ status, body }) => (status === 401 || status === 403) && isBlockPage(body),
		category: 'rejected',
		says: ({ status }) => `A firewall in front of Zoko refused the request (${status})`,
		advice: () =>
			"The API key is not the cause. Check 'Base URL' in the Zoko credential, and whether a proxy or firewall blocks this n8n.",
	},
	{
		when: ({ status }) => status === 401 || status === 403,
		category: 'authentication',
		says: () => 'Zoko refused the API key',
		advice: () =>
			"Open the Zoko credential and check 'API Key' and 'Base URL'. You find the key in Zoko under 'API & Webhooks', or Settings > API in older accounts.",
	},
	{
		when: ({ status, words }) => status === 409 && /first contact/i.test(words),
		category: 'window_closed',
		says: () => 'This customer has never been in contact with you on WhatsApp',
		advice: () =>
			"WhatsApp only takes templates for a first message. Use 'Send Template', 'Send Rich Template' or 'Send Button Template'.",
	},
	{
		when: ({ status, words }) => status === 409 && /template/i.test(words),
		category: 'window_closed',
		says: () => 'The 24-hour window of this customer is closed',
		advice: () =>
			"The customer has not written in the last 24 hours, so WhatsApp only takes templates. Use 'Send Template', 'Send Rich Template' or 'Send Button Template'.",
	},
	{
		when: ({ status }) => status === 409,
		category: 'rejected',
		says: () => 'Zoko reports a conflict',
		advice: () => 'Zoko refused this because it conflicts with the current state.',
	},
	{
		when: ({ status }) => status === 429,
		category: 'rate_limited',
		says: () => "Zoko's rate limit is reached",
		advice: ({ effect }) =>
			effect === 'sends' ? `Wait and run it again, or ${SLOWER}.` : 'Wait and run it again.',
	},
	{
		when: ({ status, body, effect }) =>
			status === 503 && (effect === 'reads' || isZokos(body, 503)),
		category: 'server',
		says: () => 'Zoko is unavailable (503)',
		advice: () => 'Zoko is not taking requests at the moment. Try again later.',
	},
	{
		when: ({ status, effect }) => effect === 'reads' && (status >= 500 || isUndecided(status)),
		category: 'server',
		says: ({ status }) => `Zoko answered with a server fault (${status})`,
		advice: () => 'Zoko has a fault. Try again later.',
	},
	{
		when: ({ status }) => status >= 500 || isUndecided(status),
		category: 'ambiguous',
		says: ({ status, effect }) =>
			`Zoko answered with a server fault (${status}), ${unknownFate(effect)}`,
		advice: ({ status, effect }) =>
			status === 503 && effect === 'sends'
				? `${ambiguousAdvice(effect)} If this happens with many messages at once, ${SLOWER}.`
				: ambiguousAdvice(effect),
	},
	{
		when: ({ status, body, words, effect }) =>
			status === 404 && effect !== 'sends' && isRecord(body) && words !== '',
		category: 'not_found',
		says: () => 'Zoko did not find it',
		advice: () => 'Check the ID. It may have been deleted, or belong to another Zoko account.',
	},
	{
		when: ({ status }) => status === 404,
		category: 'not_found',
		wrongAddress: true,
		says: () => 'There is no Zoko API at this address (404)',
		advice: () => ADDRESS_ADVICE.baseUrl,
	},
	{
		when: ({ status, effect }) => isRedirect(status) && effect === 'reads',
		category: 'rejected',
		says: redirected,
		quoted: false,
		advice: () => ADDRESS_ADVICE.baseUrl,
	},
	{
		when: ({ status }) => isRedirect(status),
		category: 'ambiguous',
		says: (answer) => `${redirected(answer)}, ${unknownFate(answer.effect)}`,
		quoted: false,
		advice: ({ effect }) => `${ambiguousAdvice(effect)} ${ADDRESS_ADVICE.baseUrl}`,
	},
	{
		when: ({ status, effect }) => isSuccess(status) && effect === 'reads',
		category: 'server',
		retryable: false,
		says: unexpected,
		quoted: false,
		advice: () => ADDRESS_ADVICE.baseUrl,
	},
	{
		when: ({ status, effect }) => isSuccess(status) && effect === 'changes',
		category: 'ambiguous',
		says: (answer) => `${unexpected(answer)}, ${unknownFate('changes')}`,
		quoted: false,
		advice: () => `${ambiguousAdvice('changes')} ${ADDRESS_ADVICE.baseUrl}`,
	},
	{
		when: ({ status }) => isSuccess(status),
		category: 'ambiguous',
		says: (answer) =>
			`Zoko answered with ${found(answer)} instead of a message ID, ${unknownFate('sends')}`,
		quoted: false,
		advice: ({ body }) =>
			isHtml(body)
				? `${ambiguousAdvice('sends')} ${ADDRESS_ADVICE.baseUrl}`
				: ambiguousAdvice('sends'),
	},
	{
		when: () => true,
		category: 'rejected',
		says: ({ status }) => `Zoko refused the request (${status})`,
		advice: () => 'Correct what Zoko objects to, then run it again.',
	},
];

/**
 * Judges an answer that is not a success.
 * @param effect what the request would have done: after an unclear fault of a sending request the
 * message may be on its way, so such an answer is `ambiguous` and never repeated
 */
export function problemFromAnswer(answer: Answer, effect: Effect): Problem {
	const { status, body } = answer;
	const inner = effect === 'sends' ? undefined : innerStatus(answer);
	if (inner !== undefined) {
		const problem = problemFromAnswer({ ...answer, status: inner }, effect);
		return { ...problem, retryable: problem.retryable && effect === 'reads', httpStatus: status };
	}
	const judged: Judged = { status, body, words: zokoWords(body), effect };
	const rule = RULES.find(({ when }) => when(judged)) as Rule;
	const { category, retryable = RETRYABLE.has(category), wrongAddress, quoted } = rule;
	const quote = quoted === false || judged.words === '' ? '' : `: ${judged.words}`;
	const retryAfter = RETRYABLE.has(category)
		? retryAfterMs(answer.headers['retry-after'], Date.now())
		: undefined;
	return {
		category,
		retryable,
		message: `${rule.says(judged)}${quote}`,
		advice: rule.advice(judged),
		httpStatus: status,
		...(wrongAddress && { wrongAddress }),
		...(retryAfter !== undefined && { retryAfter }),
	};
}

/** Whether a status says that a request was carried out. */
export function isSuccess(status: number): boolean {
	return status >= 200 && status < 300;
}

function isRedirect(status: number): boolean {
	return status >= 300 && status < 400;
}

/** Somebody on the way gave up: 408, nginx's 444 and 499, a load balancer's 460. */
const HUNG_UP = new Set([408, 444, 460, 499]);

/**
 * Whether a status says nothing about the request: somebody hung up, or no answer has such a
 * status.
 */
function isUndecided(status: number): boolean {
	return HUNG_UP.has(status) || !(status >= 200);
}

function redirected({ status }: Judged): string {
	return `The address of Zoko answered with a redirect (${status}), which is not followed so that the API key stays where it belongs`;
}

/** Whether a fault comes in Zoko's own shape, and not in that of a proxy in front of it. */
function isZokos(body: unknown, status: number): boolean {
	return isRecord(body) && body.status === status && ZOKO_TYPES.has(String(body.type));
}

/** The status of a fault that Zoko describes inside a success. */
function innerStatus({ status, body }: Answer): number | undefined {
	if (!isSuccess(status) || !isRecord(body) || typeof body.type !== 'string') return undefined;
	const inner = Number(body.status);
	return inner >= 400 && inner < 600 ? inner : undefined;
}

function unexpected(answer: Judged): string {
	return `Zoko answered with ${found(answer)} where data was expected`;
}

/** What was there in place of the expected answer. */
function found({ body, words }: Judged): string {
	if (isHtml(body)) return 'a web page';
	return words === '' ? 'nothing' : `"${words}"`;
}

/** The most characters of Zoko's words that an error repeats. */
const MAX_WORDS = 300;

/** Zoko's own words: `message`, else `statusText`, else `details`, else the raw text, shortened. */
export function zokoWords(body: unknown): string {
	if (isRecord(body)) {
		for (const key of ['message', 'statusText', 'details', 'error']) {
			const value = body[key];
			if (typeof value === 'string' && value.trim() !== '') return excerpt(value, MAX_WORDS);
		}
		return Object.keys(body).length === 0 ? '' : excerpt(JSON.stringify(body), MAX_WORDS);
	}
	return typeof body !== 'string' || isHtml(body) ? '' : excerpt(body, MAX_WORDS);
}

function isHtml(body: unknown): boolean {
	return typeof body === 'string' && /^\s*<[!?a-z]/i.test(body);
}

/** Whether a firewall answered: with a page, or with Cloudflare's one line in place of a page. */
function isBlockPage(body: unknown): boolean {
	return isHtml(body) || (typeof body === 'string' && /^error code: \d+\s*$/.test(body));
}

/**
 * Reads a `Retry-After` header (RFC 9110, 10.2.3), in seconds or as a date.
 * @returns milliseconds from `now`, or undefined when there is none, or it cannot be read
 */
export function retryAfterMs(value: unknown, now: number): number | undefined {
	const text = String(Array.isArray(value) ? value[0] : (value ?? '')).trim();
	if (/^\d+(\.\d+)?$/.test(text)) return Number(text) * 1000;
	const date = /^[A-Z][a-z]+,? /.test(text) ? Date.parse(text) : Number.NaN;
	return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}
