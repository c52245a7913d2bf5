import { ZokoError } from '../../nodes/Zoko/errors/problem';
import { SendRecord } from '../../nodes/Zoko/sending/record';
import type { Surroundings } from '../../nodes/Zoko/sending/retry';
import type { Policy, Queued } from '../../nodes/Zoko/sending/send-all';

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

/** How a try ends that does not succeed. */
export interface Refusal {
	verdict: 'not_taken' | 'unknown' | 'final';
	/** Milliseconds that the server asks to wait. */
	retryAfter?: number;
}

export interface TestMessage extends Queued {
	number: number;
	/** Verdicts of its tries; the try after the last one succeeds. */
	verdicts: Refusal[];
}

/** Messages to one customer each, unless customers are given. */
export function messages(
	count: number,
	customerOf = (id: number) => `customer ${id}`,
): TestMessage[] {
	return Array.from({ length: count }, (_, number) => ({
		number,
		id: `0.${number}`,
		deduplication: { key: String(number), scope: 'node' },
		customer: customerOf(number),
		verdicts: [],
	}));
}

const PROBLEMS = {
	not_taken: { category: 'rate_limited', retryable: true },
	unknown: { category: 'ambiguous', retryable: false },
	final: { category: 'rejected', retryable: false },
} as const;

/** A server on fake time that writes down what happens. */
export class TestServer {
	readonly log: string[] = [];
	/** When each try began, by message number. */
	readonly starts: Array<{ id: number; at: number }> = [];
	inFlight = 0;
	most = 0;
	refusedClaims = new Set<number>();
	readonly record = new SendRecord<string>({}, 0, {
		take: async (key) => await this.claim({ id: Number(key) }),
		giveBack: async (key) => await this.release({ id: Number(key) }),
	});

	constructor(
		private readonly time: FakeTime,
		private readonly latency: (id: number) => number = () => 50,
	) {}

	async claim({ id }: { id: number }): Promise<boolean> {
		this.log.push(`claim ${id}`);
		return !this.refusedClaims.has(id);
	}

	send = async (message: TestMessage): Promise<string> =>
		await this.record.attempt(message, async () => await this.request(message));

	private async request({ number: id, verdicts }: TestMessage): Promise<string> {
		this.starts.push({ id, at: this.time.now() });
		this.log.push(`send ${id}`);
		this.most = Math.max(this.most, ++this.inFlight);
		await this.time.wait(this.latency(id));
		this.inFlight--;
		const verdict = verdicts.shift();
		if (!verdict) return `taken ${id}`;
		throw this.judge(verdict, `${verdict.verdict} ${id}`);
	}

	judge({ verdict, retryAfter }: Refusal, message: string): ZokoError {
		return new ZokoError({ ...PROBLEMS[verdict], message, advice: '', retryAfter });
	}

	async release({ id }: { id: number }): Promise<void> {
		this.log.push(`release ${id}`);
	}

	/** Message numbers in the order in which their tries began. */
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
