import type { Parcel, Refusal, Transport } from '../../nodes/Zoko/sending/deliver';
import type { Policy, Surroundings } from '../../nodes/Zoko/sending/policy';

/** Time that passes only when everything waits for it, so that tests are exact and fast. */
export class FakeTime implements Surroundings {
	private time = 0;
	private timers: Array<{ at: number; wake: () => void }> = [];
	private stopped = false;

	/** Every wait that was asked for, in milliseconds. */
	readonly sleeps: number[] = [];

	constructor(private readonly chance = 0.5) {}

	now = () => this.time;
	random = () => this.chance;
	cancelled = () => this.stopped;

	async sleep(milliseconds: number): Promise<void> {
		this.sleeps.push(milliseconds);
		if (this.stopped) return;
		await this.wait(milliseconds);
	}

	/** As a server takes time to answer; not interrupted by cancelling. */
	async wait(milliseconds: number): Promise<void> {
		await new Promise<void>((wake) => this.timers.push({ at: this.time + milliseconds, wake }));
	}

	cancel(): void {
		this.stopped = true;
		for (const { wake } of this.timers) wake();
	}

	/** Lets time pass until the work is done. */
	async finish<Result>(work: Promise<Result>): Promise<Result> {
		let done = false;
		const end = work.finally(() => (done = true));
		end.catch(() => undefined);
		for (;;) {
			for (let turn = 0; turn < 50 && !done; turn++) await Promise.resolve();
			if (done) return await end;
			this.timers.sort((a, b) => a.at - b.at);
			const next = this.timers.shift();
			if (!next) throw new Error('The work waits for nothing that will happen');
			this.time = Math.max(this.time, next.at);
			next.wake();
		}
	}
}

export interface TestParcel extends Parcel {
	id: number;
	/** Verdicts of its tries; the try after the last one succeeds. */
	verdicts: Array<Refusal & { error?: unknown }>;
}

/** Parcels with one lane each, unless lanes are given. */
export function parcels(count: number, laneOf = (id: number) => `lane ${id}`): TestParcel[] {
	return Array.from({ length: count }, (_, id) => ({ id, lane: laneOf(id), verdicts: [] }));
}

export class Refused extends Error {
	constructor(
		readonly refusal: Refusal,
		text: string,
	) {
		super(text);
	}
}

/** A server on fake time that writes down what happens. */
export class TestTransport implements Transport<TestParcel, string> {
	readonly log: string[] = [];
	/** When each try began, by parcel id. */
	readonly starts: Array<{ id: number; at: number }> = [];
	inFlight = 0;
	most = 0;
	refusedClaims = new Set<number>();

	constructor(
		private readonly time: FakeTime,
		private readonly latency: (id: number) => number = () => 50,
	) {}

	async claim({ id }: TestParcel): Promise<boolean> {
		this.log.push(`claim ${id}`);
		return !this.refusedClaims.has(id);
	}

	async send({ id, verdicts }: TestParcel): Promise<string> {
		this.starts.push({ id, at: this.time.now() });
		this.log.push(`send ${id}`);
		this.most = Math.max(this.most, ++this.inFlight);
		await this.time.wait(this.latency(id));
		this.inFlight--;
		const verdict = verdicts.shift();
		if (!verdict) return `taken ${id}`;
		throw new Refused(verdict, `${verdict.verdict} ${id}`);
	}

	judge(error: unknown): Refusal {
		return error instanceof Refused ? error.refusal : { verdict: 'unknown' };
	}

	async release({ id }: TestParcel): Promise<void> {
		this.log.push(`release ${id}`);
	}

	/** Parcel ids in the order in which their tries began. */
	get order(): number[] {
		return this.starts.map(({ id }) => id);
	}
}

export function policy(more: Partial<Policy> = {}): Policy {
	return {
		maxInFlight: 10,
		maxPerSecond: 0,
		maxRetries: 3,
		retryUncertain: false,
		stopOnFailure: true,
		...more,
	};
}
