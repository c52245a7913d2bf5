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

/**
 * Lets each key through once. Keys are stored as digests: they may hold order numbers and phones.
 */
export class Once {
	private last: Promise<unknown> = Promise.resolve();

	constructor(private readonly helpers: Deduplication) {}

	/** Whether the key is new. A new key is taken from now on. */
	async take(key: string, scope: DeduplicationScope): Promise<boolean> {
		return await this.inTurn(async () => {
			const { new: fresh } = await this.helpers.checkProcessedAndRecord(
				[digest(key)],
				scope,
				OPTIONS,
			);
			return fresh.length > 0;
		});
	}

	/** Gives a key back whose message did not go out. */
	async giveBack(key: string, scope: DeduplicationScope): Promise<void> {
		await this.inTurn(
			async () => await this.helpers.removeProcessed([digest(key)], scope, OPTIONS),
		);
	}

	/** n8n reads, then writes the list of keys, so two calls at once could overwrite each other. */
	private async inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
		const turn = this.last.then(work, work);
		this.last = turn.catch(() => undefined);
		return await turn;
	}
}

function digest(key: string): string {
	return createHash('sha256').update(key).digest('base64url');
}
