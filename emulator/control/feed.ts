import type { StoredMessage } from '../store/types';

/** What has changed since the last batch. */
export interface Changes {
	messageIds: string[];
	deliveryIds: number[];
	/** True: everything may have changed (reset, clock, settings). */
	all: boolean;
}

const BATCH_MS = 80;

/** Beyond this many changes in one batch the page is told to read everything again. */
const LARGEST_BATCH = 300;

/** Tells the open pages what changed, in batches, so that thousands of sends a second cost little. */
export class Feed {
	private readonly listeners = new Set<(changes: Changes) => void>();
	private readonly messageIds = new Set<string>();
	private readonly deliveryIds = new Set<number>();
	private all = false;
	private waiting = false;

	constructor(private readonly wait: (ms: number, run: () => void) => void) {}

	/** Registers a page; returns the function that takes it off again. */
	listen(listener: (changes: Changes) => void): () => void {
		this.listeners.add(listener);
		return () => this.listeners.delete(listener);
	}

	messageChanged(message: StoredMessage) {
		if (this.listeners.size === 0) return;
		if (this.messageIds.size < LARGEST_BATCH) this.messageIds.add(message.id);
		else this.all = true;
		this.flushSoon();
	}

	deliveryChanged(id: number) {
		if (this.listeners.size === 0) return;
		if (this.deliveryIds.size < LARGEST_BATCH) this.deliveryIds.add(id);
		else this.all = true;
		this.flushSoon();
	}

	/** For what every batch carries anyway, such as the list of webhooks. */
	somethingChanged() {
		if (this.listeners.size > 0) this.flushSoon();
	}

	everythingChanged() {
		if (this.listeners.size === 0) return;
		this.all = true;
		this.flushSoon();
	}

	private flushSoon() {
		if (this.waiting) return;
		this.waiting = true;
		this.wait(BATCH_MS, () => this.flush());
	}

	private flush() {
		this.waiting = false;
		const changes: Changes = {
			messageIds: [...this.messageIds],
			deliveryIds: [...this.deliveryIds],
			all: this.all,
		};
		this.messageIds.clear();
		this.deliveryIds.clear();
		this.all = false;
		for (const listener of this.listeners) listener(changes);
	}
}
