import type { Surroundings } from './retry';

/**
 * Limits how many requests start per second, and lets none start during a pause that the server
 * asked for.
 */
export class Pacing {
	private readonly gap: number;
	private nextStart = 0;
	private pausedUntil = 0;

	/** @param maxPerSecond 0 for no limit */
	constructor(
		maxPerSecond: number,
		private readonly surroundings: Surroundings,
	) {
		this.gap = maxPerSecond > 0 ? 1000 / maxPerSecond : 0;
	}

	/** Waits until a request may start, or until nothing is to start any more. */
	async next(stopped: () => boolean): Promise<void> {
		if (this.gap === 0 && this.pausedUntil === 0) return;
		do {
			const now = this.surroundings.now();
			const start = Math.max(now, this.nextStart, this.pausedUntil);
			if (this.gap > 0) this.nextStart = start + this.gap;
			if (start > now && !stopped()) await this.surroundings.sleep(start - now);
			// The pause may have been asked for, or prolonged, while this one waited.
		} while (!stopped() && this.surroundings.now() < this.pausedUntil);
	}

	/** Lets nothing start for this many milliseconds. */
	pause(milliseconds: number): void {
		this.pausedUntil = Math.max(this.pausedUntil, this.surroundings.now() + milliseconds);
	}
}
