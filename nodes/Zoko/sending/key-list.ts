import { createHash, randomUUID } from 'node:crypto';
import type { DeduplicationScope, ICheckProcessedOptions } from 'n8n-workflow';

/** n8n's own de-duplication, kept in its database and shared by all its processes. */
export interface Deduplication {
	checkProcessedAndRecord(
		items: string[],
		scope: DeduplicationScope,
		options: ICheckProcessedOptions,
	): Promise<{ new: unknown[] }>;
	removeProcessed(
		items: string[],
		scope: DeduplicationScope,
		options: ICheckProcessedOptions,
	): Promise<void>;
}

/**
 * Entries remembered per list, two for each key, rarely three; the oldest go first. n8n rewrites them
 * all each time.
 */
const MAX_ENTRIES = 20_000;
const OPTIONS: ICheckProcessedOptions = { mode: 'entries', maxEntries: MAX_ENTRIES };

/**
 * How long a process leaves a list alone before it checks who has a key, in milliseconds: longer
 * than another one takes between reading the list and writing it back, and short beside the time
 * that Zoko takes for a message. Where n8n's database is slow, it is this many times what a call
 * takes.
 */
const QUIET = 150;
const TIMES_A_CALL = 4;

/**
 * How often a process looks after the keys that it has, in milliseconds, and at which of these looks
 * it asks the database: later and later, because whoever was held up for long waits for long.
 */
const LOOK = 1000;
const LOOKS = [1, 2, 4, 8];

/**
 * How long a process that was held up in a call leaves the list alone, in milliseconds at least: those
 * whose keys it may have written over have looked after them by then.
 */
const QUIET_AFTER_DOUBT = 2500;

/** The error of a process that creates a list at the same moment as another one. */
const CREATED_MEANWHILE = /unique|duplicate/i;

/** Waits so many milliseconds. */
export type Sleep = (milliseconds: number) => Promise<void>;

/** Somebody who wants a key. */
interface Ask {
	id: string;
	/** Whether no other process writes to the list, so that what is written stays. */
	alone: boolean;
	answer(fresh: boolean): void;
	fail(error: unknown): void;
	helpers: Deduplication;
	sleep: Sleep;
}

/** A key that looks new, and what its taker wrote beside it. */
interface Hold extends Ask {
	mark: string;
	/** Milliseconds to leave the list alone because the call that wrote the mark took too long. */
	doubt: number;
}

/** A key that is taken, and how often it was looked after. */
interface Taken extends Hold {
	looks: number;
}

/**
 * The takers of one list in this process.
 *
 * n8n reads a list and writes it back, so another process can overwrite what was written here. Each
 * taker leaves a mark of its own beside the key, and checks after a while: the taker whose mark is
 * there has the key, and what was overwritten is written again.
 *
 * A process that is held up in its call can overwrite the mark of a taker who has checked already. It
 * knows that its call took too long, and then leaves the list alone for longer; meanwhile the other
 * one looks after its key, and leaves word that it is gone.
 */
export class KeyList {
	private asks: Ask[] = [];
	private holds: Hold[] = [];
	private taken: Taken[] = [];
	private removal?: { ids: string[]; done: Promise<void> };
	private turns: Promise<unknown> = Promise.resolve();
	private turnsAhead = 0;
	private taking = false;
	private looking = false;
	/** When a call of this process ended last. */
	private touchedAt = 0;
	/** Milliseconds that calls take at present; a slow one counts for a while. */
	private callTime = 0;
	/** Milliseconds that the last call took. */
	private lastCall = 0;

	/** @param ended called when nobody uses the list any more */
	constructor(
		private readonly scope: DeduplicationScope,
		private readonly ended: () => void,
	) {}

	/** Queues somebody who wants a key. */
	add(ask: Ask): void {
		this.asks.push(ask);
		if (!this.taking) void this.takeAll();
	}

	/** Gives a key back, together with all others that wait for the same turn. */
	async remove(id: string, helpers: Deduplication): Promise<void> {
		this.taken = this.taken.filter((taken) => taken.id !== id);
		if (!this.removal) {
			const ids: string[] = [];
			const done = this.inTurn(async () => {
				this.removal = undefined;
				await helpers.removeProcessed(ids, this.scope, OPTIONS);
			});
			this.removal = { ids, done };
		}
		this.removal.ids.push(id, wordOf(id));
		await this.removal.done;
	}

	/** Works as long as anybody waits. One call serves all, because each rewrites the whole list. */
	private async takeAll(): Promise<void> {
		this.taking = true;
		while (this.asks.length + this.holds.length > 0) {
			await this.inTurn(async () => {
				await this.quiet();
				await this.recordAll();
			});
		}
		this.taking = false;
	}

	/**
	 * A process that goes on reading what it has just written never sees what another one writes in
	 * between, and both believe that they have the key. After a pause there is one list, the same for
	 * both.
	 */
	private async quiet(): Promise<void> {
		const [first] = this.holds;
		const doubts = this.holds.map(({ doubt }) => doubt);
		const pause = Math.max(QUIET, TIMES_A_CALL * this.callTime, ...doubts);
		const left = this.touchedAt + pause - Date.now();
		if (first && left > 0) await first.sleep(left);
	}

	private async recordAll(): Promise<void> {
		const { asks, holds } = this;
		[this.asks, this.holds] = [[], []];
		const marked = asks.filter(({ alone }) => !alone);
		const marks = new Map(marked.map(({ id }) => [id, digest(randomUUID())]));
		const missing = await this.recordFor(
			[...holds, ...asks],
			[
				...holds.flatMap(({ id, mark }) => [id, mark]),
				...[...marks].flat(),
				...new Set(asks.flatMap(({ id }) => (marks.has(id) ? [] : [id]))),
			],
		);
		if (!missing) return;
		const { doubt } = this;
		const kept: Hold[] = [];
		for (const hold of holds) {
			// Both were overwritten by somebody with another key, and have now been written again.
			if (missing.delete(hold.id) && missing.has(hold.mark)) this.holds.push({ ...hold, doubt });
			else if (missing.has(hold.mark)) hold.answer(false);
			else kept.push(hold);
		}
		for (const ask of asks) {
			// The first to ask for a key gets it; the others in the same turn find it taken.
			const fresh = missing.delete(ask.id);
			const mark = marks.get(ask.id);
			if (fresh && mark !== undefined) this.holds.push({ ...ask, mark, doubt });
			else ask.answer(fresh);
		}
		await this.give(kept);
	}

	/** What the last call means for those whose marks it wrote. */
	private get doubt(): number {
		const { lastCall } = this;
		return lastCall > QUIET ? Math.max(QUIET_AFTER_DOUBT, TIMES_A_CALL * lastCall) : 0;
	}

	/** Gives keys to those whose marks are there, unless somebody left word that a key is gone. */
	private async give(holds: Hold[]): Promise<void> {
		const doubtful = holds.filter(({ doubt }) => doubt > 0);
		const words = doubtful.map(({ id }) => wordOf(id));
		const missing = doubtful.length > 0 ? await this.recordFor(doubtful, words) : undefined;
		for (const hold of holds) {
			if (hold.doubt > 0 && !missing) continue;
			const fresh = hold.doubt === 0 || missing?.has(wordOf(hold.id)) === true;
			if (fresh) this.taken.push({ ...hold, looks: 0 });
			hold.answer(fresh);
		}
		if (this.taken.length > 0 && !this.looking) void this.lookAfterAll();
	}

	/** Looks after the keys that were taken, for as long as another process may be held up. */
	private async lookAfterAll(): Promise<void> {
		this.looking = true;
		while (this.taken.length > 0) {
			await unnoticed(LOOK);
			// A look that fails is as good as none; the next one may not.
			await this.inTurn(async () => await this.lookAfter()).catch(() => undefined);
		}
		this.looking = false;
		this.endIfUnused();
	}

	private async lookAfter(): Promise<void> {
		for (const taken of this.taken) taken.looks++;
		const due = this.taken.filter(({ looks }) => LOOKS.includes(looks));
		this.taken = this.taken.filter(({ looks }) => looks < Math.max(...LOOKS));
		const [first] = due;
		if (!first) return;
		const { helpers } = first;
		const missing = await this.record(
			helpers,
			due.map(({ mark }) => mark),
		);
		const overwritten = due.filter(({ mark }) => missing.has(mark));
		if (overwritten.length === 0) return;
		await this.record(
			helpers,
			overwritten.flatMap(({ id }) => [id, wordOf(id)]),
		);
	}

	/**
	 * Records entries; a fault is told to all who asked.
	 * @returns those that were not there before
	 */
	private async recordFor(asks: Ask[], entries: string[]): Promise<Set<unknown> | undefined> {
		const [first] = asks;
		if (!first) return undefined;
		try {
			return await this.record(first.helpers, entries);
		} catch (error) {
			for (const { fail } of asks) fail(error);
			return undefined;
		}
	}

	/** @throws the error of n8n's database */
	private async record(helpers: Deduplication, entries: string[]): Promise<Set<unknown>> {
		const call = async () => {
			const startedAt = Date.now();
			const found = await helpers.checkProcessedAndRecord(entries, this.scope, OPTIONS);
			this.lastCall = Date.now() - startedAt;
			this.callTime = Math.max(this.callTime / 2, this.lastCall);
			return new Set<unknown>(found.new);
		};
		return await call().catch(async (error: unknown) => {
			if (CREATED_MEANWHILE.test(String(error))) return await call();
			throw error;
		});
	}

	private async inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
		this.turnsAhead++;
		const turn = this.turns.then(work).finally(() => (this.touchedAt = Date.now()));
		this.turns = turn.catch(() => undefined);
		try {
			return await turn;
		} finally {
			this.turnsAhead--;
			this.endIfUnused();
		}
	}

	private endIfUnused(): void {
		const waiting = this.turnsAhead + this.asks.length + this.holds.length + this.taken.length;
		if (waiting === 0 && !this.looking) this.ended();
	}
}

/** Waits so many milliseconds, without keeping a process that is to end. */
async function unnoticed(milliseconds: number): Promise<void> {
	const signal = AbortSignal.timeout(milliseconds);
	await new Promise((resolve) => signal.addEventListener('abort', resolve));
}

/** By which a process leaves word that a key of its own was overwritten. */
function wordOf(id: string): string {
	return digest(`taken ${id}`);
}

/** What is stored of a key. */
export function digest(key: string): string {
	return createHash('sha256').update(key).digest('base64url');
}
