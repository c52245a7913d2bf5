import { createHmac, randomBytes } from 'node:crypto';
import { bareDigits, canonicalPhone } from '../message/same-customer';
import { keepNewest } from '../values';

/** What started a run: a Zoko Trigger, and its event as far as the sends of the run depend on it. */
export interface RunOrigin {
	workflowId: string;
	/** Name of the trigger. */
	trigger: string;
	/** Id of the execution that the trigger started; a sub-workflow has another. */
	executionId: string;
	/** What happened, for example `messageDelivered`. */
	event: string;
	/** The customer of the event, see {@link customerOf}; empty when it names none. */
	customer: string;
	/** Whether n8n runs as several processes, so that the next event may meet another one. */
	shared: boolean;
}

/** Known to this process alone, so that nobody can try all numbers out. */
const SALT = randomBytes(16);

/**
 * A customer, to be compared and not to be called.
 * @param phone with or without a plus sign
 */
export function customerOf(phone: string): string {
	const digits = canonicalPhone(bareDigits(phone));
	return digits && createHmac('sha256', SALT).update(digits).digest('base64url');
}

const FROM_CUSTOMER = new Set(['messageReceived', 'replyReceived']);

/**
 * Whether an event is about something that our side did, so that a message sent because of it can
 * cause it again.
 */
export function isNews(event: string): boolean {
	return !FROM_CUSTOMER.has(event);
}

/** More runs than a process has under way; a forgotten run finds its origin in its data. */
const MAX_RUNS = 10_000;

/** What started the runs of this process, by execution id. */
const origins = new Map<string, RunOrigin>();

/** Remembers what started a run, or the run of a sub-workflow that it calls. */
export function rememberOrigin(executionId: string, origin: RunOrigin): void {
	origins.set(executionId, origin);
	keepNewest(origins, MAX_RUNS);
}

/** What started a run, as far as this process knows. */
export function originOf(executionId: string): RunOrigin | undefined {
	return origins.get(executionId);
}
