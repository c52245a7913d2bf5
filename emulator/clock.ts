/* eslint-disable @n8n/community-nodes/no-restricted-globals -- Delivery takes time, so the emulator needs a timer: this file holds the only ones. */
import { TaskHeap } from './taskHeap';

/** Tasks run in one turn of the event loop before requests get their turn again. */
const TASKS_PER_TURN = 200;

/** setTimeout fires at once for anything longer. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** Calls `run` after real milliseconds, whatever the emulated clock does; does not keep the process alive. */
export function afterRealTime(ms: number, run: () => void) {
	setTimeout(run, ms).unref();
}

/**
 * The emulator's time. It runs with the machine's, can be moved forward, and, when `manual`, moves
 * only then. One timer serves all waiting tasks, however many messages are under way.
 */
export class Clock {
	private readonly heap = new TaskHeap();
	private timer: ReturnType<typeof setTimeout> | undefined;
	private offset = 0;
	private stoppedAt: number;
	private order = 0;
	private advancing = 0;

	constructor(private readonly manual: boolean) {
		this.stoppedAt = Date.now();
	}

	/** Epoch milliseconds of the emulated world. */
	now(): number {
		return this.manual ? this.stoppedAt : Date.now() + this.offset;
	}

	/** Number of tasks that wait. */
	get pending(): number {
		return this.heap.size;
	}

	/** Runs `run` in `delayMs` emulated milliseconds, never before the caller has gone on. */
	schedule(delayMs: number, run: () => unknown) {
		this.heap.push({ due: this.now() + Math.max(0, delayMs), order: this.order++, run });
		this.arm();
	}

	/** Waits `delayMs` emulated milliseconds. */
	async sleep(delayMs: number): Promise<void> {
		await new Promise<void>((resolve) => this.schedule(delayMs, resolve));
	}

	/**
	 * Moves the time forward by `ms` and runs what falls due, each task at its own moment and to its
	 * end (a webhook attempt has been answered when the next task starts). Returns how many ran.
	 */
	async advance(ms: number): Promise<number> {
		const target = this.now() + ms;
		const ran = await this.runUntil((due) => due <= target);
		this.moveTo(target);
		return ran;
	}

	/** Runs everything that waits and everything that this brings about; stops at `limit` tasks. */
	async runAll(limit = 1_000_000): Promise<number> {
		return await this.runUntil((_due, ran) => ran < limit);
	}

	/** Forgets all waiting tasks. */
	clear() {
		this.heap.clear();
		clearTimeout(this.timer);
		this.timer = undefined;
	}

	private async runUntil(wanted: (due: number, ran: number) => boolean): Promise<number> {
		this.advancing++;
		let ran = 0;
		try {
			for (;;) {
				const next = this.heap.peek();
				if (next === undefined || !wanted(next.due, ran)) return ran;
				this.heap.pop();
				this.moveTo(next.due);
				await next.run();
				ran++;
			}
		} finally {
			this.advancing--;
			this.arm();
		}
	}

	private moveTo(moment: number) {
		if (this.manual) this.stoppedAt = Math.max(this.stoppedAt, moment);
		else this.offset += Math.max(0, moment - this.now());
	}

	private arm() {
		const next = this.heap.peek();
		if (this.manual || this.advancing > 0 || next === undefined) return;
		clearTimeout(this.timer);
		const wait = Math.min(Math.max(0, next.due - this.now()), LONGEST_TIMER_MS);
		this.timer = setTimeout(() => this.runDue(), wait);
	}

	private runDue() {
		this.timer = undefined;
		for (let ran = 0; ran < TASKS_PER_TURN; ran++) {
			const next = this.heap.peek();
			if (next === undefined || next.due > this.now() || this.advancing > 0) break;
			this.heap.pop();
			void next.run();
		}
		this.arm();
	}
}
