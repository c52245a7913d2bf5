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
 * Entries remembered per list, at most two for each key; the oldest go first. n8n rewrites them all
 * each time.
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

/** The error of a process that creates a list at the same moment as another one. */
const CREATED_MEANWHILE = /unique|duplicate/i;

/** Waits so many milliseconds. */
type Sleep = (milliseconds: number) => Promise<void>;

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
}

/** Where keys are kept, by list: all executions of this process that share a list take turns. */
const lists = new Map<string, List>();

/**
 * Lets each key through once. Keys are stored as digests: they may hold order numbers and phones.
 *
 * Executions of one process take turns. Another process can still read the list at the same moment
 * and overwrite what was written here, so each taker leaves a mark of its own beside the key, and
 * checks after a while: the taker whose mark is there has the key, and what was overwritten is
 * written again.
 */
export class Once {
	/** @param node id of the node, whose keys are apart in scope `node` */
	constructor(
		private readonly helpers: Deduplication,
		private readonly workflow: string,
		private readonly node: string,
		private readonly sleep: Sleep,
	) {}

	/** Whether the key is new. A new key is taken from now on. */
	async take(key: string, scope: DeduplicationScope): Promise<boolean> {
		return await this.ask(key, scope, false);
	}

	/** Like {@link take} in a single database call, for an n8n with one process. */
	async takeAlone(key: string, scope: DeduplicationScope): Promise<boolean> {
		return await this.ask(key, scope, true);
	}

	/** Gives a key back whose message did not go out. */
	async giveBack(key: string, scope: DeduplicationScope): Promise<void> {
		await this.list(scope).remove(digest(key), this.helpers);
	}

	private async ask(key: string, scope: DeduplicationScope, alone: boolean): Promise<boolean> {
		const { helpers, sleep } = this;
		return await new Promise((answer, fail) => {
			this.list(scope).add({ id: digest(key), alone, answer, fail, helpers, sleep });
		});
	}

	private list(scope: DeduplicationScope): List {
		const name = scope === 'node' ? `${this.workflow}/${this.node}` : this.workflow;
		const list = lists.get(name) ?? new List(scope, () => lists.delete(name));
		lists.set(name, list);
		return list;
	}
}

/** The takers of one list in this process. */
class List {
	private asks: Ask[] = [];
	private holds: Hold[] = [];
	private removal?: { ids: string[]; done: Promise<void> };
	private turns: Promise<unknown> = Promise.resolve();
	private turnsAhead = 0;
	private taking = false;
	/** When a call of this process ended last. */
	private touchedAt = 0;
	/** Milliseconds that calls take at present; a slow one counts for a while. */
	private callTime = 0;

	constructor(
		private readonly scope: DeduplicationScope,
		private readonly ended: () => void,
	) {}

	add(ask: Ask): void {
		this.asks.push(ask);
		if (!this.taking) void this.takeAll();
	}

	/** Removes an entry, together with all others that wait for the same turn. */
	async remove(id: string, helpers: Deduplication): Promise<void> {
		if (!this.removal) {
			const ids: string[] = [];
			const done = this.inTurn(async () => {
				this.removal = undefined;
				await helpers.removeProcessed(ids, this.scope, OPTIONS);
			});
			this.removal = { ids, done };
		}
		this.removal.ids.push(id);
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
		const marked = asks.filter(({ alone }) => !alone);
		const marks = new Map(marked.map(({ id }) => [id, digest(randomUUID())]));
		const missing = await this.record(
			[...holds, ...asks],
			[
				...holds.flatMap(({ id, mark }) => [id, mark]),
				...[...marks].flat(),
				...new Set(asks.flatMap(({ id }) => (marks.has(id) ? [] : [id]))),
			],
		);
		if (!missing) return;
		for (const hold of holds) {
			// Both were overwritten by somebody with another key, and have now been written again.
			if (missing.delete(hold.id) && missing.has(hold.mark)) this.holds.push(hold);
			else hold.answer(!missing.has(hold.mark));
		}
		for (const ask of asks) {
			// The first to ask for a key gets it; the others in the same turn find it taken.
			const fresh = missing.delete(ask.id);
			const mark = marks.get(ask.id);
			if (fresh && mark !== undefined) this.holds.push({ ...ask, mark });
			else ask.answer(fresh);
		}
	}

	/**
	 * Records entries; a fault is told to all who asked.
	 * @returns those that were not there before
	 */
	private async record(asks: Ask[], entries: string[]): Promise<Set<unknown> | undefined> {
		const [first] = asks;
		if (!first) return undefined;
		const call = async () => {
			const startedAt = Date.now();
			const found = await first.helpers.checkProcessedAndRecord(entries, this.scope, OPTIONS);
			this.callTime = Math.max(this.callTime / 2, Date.now() - startedAt);
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
			if (--this.turnsAhead === 0 && this.asks.length + this.holds.length === 0) this.ended();
		}
	}
}

function digest(key: string): string {
	return createHash('sha256').update(key).digest('base64url');
}
