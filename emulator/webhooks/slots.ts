/** Lets a limited number of jobs run at the same time; the others wait in line. */
export class Slots {
	private running = 0;
	private readonly waiting: Array<() => void> = [];
	private next = 0;

	/** Runs `job` as soon as fewer than `limit` are running. */
	async run(limit: number, job: () => Promise<void>): Promise<void> {
		if (this.running >= limit) await new Promise<void>((resolve) => this.waiting.push(resolve));
		else this.running++;
		try {
			await job();
		} finally {
			this.passOn();
		}
	}

	private passOn() {
		const following = this.waiting[this.next];
		if (following === undefined) {
			this.running--;
			return;
		}
		// Entries that had their turn are cut off now and then: shift() would copy the line each time.
		if (++this.next > 1000) {
			this.waiting.splice(0, this.next);
			this.next = 0;
		}
		following();
	}
}
