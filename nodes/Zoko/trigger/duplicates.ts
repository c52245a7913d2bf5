import { createHash } from 'node:crypto';
import { sleep } from 'n8n-workflow';
import type { ZokoEvent } from './events';
import { keepNewest } from './newest';

/** 48 bits: among ten thousand remembered events a new one is mistaken once in 28 billion. */
const KEY_LENGTH = 8;

/** Kept in the workflow's static data, which n8n saves with each run: 8 kB. */
const KEPT_IN_DATA = 1000;

/** Kept in this process, where simultaneous repeats are recognised. */
const KEPT_IN_PROCESS = 10_000;

/**
 * How long a repeat is put off after a request whose caller hung up before n8n had answered. By
 * then n8n has either started the run, and saved that, or it never will.
 */
const UNCLEAR_FOR = 60_000;

/** What became of the request that was the first to bring an event. */
export type Outcome = 'started' | 'refused' | 'unclear';

/** What to do with an event: start it, drop it, or have Zoko send it again. */
export type Decision = 'start' | 'drop' | 'postpone';

interface Claim {
	outcome: Promise<Outcome>;
	settle(outcome: Outcome): void;
	unclearSince?: number;
}

/** The key of an event: its kind, which holds the delivery status, and its message. */
export function keyOf({ name, id }: Pick<ZokoEvent, 'name' | 'id'>): string {
	const digest = createHash('sha256').update(`${name}\n${id}`).digest('base64url');
	return digest.slice(0, KEY_LENGTH);
}

/**
 * The events that have started a run, for one registered webhook. n8n loads the static data anew
 * for each request, so requests at the same moment do not see each other there; they meet here.
 */
export class Memory {
	private readonly started = new Set<string>();
	private readonly claims = new Map<string, Claim>();

	/** The newest started keys, joined, as the static data has them. */
	private recent = '';

	/** Takes over what the static data remembers; other processes may have written it. */
	learn(saved: unknown): void {
		if (typeof saved !== 'string' || saved === this.recent) return;
		for (let at = 0; at + KEY_LENGTH <= saved.length; at += KEY_LENGTH) {
			this.add(saved.slice(at, at + KEY_LENGTH));
		}
	}

	/**
	 * Decides on an event. Whoever is told `start` has to `settle` the key.
	 * @param patience milliseconds to wait for an earlier request with the same event
	 */
	async decide(key: string, patience: number): Promise<Decision> {
		if (this.started.has(key)) return 'drop';
		const earlier = this.claims.get(key);
		if (!earlier) return this.claim(key);
		if (earlier.unclearSince !== undefined) {
			return Date.now() - earlier.unclearSince < UNCLEAR_FOR ? 'postpone' : this.claim(key);
		}
		const waited = sleep(patience).then(() => 'unclear' as const);
		const outcome = await Promise.race([earlier.outcome, waited]);
		return outcome === 'started' ? 'drop' : 'postpone';
	}

	/**
	 * Tells what became of the event of a key. The first word counts; only that a run has started
	 * may still come after `unclear`.
	 */
	settle(key: string, outcome: Outcome): void {
		const claim = this.claims.get(key);
		if (!claim || (claim.unclearSince !== undefined && outcome !== 'started')) return;
		if (outcome === 'unclear') {
			claim.unclearSince = Date.now();
		} else {
			this.claims.delete(key);
			if (outcome === 'started') this.add(key);
		}
		claim.settle(outcome);
	}

	/** What the static data is to remember: the newest started events. */
	get saved(): string {
		return this.recent;
	}

	private claim(key: string): Decision {
		let settle: Claim['settle'] = () => undefined;
		const outcome = new Promise<Outcome>((resolve) => (settle = resolve));
		this.claims.set(key, { outcome, settle });
		return 'start';
	}

	private add(key: string): void {
		if (this.started.has(key)) return;
		this.claims.delete(key);
		this.started.add(key);
		this.recent = newest(this.recent + key);
		keepNewest(this.started, KEPT_IN_PROCESS);
	}
}

function newest(keys: string): string {
	return keys.slice(-KEY_LENGTH * KEPT_IN_DATA);
}

/** More webhooks than an n8n instance has; each listening for a test event makes a new one. */
const MAX_MEMORIES = 500;

const memories = new Map<string, Memory>();

/** The memory of a registered webhook, by the digest of its secret. */
export function memoryOf(digest: string): Memory {
	const memory = memories.get(digest) ?? new Memory();
	memories.delete(digest);
	memories.set(digest, memory);
	keepNewest(memories, MAX_MEMORIES);
	return memory;
}
