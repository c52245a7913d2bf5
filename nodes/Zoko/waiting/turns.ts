/**
 * Limits how many do something at the same time; the others take turns in the order in which they
 * came.
 */
export class Turns {
	private readonly waiting: Array<() => void> = [];
	private free: number;

	/** @param atOnce how many at the same time */
	constructor(atOnce: number) {
		this.free = atOnce;
	}

	/** Does the work when it is its turn. @returns and throws what the work does */
	async take<T>(work: () => Promise<T>): Promise<T> {
		if (this.free > 0) this.free--;
		else await new Promise<void>((resolve) => this.waiting.push(resolve));
		try {
			return await work();
		} finally {
			const next = this.waiting.shift();
			if (next) next();
			else this.free++;
		}
	}
}
