import { createHash } from 'node:crypto';

/**
 * What n8n keeps for a node while an execution lasts, also when "Retry On Fail" runs the node
 * again with all its items. Entries are small, because n8n may save them with the execution.
 */
export type LedgerStore = Record<string, unknown>;

export type LedgerEntry<Answer> =
	| { state: 'accepted'; answer: Answer }
	/** Went out, and nobody knows whether it arrived. */
	| { state: 'uncertain' };

const SECTION = 'zokoSends';

/**
 * Remembers what became of each send of one run of a node, so that a re-run of the node sends only
 * the rest. An entry belongs to one run index, one item and one exact body: a loop's next round, a
 * changed message or another node never inherits it.
 */
export class Ledger<Answer> {
	private readonly entries: Record<string, LedgerEntry<Answer>>;

	constructor(
		private readonly store: LedgerStore,
		private readonly runIndex: number,
	) {
		const known = store[SECTION];
		this.entries = (known ?? {}) as Record<string, LedgerEntry<Answer>>;
		if (!known) store[SECTION] = this.entries;
	}

	/** The key of an item's message. */
	key(itemIndex: number, body: object): string {
		const digest = createHash('sha256').update(JSON.stringify(body)).digest('base64url');
		return `${this.runIndex}.${itemIndex}.${digest.slice(0, 22)}`;
	}

	read(key: string): LedgerEntry<Answer> | undefined {
		return this.entries[key];
	}

	/** Called right before a request leaves: until it is settled its fate is uncertain. */
	open(key: string): void {
		this.entries[key] = { state: 'uncertain' };
	}

	accepted(key: string, answer: Answer): void {
		this.entries[key] = { state: 'accepted', answer };
	}

	/** The message certainly did not go out. */
	forget(key: string): void {
		delete this.entries[key];
	}

	/** Nothing is left to retry in this run, so nothing has to be remembered. */
	close(): void {
		const prefix = `${this.runIndex}.`;
		for (const key of Object.keys(this.entries)) {
			if (key.startsWith(prefix)) delete this.entries[key];
		}
		if (Object.keys(this.entries).length === 0) delete this.store[SECTION];
	}
}
