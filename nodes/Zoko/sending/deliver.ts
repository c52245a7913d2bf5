import { backoff, MAX_TOTAL_WAIT, type Policy, type Surroundings } from './policy';

/** Something to send once. Parcels with one `lane` go out one after the other, in order. */
export interface Parcel {
	lane: string;
	/** What an earlier try failed with that may have gone out; a later failure does not undo it. */
	doubt?: unknown;
}

/** What the transport says of a try that did not succeed. */
export interface Refusal {
	/** `not_taken`: may be tried again. `unknown`: may have gone out. `final`: will not. */
	verdict: 'not_taken' | 'unknown' | 'final';
	/** Milliseconds that the server asked to wait. */
	retryAfter?: number;
}

export type Outcome<Result> =
	| { state: 'sent'; result: Result }
	| { state: 'failed'; error: unknown }
	/** Not sent, because its claim was refused. */
	| { state: 'skipped' }
	/** Never tried, because an earlier parcel failed or the execution was stopped. */
	| { state: 'held' };

export interface Transport<P extends Parcel, Result> {
	/** Asked once per parcel, right before its first try: whether it may go out at all. */
	claim?(parcel: P): Promise<boolean>;
	/** One try. Rejects when it did not succeed. */
	send(parcel: P): Promise<Result>;
	/** Says what a rejection means. */
	judge(error: unknown): Refusal;
	/**
	 * Told once when a claimed parcel certainly did not go out. May return another error to report
	 * than the one that it is given, which is undefined for a parcel that was never tried.
	 */
	release?(parcel: P, error: unknown): Promise<unknown>;
}

/**
 * Sends parcels with bounded concurrency, each lane in its order. The only place that decides when
 * a request goes out.
 * @returns one outcome per parcel, in the order of the parcels, once nothing is under way any more
 */
export async function deliver<P extends Parcel, Result>(
	parcels: P[],
	transport: Transport<P, Result>,
	policy: Policy,
	surroundings: Surroundings,
): Promise<Array<Outcome<Result>>> {
	const outcomes: Array<Outcome<Result>> = parcels.map((parcel) => untried(parcel));
	const lanes = new Lanes(parcels);
	const gate = new Gate(policy.maxPerSecond, surroundings);
	let stopped = false;
	const halted = () => stopped || surroundings.cancelled();

	const worker = async () => {
		for (let lane = lanes.next(); lane !== undefined && !halted(); lane = lanes.next()) {
			const index = lane.shift() as number;
			const parcel = parcels[index] as P;
			const courier = new Courier(parcel, transport, policy, surroundings, gate, halted);
			// A worker that ended early would leave the others at work behind the caller's back.
			const outcome = await courier.deliver().catch(failed);
			outcomes[index] = outcome;
			if (outcome.state === 'failed' && policy.stopOnFailure) stopped = true;
			lanes.giveBack(lane);
		}
	};
	const workers = Math.max(1, Math.min(policy.maxInFlight, lanes.size));
	await Promise.all(Array.from({ length: workers }, worker));
	return outcomes;
}

const failed = (error: unknown): { state: 'failed'; error: unknown } => ({
	state: 'failed',
	error,
});

function untried<Result>(parcel: Parcel): Outcome<Result> {
	return parcel.doubt === undefined ? { state: 'held' } : failed(parcel.doubt);
}

/** Brings one parcel to its outcome. */
class Courier<P extends Parcel, Result> {
	private doubt: unknown;

	constructor(
		private readonly parcel: P,
		private readonly transport: Transport<P, Result>,
		private readonly policy: Policy,
		private readonly surroundings: Surroundings,
		private readonly gate: Gate,
		private readonly halted: () => boolean,
	) {
		this.doubt = parcel.doubt;
	}

	async deliver(): Promise<Outcome<Result>> {
		const { parcel, transport, halted } = this;
		await this.gate.pass(halted);
		if (halted()) return untried(parcel);
		if ((await transport.claim?.(parcel)) === false) return { state: 'skipped' };
		if (halted()) return await this.giveUp(undefined);
		return await this.tryUntilSettled();
	}

	private async tryUntilSettled(): Promise<Outcome<Result>> {
		let waited = 0;
		for (let tries = 1; ; tries++) {
			try {
				return { state: 'sent', result: await this.transport.send(this.parcel) };
			} catch (error) {
				const { verdict, retryAfter } = this.transport.judge(error);
				if (verdict === 'unknown') this.doubt = error;
				const again =
					verdict === 'not_taken' || (verdict === 'unknown' && this.policy.retryUncertain);
				const wait = backoff(tries, retryAfter, this.surroundings.random);
				waited += wait;
				if (!again || tries > this.policy.maxRetries || waited > MAX_TOTAL_WAIT) {
					return await this.giveUp(error);
				}
				if (!(await this.pause(wait, retryAfter !== undefined))) return await this.giveUp(error);
			}
		}
	}

	/** @returns whether to go on */
	private async pause(milliseconds: number, everybody: boolean): Promise<boolean> {
		if (this.halted()) return false;
		if (everybody) this.gate.holdAll(milliseconds);
		await this.surroundings.sleep(milliseconds);
		await this.gate.pass(this.halted);
		return !this.halted();
	}

	/** A refusal does not undo an earlier try that may have gone out. */
	private async giveUp(error: unknown): Promise<Outcome<Result>> {
		if (this.doubt !== undefined) return failed(this.doubt);
		const instead = await this.transport.release?.(this.parcel, error);
		const reported = instead ?? error;
		return reported === undefined ? { state: 'held' } : failed(reported);
	}
}

/** Parcel indexes by lane. A lane is lent to one worker at a time, which keeps its order. */
class Lanes {
	private readonly waiting: number[][];
	private cursor = 0;
	readonly size: number;

	constructor(parcels: Parcel[]) {
		const lanes = new Map<string, number[]>();
		parcels.forEach(({ lane }, index) => {
			const indexes = lanes.get(lane);
			if (indexes) indexes.push(index);
			else lanes.set(lane, [index]);
		});
		this.waiting = [...lanes.values()];
		this.size = this.waiting.length;
	}

	next(): number[] | undefined {
		const lane = this.waiting[this.cursor];
		if (lane) this.cursor++;
		return lane;
	}

	giveBack(lane: number[]): void {
		if (lane.length > 0) this.waiting.push(lane);
	}
}

/** Lets requests start at most so many per second, and none while the server asked for a pause. */
class Gate {
	private readonly gap: number;
	private nextStart = 0;
	private pausedUntil = 0;

	constructor(
		maxPerSecond: number,
		private readonly surroundings: Surroundings,
	) {
		this.gap = maxPerSecond > 0 ? 1000 / maxPerSecond : 0;
	}

	async pass(halted: () => boolean): Promise<void> {
		if (this.gap === 0 && this.pausedUntil === 0) return;
		do {
			const now = this.surroundings.now();
			const start = Math.max(now, this.nextStart, this.pausedUntil);
			if (this.gap > 0) this.nextStart = start + this.gap;
			if (start > now && !halted()) await this.surroundings.sleep(start - now);
			// The pause may have been asked for, or prolonged, while this one waited.
		} while (!halted() && this.surroundings.now() < this.pausedUntil);
	}

	holdAll(milliseconds: number): void {
		this.pausedUntil = Math.max(this.pausedUntil, this.surroundings.now() + milliseconds);
	}
}
