import { createHash } from 'node:crypto';

/**
 * What n8n keeps for a node while an execution lasts, also when "Retry On Fail" runs the node
 * again with all its items. Entries are small, because n8n may save them with the execution.
 */
export type LedgerStore = Record<string, unknown>;

export type LedgerEntry<Answer> =
	| { state: 'accepted'; answer: Answer }
	/** Went out, and nobody knows whether it arrived. */
	| { state: 'uncertain' }
	/** Did not go out, but its deduplication key is still taken, by this execution. */
	| { state: 'claimed' };

const SECTION = 'zokoSends';

/**
 * Remembers what became of each send of one run of a node, so that a re-run of the node sends only
 * the rest. An entry belongs to one run, one item and what that item is made of: a loop's next
 * round, another call of a tool, a changed message or another node never inherits it.
 */
export class Ledger<Answer> {
	private readonly entries: Record<string, LedgerEntry<Answer>>;
	private readonly prefix: string;

	/** @param run names the run of the node within its execution */
	constructor(
		private readonly store: LedgerStore,
		run: number | string,
	) {
		const known = store[SECTION];
		this.entries = (known ?? {}) as Record<string, LedgerEntry<Answer>>;
		if (!known) store[SECTION] = this.entries;
		this.prefix = `${run}.`;
	}

	/**
	 * The key of an item's message.
	 * @param origin what the message is made of, or the message itself
	 */
	key(itemIndex: number, origin: object): string {
		const digest = createHash('sha256').update(JSON.stringify(origin)).digest('base64url');
		return `${this.prefix}${itemIndex}.${digest.slice(0, 22)}`;
	}

	read(key: string): LedgerEntry<Answer> | undefined {
		return this.entries[key];
	}

	/** The deduplication key is taken, and nothing has gone out yet. */
	claimed(key: string): void {
		this.entries[key] = { state: 'claimed' };
	}

	/** Called right before a request leaves: until it is settled its fate is uncertain. */
	open(key: string): void {
		this.entries[key] = { state: 'uncertain' };
	}

	accepted(key: string, answer: Answer): void {
		this.entries[key] = { state: 'accepted', answer };
	}

	/** The message certainly did not go out, and nothing is held for it. */
	forget(key: string): void {
		delete this.entries[key];
	}

	/** How many messages of this run are in a state. */
	count(state: LedgerEntry<Answer>['state']): number {
		return this.own().filter((key) => this.entries[key]?.state === state).length;
	}

	/** Nothing is left to retry in this run, so nothing has to be remembered. */
	close(): void {
		for (const key of this.own()) delete this.entries[key];
		if (Object.keys(this.entries).length === 0) delete this.store[SECTION];
	}

	private own(): string[] {
		return Object.keys(this.entries).filter((key) => key.startsWith(this.prefix));
	}
}
