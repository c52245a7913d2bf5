import { createHash } from 'node:crypto';
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

/** Keys remembered per scope; the oldest fall out. n8n rewrites the whole list each time. */
const MAX_ENTRIES = 10_000;
const OPTIONS: ICheckProcessedOptions = { mode: 'entries', maxEntries: MAX_ENTRIES };

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

/**
 * Lets each key through once. Keys are stored as digests: they may hold order numbers and phones.
 */
export class Once {
	private readonly waiting = new Map<DeduplicationScope, Ask[]>();

	/**
	 * @param list names the node whose keys these are; executions that share it take turns
	 */
	constructor(
		private readonly helpers: Deduplication,
		private readonly list = '',
	) {}

	/** Whether the key is new. A new key is taken from now on. */
	async take(key: string, scope: DeduplicationScope): Promise<boolean> {
		return await new Promise((answer, fail) => {
			const asks = this.waiting.get(scope) ?? [];
			asks.push({ id: digest(key), answer, fail });
			if (asks.length > 1) return;
			this.waiting.set(scope, asks);
			void this.inTurn(async () => await this.askAll(scope));
		});
	}

	/** Gives a key back whose message did not go out. */
	async giveBack(key: string, scope: DeduplicationScope): Promise<void> {
		await this.inTurn(
			async () => await this.helpers.removeProcessed([digest(key)], scope, OPTIONS),
		);
	}

	/** One call for all who wait for their turn, because each call rewrites the whole list. */
	private async askAll(scope: DeduplicationScope): Promise<void> {
		const asks = this.waiting.get(scope) ?? [];
		this.waiting.delete(scope);
		try {
			const { new: found } = await this.record([...new Set(asks.map(({ id }) => id))], scope);
			const fresh = new Set(found);
			// The first who asks for a key gets it, the others of the same turn find it taken.
			for (const { id, answer } of asks) answer(fresh.delete(id));
		} catch (error) {
			for (const { fail } of asks) fail(error);
		}
	}

	private async record(ids: string[], scope: DeduplicationScope) {
		try {
			return await this.helpers.checkProcessedAndRecord(ids, scope, OPTIONS);
		} catch (error) {
			const problem: unknown = error;
			if (!CREATED_MEANWHILE.test(String(problem))) throw problem;
			return await this.helpers.checkProcessedAndRecord(ids, scope, OPTIONS);
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
