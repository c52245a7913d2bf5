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
 * Entries remembered per list, at most three for each key; the oldest go first. n8n rewrites them all
 * each time.
 */
const MAX_ENTRIES = 30_000;
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
 * How long after a process has got a key it looks after it for the first time, in milliseconds, and how
 * often it does. Each time takes twice as long: whoever was held up for longer waits for longer.
 */
const FIRST_LOOK = 300;
const LOOKS = 5;

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
	/** Whether the call that wrote the mark took so long that others may have checked before it ended. */
	late: boolean;
}

/** A key that is taken. */
interface Taken extends Ask {
	/** How often it was looked after, and when it is next. */
	looks: number;
	lookAt: number;
}

/**
 * The takers of one list in this process.
 *
 * n8n reads a list and writes it back, so another process can overwrite what was written here. Each
 * taker leaves a mark of its own beside the key, and checks after a while: the taker whose mark is
 * there has the key, and what was overwritten is written again.
 *
 * A process that is held up in its call can overwrite the mark of a taker who has checked already. It
 * knows that its call took long, and leaves the list alone for several times that; meanwhile the other
 * one looks after its key, and leaves word that it is taken.
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
		const pause = Math.max(QUIET, TIMES_A_CALL * this.callTime);
		const left = this.touchedAt + pause - Date.now();
		if (first && left > 0) await first.sleep(left);
	}

	private async recordAll(): Promise<void> {
		const { asks, holds } = this;
		[this.asks, this.holds] = [[], []];
		const looks = this.dueLooks();
		const marked = asks.filter(({ alone }) => !alone);
		const marks = new Map(marked.map(({ id }) => [id, digest(randomUUID())]));
		const missing = await this.record(
			[...holds, ...asks],
			[
				...holds.flatMap(({ id, mark }) => [id, mark]),
				...[...marks].flat(),
				...new Set(asks.flatMap(({ id }) => (marks.has(id) ? [] : [id]))),
				...looks.flatMap(({ id }) => [id, wordOf(id)]),
			],
			looks,
		);
		if (!missing) return;
		const late = this.lastCall > QUIET;
		const there: Hold[] = [];
		for (const hold of holds) {
			// Both were overwritten by somebody with another key, and have now been written again.
			if (missing.delete(hold.id) && missing.has(hold.mark)) this.holds.push({ ...hold, late });
			else if (missing.has(hold.mark)) hold.answer(false);
			else there.push(hold);
		}
		for (const ask of asks) {
			// The first to ask for a key gets it; the others in the same turn find it taken.
			const fresh = missing.delete(ask.id);
			const mark = marks.get(ask.id);
			if (fresh && mark !== undefined) this.holds.push({ ...ask, mark, late });
			else ask.answer(fresh);
		}
		await this.give(there);
	}

	/** The keys that are to be looked after now. */
	private dueLooks(): Taken[] {
		const now = Date.now();
		const due = this.taken.filter(({ lookAt }) => lookAt <= now);
		for (const taken of due) taken.lookAt = now + FIRST_LOOK * 2 ** ++taken.looks;
		this.taken = this.taken.filter(({ looks }) => looks < LOOKS);
		return due;
	}

	/** Gives keys to those whose marks are there, unless somebody has left word. */
	private async give(holds: Hold[]): Promise<void> {
		const late = holds.filter((hold) => hold.late);
		const words = late.map(({ id }) => wordOf(id));
		const missing = late.length > 0 ? await this.record(late, words) : undefined;
		for (const hold of holds) {
			if (hold.late && !missing) continue;
			const fresh = !hold.late || missing?.has(wordOf(hold.id)) === true;
			if (fresh) this.taken.push({ ...hold, looks: 0, lookAt: Date.now() + FIRST_LOOK });
			hold.answer(fresh);
		}
		if (this.taken.length > 0 && !this.looking) void this.lookAfterAll();
	}

	/** Looks after the keys that were taken, for as long as another process may be held up. */
	private async lookAfterAll(): Promise<void> {
		this.looking = true;
		while (this.taken.length > 0) {
			await unnoticed(FIRST_LOOK);
			// Whoever waits for a key has these looked after in the same call.
			if (!this.taking) await this.inTurn(async () => await this.recordAll());
		}
		this.looking = false;
		this.endIfUnused();
	}

	/**
	 * Records entries; a fault is told to all who asked.
	 * @param looks lend their helpers when nobody asks
	 * @returns those that were not there before
	 */
	private async record(
		asks: Ask[],
		entries: string[],
		looks: Ask[] = [],
	): Promise<Set<unknown> | undefined> {
		const [first] = [...asks, ...looks];
		if (!first) return undefined;
		const call = async () => {
			const startedAt = Date.now();
			const found = await first.helpers.checkProcessedAndRecord(entries, this.scope, OPTIONS);
			this.lastCall = Date.now() - startedAt;
			this.callTime = Math.max(this.callTime / 2, this.lastCall);
			return new Set<unknown>(found.new);
		};
		try {
			return await call().catch(async (error: unknown) => {
				if (CREATED_MEANWHILE.test(String(error))) return await call();
				throw error;
			});
		} catch (error) {
			for (const { fail } of asks) fail(error);
			return undefined;
		}
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

/** What says that a key is taken for good. */
function wordOf(id: string): string {
	return digest(`taken ${id}`);
}

/** What is stored of a key. */
export function digest(key: string): string {
	return createHash('sha256').update(key).digest('base64url');
}
