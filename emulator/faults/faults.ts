import { createHash } from 'crypto';

import { TLS_FAULTS } from '../tls/link';

/** What keeps Zoko from taking the request, unless the fault says otherwise. */
const BEFORE = [
	'status', // another answer
	'reset', // the connection is cut, nothing is answered
	'timeout', // nothing is ever answered
] as const;

/** What spoils the answer after Zoko took the request, unless the fault says otherwise. */
const AFTER = [
	'slow', // the right answer, late
	'slowBody', // half of the answer at once, the rest late
	'cutBody', // half of the answer, then the connection is cut
	'brokenJson', // 200 with half of the JSON
	'emptyBody', // 200 with nothing
	'trickle', // the headers, then a blank now and then, the right answer at the end
	'hugeBody', // the right answer with a very long padding
	'switchProtocols', // 101, and nothing more
	'noMessageId', // the answer to a send without its messageId
	'http201',
	'http202',
	...TLS_FAULTS,
] as const;

/** What can go wrong with one answer. */
export const FAULT_KINDS = [...BEFORE, ...AFTER] as const;

export type FaultKind = (typeof FAULT_KINDS)[number];

export interface Fault {
	kind: FaultKind;
	/** Whether it strikes before Zoko took the request, or after. Default: see `strikesAfter`. */
	when?: 'before' | 'after';
	/** Code of kind `status`; default 500. */
	status?: number;
	/** Value of a `Retry-After` header: seconds or an HTTP date. */
	retryAfter?: number | string;
	/** Value of a `Location` header. */
	location?: string;
	/** Size of `hugeBody`; default 400. */
	megabytes?: number;
	/** Waiting time of `slow`, `slowBody` and `trickle`; default the setting `slowAnswerMs`. */
	delayMs?: number;
	/** `type` and `message` of the error body of kind `status`. */
	type?: string;
	message?: string;
	/** A body to send as it stands instead of the error body, for example HTML. */
	rawBody?: string;
	contentType?: string;
}

/** Which requests are struck, and by what. All the conditions that are given must hold. */
export interface FaultRule {
	/** Method and path as in the API's tables, or `TLS handshake`; default `POST /message`. */
	operation?: string;
	/** Digits of the recipient or recipients; sends only. */
	recipient?: string | string[];
	/** Ordinals of the requests to the operation, counted from 1 since the last reset. */
	numbers?: number[];
	/** Ordinals of the requests to one recipient (sends), or to one operation (others). */
	attempts?: number[];
	/** Strikes the next so many matching requests, then never again. */
	next?: number;
	/** Share of the matching requests that is struck, 0 to 1. */
	probability?: number;
	/** Makes the dice repeatable: same seed, same recipients, same faults, in whatever order they come. */
	seed?: string | number;
	/** One of them strikes; `weight` (default 1) says how often. */
	faults: Array<Fault & { weight?: number }>;
}

export interface RequestFacts {
	operation: string;
	/** Recipient of a send; for other operations the operation itself. */
	subject: string;
	number: number;
	attempt: number;
}

const AFTER_KINDS = new Set<FaultKind>(AFTER);

/** Whether the request takes effect although its answer goes wrong. */
export function strikesAfter(fault: Fault): boolean {
	return fault.when === undefined ? AFTER_KINDS.has(fault.kind) : fault.when === 'after';
}

/** A number from 0 up to 1 that depends on nothing but its arguments. */
export function dice(seed: string | number, throwName: string, subject: string, attempt: number) {
	const text = JSON.stringify([seed, throwName, subject, attempt]);
	return createHash('sha256').update(text).digest().readUInt32BE(0) / 2 ** 32;
}

/** The fault rules in force. */
export class FaultBook {
	private rules: Array<{ rule: FaultRule; left: number; struck: number }> = [];

	add(rule: FaultRule) {
		this.rules.push({ rule, left: rule.next ?? Infinity, struck: 0 });
	}

	clear() {
		this.rules = [];
	}

	/** The rules with the number of requests that each has struck. */
	list() {
		return this.rules.map(({ rule, struck }) => ({ ...rule, struck }));
	}

	/** The fault that strikes a request: the first rule that applies decides. */
	pick(facts: RequestFacts): Fault | undefined {
		for (const [index, entry] of this.rules.entries()) {
			const { rule } = entry;
			if (entry.left <= 0 || !applies(rule, facts)) continue;
			const seed = rule.seed ?? 0;
			const chance = rule.probability ?? 1;
			if (chance < 1 && dice(seed, `strike ${index}`, facts.subject, facts.attempt) >= chance)
				continue;
			entry.left--;
			entry.struck++;
			return choose(rule, dice(seed, `which ${index}`, facts.subject, facts.attempt));
		}
		return undefined;
	}
}

function applies(rule: FaultRule, facts: RequestFacts): boolean {
	if ((rule.operation ?? 'POST /message') !== facts.operation) return false;
	if (rule.recipient !== undefined && ![rule.recipient].flat().includes(facts.subject))
		return false;
	if (rule.numbers !== undefined && !rule.numbers.includes(facts.number)) return false;
	return rule.attempts === undefined || rule.attempts.includes(facts.attempt);
}

function choose(rule: FaultRule, thrown: number): Fault | undefined {
	const total = rule.faults.reduce((sum, fault) => sum + (fault.weight ?? 1), 0);
	let rest = thrown * total;
	return rule.faults.find((fault) => (rest -= fault.weight ?? 1) < 0) ?? rule.faults.at(-1);
}
