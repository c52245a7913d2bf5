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

/** Entries remembered per list, two for each key; the oldest fall out. n8n rewrites all each time. */
const MAX_ENTRIES = 20_000;
const OPTIONS: ICheckProcessedOptions = { mode: 'entries', maxEntries: MAX_ENTRIES };

/**
 * Time after which a key is looked at again, in milliseconds: longer than n8n takes between reading
 * a list and writing it back, short beside the time that Zoko takes for a message. Where n8n's
 * database is slow, it is so many times what a call takes.
 */
const LOOK_AGAIN_AFTER = 50;
const TIMES_A_CALL = 4;

/** What two n8n processes get when both create the same list at the same moment. */
const CREATED_MEANWHILE = /unique|duplicate/i;

/**
 * The turns of all executions in this process, by list of keys. n8n reads a list, then writes it
 * back, so two calls at once could both find a key new, and would lose one of two keys.
 */
const turns = new Map<string, Promise<unknown>>();

interface Ask {
	id: string;
	answer(fresh: boolean): void;
	fail(error: unknown): void;
}

/** A key that looks new, and what its taker wrote beside it. */
interface Hold extends Ask {
	mark: string;
}

/**
 * Lets each key through once. Keys are stored as digests: they may hold order numbers and phones.
 *
 * Executions of one process take turns. Another process can still read the list at the same moment
 * and write over what was written here, so each taker leaves a mark of its own beside the key, and
 * looks after a while: whose mark is there has the key, and what was written over is written again.
 */
export class Once {
	private readonly waiting = new Map<DeduplicationScope, Ask[]>();
	/** Milliseconds that calls take at present; a slow one counts for a while. */
	private callTime = 0;

	/**
	 * @param list names the workflow whose keys these are; executions that share it take turns
	 * @param sleep waits so many milliseconds
	 */
	constructor(
		private readonly helpers: Deduplication,
		private readonly list: string,
		private readonly sleep: (milliseconds: number) => Promise<void>,
	) {}

	/** Whether the key is new. A new key is taken from now on. */
	async take(key: string, scope: DeduplicationScope): Promise<boolean> {
		return await new Promise((answer, fail) => {
			const asks = this.waiting.get(scope) ?? [];
			asks.push({ id: digest(key), answer, fail });
			if (asks.length > 1) return;
			this.waiting.set(scope, asks);
			void this.inTurn(async () => await this.askAll(scope)).then(
				async (holds) => await this.lookAgain(holds, scope),
			);
		});
	}

	/** Gives a key back whose message did not go out. */
	async giveBack(key: string, scope: DeduplicationScope): Promise<void> {
		await this.inTurn(
			async () => await this.helpers.removeProcessed([digest(key)], scope, OPTIONS),
		);
	}

	/** One call for all who wait for their turn, because each call rewrites the whole list. */
	private async askAll(scope: DeduplicationScope): Promise<Hold[]> {
		const asks = this.waiting.get(scope) ?? [];
		this.waiting.delete(scope);
		const marks = new Map(asks.map(({ id }) => [id, digest(randomUUID())]));
		const fresh = await this.record([...marks].flat(), scope, asks);
		return asks.flatMap((ask) => {
			// The first who asks for a key gets it, the others of the same turn find it taken.
			if (fresh?.delete(ask.id)) return { ...ask, mark: marks.get(ask.id) as string };
			ask.answer(false);
			return [];
		});
	}

	private async lookAgain(taken: Hold[], scope: DeduplicationScope): Promise<void> {
		for (let holds = taken; holds.length > 0; ) {
			await this.sleep(Math.max(LOOK_AGAIN_AFTER, TIMES_A_CALL * this.callTime));
			const entries = holds.flatMap(({ id, mark }) => [id, mark]);
			const missing = await this.inTurn(async () => await this.record(entries, scope, holds));
			if (!missing) return;
			holds = holds.filter(({ id, mark, answer }) => {
				// Both were written over, by somebody with another key, and are written again now.
				if (missing.has(id) && missing.has(mark)) return true;
				answer(!missing.has(mark));
				return false;
			});
		}
	}

	/**
	 * Records entries; a fault is told to all who asked.
	 * @returns those that were not there before
	 */
	private async record(
		entries: string[],
		scope: DeduplicationScope,
		asks: Ask[],
	): Promise<Set<unknown> | undefined> {
		const call = async () => {
			const startedAt = Date.now();
			const found = await this.helpers.checkProcessedAndRecord(entries, scope, OPTIONS);
			this.callTime = Math.max(this.callTime / 2, Date.now() - startedAt);
			return new Set(found.new);
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
		const before = turns.get(this.list) ?? Promise.resolve();
		const turn = before.then(work, work);
		const settled = turn.catch(() => undefined);
		turns.set(this.list, settled);
		try {
			return await turn;
		} finally {
			if (turns.get(this.list) === settled) turns.delete(this.list);
		}
	}
}

function digest(key: string): string {
	return createHash('sha256').update(key).digest('base64url');
}
