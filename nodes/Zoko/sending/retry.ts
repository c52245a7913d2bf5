import { sleep } from 'n8n-workflow';
import { problemOf } from '../errors/node-error';
import { STOPPED } from '../errors/stopped';

/** Time and chance, so that tests need neither. */
export interface Surroundings {
	now(): number;
	/** A number from 0 up to, not including, 1. */
	random(): number;
	/** Resolves after this many milliseconds, or sooner when cancelled. */
	sleep(milliseconds: number): Promise<void>;
	cancelled(): boolean;
}

/** Where nothing can be cancelled. */
const EVERYWHERE: Surroundings = {
	now: Date.now,
	random: Math.random,
	sleep,
	cancelled: () => false,
};

interface RetryPolicy {
	/** Further tries after the first one. */
	retries: number;
	/** Whether an error allows another try; by default it says so itself. */
	shouldRetry?(error: unknown): boolean;
	/** Waits for the next try; by default it only sleeps. */
	wait?(milliseconds: number, error: unknown): Promise<void>;
	/** Milliseconds that all waiting together may take. */
	maxWait?: number;
	surroundings?: Surroundings;
}

/** First back-off step in milliseconds; it doubles with each try, up to the cap. */
const BACKOFF_BASE = 500;
const BACKOFF_CAP = 20_000;

/** All waiting for one action together, in milliseconds. An execution must not hang for hours. */
export const MAX_TOTAL_WAIT = 120_000;

/**
 * Does something, and does it again after growing pauses as long as its error allows that.
 * @throws what the last try threw; STOPPED when it was cancelled before the first one
 */
export async function retry<Result>(
	action: () => Promise<Result>,
	policy: RetryPolicy,
): Promise<Result> {
	const { retries, shouldRetry = isRetryable, surroundings = EVERYWHERE } = policy;
	const {
		maxWait = MAX_TOTAL_WAIT,
		wait = async (milliseconds) => await surroundings.sleep(milliseconds),
	} = policy;
	const { random, cancelled } = surroundings;
	if (cancelled()) throw STOPPED;
	let waited = 0;
	for (let tries = 1; ; tries++) {
		const [attempt] = await Promise.allSettled([action()]);
		if (attempt.status === 'fulfilled') return attempt.value;
		const error: unknown = attempt.reason;
		const pause = backoff(tries, problemOf(error).retryAfter, random);
		waited += pause;
		if (!shouldRetry(error) || tries > retries || waited > maxWait) throw error;
		if (!cancelled()) await wait(pause, error);
		if (cancelled()) throw error;
	}
}

const isRetryable = (error: unknown) => problemOf(error).retryable;

/**
 * How long to wait before the next try: exponential back-off with full jitter (a random share of the
 * step), which keeps parallel clients apart, and at least what the server asked for.
 * @param attempt 1 for the wait after the first try
 * @returns milliseconds
 */
export function backoff(
	attempt: number,
	retryAfter: number | undefined,
	random: () => number,
): number {
	const step = Math.min(BACKOFF_CAP, BACKOFF_BASE * 2 ** (attempt - 1));
	return Math.max(retryAfter ?? 0, Math.round(random() * step));
}
