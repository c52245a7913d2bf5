import { backoff, MAX_TOTAL_WAIT, type Policy, type Surroundings } from './policy';

/** Something to send once. Parcels with one `lane` go out one after the other, in order. */
export interface Parcel {
	lane: string;
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
	/** Told once when a claimed parcel certainly did not go out. */
	release?(parcel: P): Promise<void>;
}

/**
 * Sends parcels with bounded concurrency, each lane in its order. The only place that decides when
 * a request goes out.
 * @returns one outcome per parcel, in the order of the parcels
 */
export async function deliver<P extends Parcel, Result>(
	parcels: P[],
	transport: Transport<P, Result>,
	policy: Policy,
	surroundings: Surroundings,
): Promise<Array<Outcome<Result>>> {
	const outcomes: Array<Outcome<Result>> = parcels.map(() => ({ state: 'held' }));
	const lanes = new Lanes(parcels);
	const gate = new Gate(policy.maxPerSecond, surroundings);
	let stopped = false;
	const halted = () => stopped || surroundings.cancelled();

	const worker = async () => {
		for (let lane = lanes.next(); lane !== undefined && !halted(); lane = lanes.next()) {
			const index = lane.shift() as number;
			const parcel = parcels[index] as P;
			const outcome = await deliverOne(parcel, transport, policy, surroundings, gate, halted);
			outcomes[index] = outcome;
			if (outcome.state === 'failed' && policy.stopOnFailure) stopped = true;
			lanes.giveBack(lane);
		}
	};
	const workers = Math.max(1, Math.min(policy.maxInFlight, lanes.size));
	await Promise.all(Array.from({ length: workers }, worker));
	return outcomes;
}

async function deliverOne<P extends Parcel, Result>(
	parcel: P,
	transport: Transport<P, Result>,
	policy: Policy,
	surroundings: Surroundings,
	gate: Gate,
	halted: () => boolean,
): Promise<Outcome<Result>> {
	await gate.pass(halted);
	if (halted()) return { state: 'held' };
	try {
		if ((await transport.claim?.(parcel)) === false) return { state: 'skipped' };
	} catch (error) {
		return { state: 'failed', error };
	}
	let waited = 0;
	let doubt: { error: unknown } | undefined;
	for (let tries = 1; ; tries++) {
		try {
			return { state: 'sent', result: await transport.send(parcel) };
		} catch (error) {
			const { verdict, retryAfter } = transport.judge(error);
			if (verdict === 'unknown') doubt = { error };
			const again = verdict === 'not_taken' || (verdict === 'unknown' && policy.retryUncertain);
			const wait = backoff(tries, retryAfter, surroundings.random);
			const worthIt = again && tries <= policy.maxRetries && waited + wait <= MAX_TOTAL_WAIT;
			if (worthIt && !halted()) {
				waited += wait;
				if (retryAfter !== undefined) gate.holdAll(wait);
				await surroundings.sleep(wait);
				await gate.pass(halted);
			}
			if (worthIt && !halted()) continue;
			if (!doubt) await transport.release?.(parcel);
			// A refusal does not undo an earlier try that may have gone out.
			return { state: 'failed', error: (doubt ?? { error }).error };
		}
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

	constructor(
		maxPerSecond: number,
		private readonly surroundings: Surroundings,
	) {
		this.gap = maxPerSecond > 0 ? 1000 / maxPerSecond : 0;
	}

	async pass(halted: () => boolean): Promise<void> {
		if (this.gap === 0 && this.nextStart === 0) return;
		const now = this.surroundings.now();
		const start = Math.max(now, this.nextStart);
		if (this.gap > 0) this.nextStart = start + this.gap;
		if (start > now && !halted()) await this.surroundings.sleep(start - now);
	}

	holdAll(milliseconds: number): void {
		this.nextStart = Math.max(this.nextStart, this.surroundings.now() + milliseconds);
	}
}
