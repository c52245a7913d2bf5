import { createHash } from 'node:crypto';
import { sleep } from 'n8n-workflow';
import { keepNewest, setNewest } from '../values';

/**
 * 48 bits: among ten thousand remembered events, one new event in 28 billion is mistaken for a
 * repeat.
 */
const KEY_LENGTH = 8;

/** Kept in the workflow's static data, which n8n saves with each run: 8 kB. */
const KEPT_IN_DATA = 1000;

/** Kept in this process, where simultaneous repeats are recognised. */
const KEPT_IN_PROCESS = 10_000;

/**
 * How long a repeat is postponed after a request whose caller hung up before n8n answered. By then
 * n8n has either started the run, and saved that, or it never will.
 */
const UNCLEAR_FOR = 60_000;

/** What became of the first request with an event. */
export type StartResult = 'started' | 'refused' | 'unclear';

/** What to do with an event: start it, drop it, or have Zoko send it again. */
type Decision = 'start' | 'drop' | 'postpone';

interface Claim {
	outcome: Promise<StartResult>;
	settle(outcome: StartResult): void;
}

/** The key of an event: its kind, which holds the delivery status, and its message. */
export function keyOf({ name, id }: { name: string; id: string }): string {
	const digest = createHash('sha256').update(`${name}\n${id}`).digest('base64url');
	return digest.slice(0, KEY_LENGTH);
}

/**
 * The events that have started a run, for one registered webhook. n8n loads the static data anew
 * for each request, so requests at the same moment do not see each other there; they meet here.
 */
export class Memory {
	private readonly started = new Set<string>();
	/** Events whose first request is being answered. */
	private readonly claims = new Map<string, Claim>();

	/** Events whose first request broke off, and when; the oldest go first. */
	private readonly unclear = new Map<string, number>();

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
		if (!earlier) {
			const since = this.unclear.get(key) ?? Number.NEGATIVE_INFINITY;
			return Date.now() - since < UNCLEAR_FOR ? 'postpone' : this.claim(key);
		}
		const waited = sleep(patience).then(() => 'unclear' as const);
		const outcome = await Promise.race([earlier.outcome, waited]);
		return outcome === 'started' ? 'drop' : 'postpone';
	}

	/**
	 * Says what became of the event of a key. The first word counts; only `started` may still follow
	 * `unclear`.
	 */
	settle(key: string, outcome: StartResult): void {
		const claim = this.claims.get(key);
		if (!claim && !(outcome === 'started' && this.unclear.has(key))) return;
		this.claims.delete(key);
		if (outcome === 'started') this.add(key);
		if (outcome === 'unclear') {
			this.unclear.set(key, Date.now());
			keepNewest(this.unclear, KEPT_IN_PROCESS);
		}
		claim?.settle(outcome);
	}

	/** What the static data is to remember: the newest started events. */
	get saved(): string {
		return this.recent;
	}

	private claim(key: string): Decision {
		let settle: Claim['settle'] = () => undefined;
		const outcome = new Promise<StartResult>((resolve) => (settle = resolve));
		this.unclear.delete(key);
		this.claims.set(key, { outcome, settle });
		return 'start';
	}

	private add(key: string): void {
		if (this.started.has(key)) return;
		this.claims.delete(key);
		this.unclear.delete(key);
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
	return setNewest(memories, digest, memories.get(digest) ?? new Memory(), MAX_MEMORIES);
}
