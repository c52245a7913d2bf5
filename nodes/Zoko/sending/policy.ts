/** How a batch goes out. The numbers come from the options of the node. */
export interface Policy {
	/** Requests that may wait for an answer at the same time. */
	maxInFlight: number;
	/** Requests that may start per second; 0 is no limit. */
	maxPerSecond: number;
	/** Further tries per parcel after a refusal that took nothing. */
	maxRetries: number;
	/** Send again after a fault that leaves open whether the message went out. */
	retryUncertain: boolean;
	/** Start no new parcel after the first one that failed for good. */
	stopOnFailure: boolean;
}

/** Time and chance, so that tests need neither. */
export interface Surroundings {
	now(): number;
	/** A number from 0 up to, not including, 1. */
	random(): number;
	/** Resolves after so many milliseconds, or sooner when cancelled. */
	sleep(milliseconds: number): Promise<void>;
	cancelled(): boolean;
}

/** First back-off step in milliseconds; it doubles with each try, up to the cap. */
const BACKOFF_BASE = 500;
const BACKOFF_CAP = 20_000;

/** All waiting for one parcel together, in milliseconds. An execution must not hang for hours. */
export const MAX_TOTAL_WAIT = 120_000;

/**
 * How long to wait before the next try: what the server asked for, else exponential back-off with
 * full jitter (a random share of the step), which keeps parallel clients apart.
 * @param attempt 1 for the wait after the first try
 * @returns milliseconds
 */
export function backoff(
	attempt: number,
	retryAfter: number | undefined,
	random: () => number,
): number {
	if (retryAfter !== undefined) return retryAfter;
	return Math.round(random() * Math.min(BACKOFF_CAP, BACKOFF_BASE * 2 ** (attempt - 1)));
}
