import { createHash, randomBytes } from 'node:crypto';
import { TOKEN_START } from '../api/mask';
import { InvalidInput } from '../errors/invalid-input';
import { isRecord } from '../values';

/**
 * What the payload of a question ends with. It comes back with the tap, finds the waiting run, and
 * is the key to it.
 */
export interface RunToken {
	/** Tells this n8n apart from another one that uses the same account. */
	instance: string;
	executionId: string;
	/** Tells the waits of an execution apart. */
	wait: string;
	/** n8n's own key to the execution, or where it has none a signature: 256 bits, base64url. */
	key: string;
}

/** Code points that a token takes at most: n8n's execution ids have up to ten digits. */
export const TOKEN_LENGTH = 71;

const SHAPE = `${TOKEN_START}\\.([\\w-]{4})\\.([\\w-]{1,10})\\.([\\w-]{6})\\.([\\w-]{43})`;
const AT_END = new RegExp(`${SHAPE}$`);
const ANYWHERE = new RegExp(SHAPE, 'g');

/** The part of a token that stands for an n8n. @param instanceId n8n's id of itself */
export function instanceMark(instanceId: string): string {
	return createHash('sha256').update(instanceId).digest('base64url').slice(0, 4);
}

/** What makes two waits of an execution differ. */
export function newWait(): string {
	return randomBytes(9).toString('base64url').slice(0, 6);
}

/**
 * A token as it is written.
 * @throws InvalidInput for an execution without an id, or with one in a form that n8n does not use
 * today
 */
export function writeToken({ instance, executionId, wait, key }: RunToken): string {
	const token = `${TOKEN_START}.${instance}.${executionId}.${wait}.${key}`;
	if (AT_END.test(token)) return token;
	throw new InvalidInput(
		'This n8n gives its executions ids that an answer cannot carry',
		'Update the Zoko nodes.',
	);
}

/** Splits the payload of a tap. @returns undefined when it does not belong to a question */
export function readToken(payload: string): { payload: string; token: RunToken } | undefined {
	// Only the end of a payload is looked at, so one that somebody made up costs nothing by its
	// length.
	const [text, instance = '', executionId = '', wait = '', key = ''] =
		AT_END.exec(payload.slice(-TOKEN_LENGTH)) ?? [];
	if (text === undefined) return undefined;
	return {
		payload: payload.slice(0, -text.length),
		token: { instance, executionId, wait, key },
	};
}

const DEEPEST = 50;

/** A value without the tokens in its texts, which are only the trigger's business. */
export function withoutTokens(value: unknown, depth = 0): unknown {
	if (typeof value === 'string') return value.replace(ANYWHERE, '');
	if (typeof value !== 'object' || value === null || depth === DEEPEST) return value;
	if (Array.isArray(value)) return value.map((each) => withoutTokens(each, depth + 1));
	return Object.fromEntries(
		Object.entries(value).map(([name, each]) => [name, withoutTokens(each, depth + 1)]),
	);
}

/**
 * The body of an event without any token, and the token of a tap.
 * @param body as Zoko sent it
 */
export function takeToken(body: unknown): { body: unknown; token?: RunToken } {
	if (!isRecord(body)) return { body };
	const postback = isRecord(body.context) ? body.context.postback : undefined;
	const found = typeof postback === 'string' ? readToken(postback) : undefined;
	return { body: withoutTokens(body), ...(found && { token: found.token }) };
}

/** What an execution keeps to recognise its token; the token cannot be made from it. */
export function digestOfToken({ wait, key }: Pick<RunToken, 'wait' | 'key'>): string {
	return createHash('sha256').update(`${wait}.${key}`).digest('base64url');
}
