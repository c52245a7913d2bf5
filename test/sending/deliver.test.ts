import fc from 'fast-check';
import { deliver } from '../../nodes/Zoko/sending/deliver';
import type { Policy } from '../../nodes/Zoko/sending/policy';
import { FakeTime, parcels, policy, TestTransport, type TestParcel } from './world';

/** Sends parcels on fake time; `prepare` may change time and transport before. */
async function run(
	given: TestParcel[],
	how: Partial<Policy> = {},
	latency?: (id: number) => number,
	prepare: (transport: TestTransport, time: FakeTime) => void = () => undefined,
) {
	const time = new FakeTime();
	const transport = new TestTransport(time, latency);
	prepare(transport, time);
	const outcomes = await time.finish(deliver(given, transport, policy(how), time));
	const states = outcomes.map(({ state }) => state);
	return { outcomes, states, transport, time };
}

const repeat = (count: number, state: string) => Array.from({ length: count }, () => state);
const only = (verdicts: TestParcel['verdicts'], count = 1) => {
	const given = parcels(count);
	if (given[0]) given[0].verdicts = verdicts;
	return given;
};
const NOT_TAKEN = { verdict: 'not_taken' } as const;
const UNKNOWN = { verdict: 'unknown' } as const;
const FINAL = { verdict: 'final' } as const;

describe('order', () => {
	it('outcomes are in the order of the parcels, whatever is answered first', async () => {
		const { outcomes, time } = await run(parcels(10), {}, (id) => 1000 - id * 100);
		expect(outcomes).toEqual(
			Array.from({ length: 10 }, (_, id) => ({ state: 'sent', result: `taken ${id}` })),
		);
		expect(time.now()).toBe(1000);
	});

	it('parcels of one lane go one after the other', async () => {
		const { transport, time } = await run(parcels(5, () => 'one'));
		expect(transport.order).toEqual([0, 1, 2, 3, 4]);
		expect(transport.most).toBe(1);
		expect(time.now()).toBe(250);
	});

	it('a slow lane holds up no other', async () => {
		const lanes = parcels(12, (id) => (id % 2 ? 'slow' : `fast ${id}`));
		const { transport, time } = await run(lanes, { maxInFlight: 3 }, (id) => (id % 2 ? 500 : 10));
		expect(transport.order.filter((id) => id % 2)).toEqual([1, 3, 5, 7, 9, 11]);
		expect(time.now()).toBeLessThan(6 * 500 + 100);
	});

	it('a retried parcel keeps its place in its lane', async () => {
		const given = parcels(3, () => 'one');
		if (given[0]) given[0].verdicts = [NOT_TAKEN, NOT_TAKEN];
		const { transport, states } = await run(given);
		expect(transport.order).toEqual([0, 0, 0, 1, 2]);
		expect(states).toEqual(repeat(3, 'sent'));
	});

	it('sends every parcel exactly once, in lane order, within the bound', async () => {
		const shape = fc.record({
			lanes: fc.array(fc.nat(4), { maxLength: 25 }),
			maxInFlight: fc.integer({ min: 1, max: 6 }),
			times: fc.array(fc.integer({ min: 1, max: 90 }), { minLength: 25, maxLength: 25 }),
		});
		await fc.assert(
			fc.asyncProperty(shape, async ({ lanes, maxInFlight, times }) => {
				const given = parcels(lanes.length, (id) => `lane ${lanes[id]}`);
				const { transport, states } = await run(given, { maxInFlight }, (id) => times[id] ?? 1);
				expect(states).toEqual(repeat(lanes.length, 'sent'));
				expect([...transport.order].sort((a, b) => a - b)).toEqual(given.map(({ id }) => id));
				expect(transport.most).toBeLessThanOrEqual(maxInFlight);
				for (const lane of new Set(lanes)) {
					const inLane = transport.order.filter((id) => lanes[id] === lane);
					expect(inLane).toEqual([...inLane].sort((a, b) => a - b));
				}
			}),
			{ numRuns: 100 },
		);
	});

	it('nothing to send is nothing', async () => {
		expect((await run([])).outcomes).toEqual([]);
	});
});

describe('concurrency', () => {
	it.each([1, 2, 8, 10])('never more than %i at once, and as many as allowed', async (most) => {
		const { transport, time } = await run(parcels(40), { maxInFlight: most });
		expect(transport.most).toBe(most);
		expect(time.now()).toBe(Math.ceil(40 / most) * 50);
	});
});

describe('pacing', () => {
	it.each([1, 5, 20])('%i per second', async (maxPerSecond) => {
		const { transport } = await run(parcels(25), { maxPerSecond });
		const gaps = transport.starts.map(
			({ at }, index) => at - (transport.starts[index - 1]?.at ?? 0),
		);
		expect(transport.starts[0]?.at).toBe(0);
		for (const gap of gaps.slice(1)) expect(gap).toBeGreaterThanOrEqual(1000 / maxPerSecond - 1e-6);
	});

	it('retries count as starts too', async () => {
		const { transport } = await run(only([NOT_TAKEN, NOT_TAKEN], 5), { maxPerSecond: 2 });
		const times = transport.starts.map(({ at }) => at).sort((a, b) => a - b);
		expect(times).toHaveLength(7);
		times
			.slice(1)
			.forEach((at, index) => expect(at - (times[index] ?? 0)).toBeGreaterThanOrEqual(499));
	});

	it('no limit waits for nothing', async () => {
		const { time } = await run(parcels(10));
		expect(time.sleeps).toEqual([]);
	});
});

describe('retries', () => {
	it('what was not taken is tried again, with growing waits', async () => {
		const { states, transport, time } = await run(only([NOT_TAKEN, NOT_TAKEN, NOT_TAKEN]));
		expect(states).toEqual(['sent']);
		expect(transport.order).toHaveLength(4);
		expect(time.sleeps).toEqual([250, 500, 1000]);
	});

	it('not more often than allowed', async () => {
		const { outcomes, transport } = await run(only(Array(5).fill(NOT_TAKEN)), { maxRetries: 2 });
		expect(transport.order).toHaveLength(3);
		expect(outcomes).toEqual([
			{ state: 'failed', error: expect.objectContaining({ message: 'not_taken 0' }) },
		]);
	});

	it.each([
		['final', FINAL],
		['in doubt', UNKNOWN],
	])('never what is %s', async (_name, verdict) => {
		const { states, transport } = await run(only([verdict]));
		expect(states).toEqual(['failed']);
		expect(transport.order).toEqual([0]);
	});

	it('what is in doubt only when asked to', async () => {
		const { states, transport } = await run(only([UNKNOWN]), { retryUncertain: true });
		expect(states).toEqual(['sent']);
		expect(transport.order).toEqual([0, 0]);
	});

	it('waits as long as the server asks, and so do all others', async () => {
		const given = only([{ verdict: 'not_taken', retryAfter: 3000 }], 4);
		const { transport, states } = await run(given, { maxInFlight: 1 });
		expect(states).toEqual(repeat(4, 'sent'));
		expect(transport.order).toEqual([0, 0, 1, 2, 3]);
		expect(transport.starts[1]?.at).toBe(3050);
	});

	it('during the pause that the server asked for nobody starts', async () => {
		const given = parcels(6);
		if (given[0]) given[0].verdicts = [{ verdict: 'not_taken', retryAfter: 5000 }];
		const { transport } = await run(given, { maxInFlight: 2 }, (id) => (id === 0 ? 10 : 100));
		const during = transport.starts.filter(({ at }) => at > 10 && at < 5010);
		expect(during).toEqual([]);
	});

	it('gives up rather than hanging for hours', async () => {
		const { states, transport, time } = await run(
			only([{ verdict: 'not_taken', retryAfter: 3_600_000 }]),
		);
		expect(states).toEqual(['failed']);
		expect(transport.order).toEqual([0]);
		expect(time.now()).toBeLessThan(1000);
	});
});

describe('failures', () => {
	it('the first one stops what has not started', async () => {
		const { states, transport } = await run(only([FINAL], 20), { maxInFlight: 4 });
		expect(transport.order).toEqual([0, 1, 2, 3]);
		expect(states).toEqual(['failed', ...repeat(3, 'sent'), ...repeat(16, 'held')]);
	});

	it('unless it is to go on', async () => {
		const { states } = await run(only([FINAL], 20), { stopOnFailure: false, maxInFlight: 4 });
		expect(states).toEqual(['failed', ...repeat(19, 'sent')]);
	});

	it('a failed parcel does not hold up the rest of its lane when it is to go on', async () => {
		const given = parcels(3, () => 'one');
		if (given[0]) given[0].verdicts = [FINAL];
		const { states } = await run(given, { stopOnFailure: false });
		expect(states).toEqual(['failed', 'sent', 'sent']);
	});

	it('a failure ends the retries of the others, too', async () => {
		const given = parcels(2);
		if (given[0]) given[0].verdicts = Array(9).fill({ verdict: 'not_taken', retryAfter: 10_000 });
		if (given[1]) given[1].verdicts = [FINAL];
		const { transport, states } = await run(given, {}, (id) => (id === 1 ? 100 : 10));
		expect(states).toEqual(['failed', 'failed']);
		expect(transport.order.filter((id) => id === 0)).toHaveLength(1);
	});

	it('a refusal does not undo an earlier try that may have gone out', async () => {
		const { outcomes, transport } = await run(only([UNKNOWN, FINAL]), { retryUncertain: true });
		expect(outcomes[0]).toMatchObject({ state: 'failed', error: { message: 'unknown 0' } });
		expect(transport.log).not.toContain('release 0');
	});
});

describe('claims', () => {
	it('are asked for once, right before the first try', async () => {
		const { transport } = await run(only([NOT_TAKEN, NOT_TAKEN]));
		expect(transport.log).toEqual(['claim 0', 'send 0', 'send 0', 'send 0']);
	});

	it('a refused claim skips the parcel and nothing else', async () => {
		const { states, transport } = await run(parcels(3), {}, undefined, (refusing) => {
			refusing.refusedClaims.add(1);
		});
		expect(states).toEqual(['sent', 'skipped', 'sent']);
		expect(transport.order).toEqual([0, 2]);
	});

	it('are given back when the parcel certainly did not go out', async () => {
		const { transport } = await run(only([NOT_TAKEN, FINAL]));
		expect(transport.log).toEqual(['claim 0', 'send 0', 'send 0', 'release 0']);
	});

	it('are kept while there is doubt', async () => {
		const { transport } = await run(only([UNKNOWN]));
		expect(transport.log).toEqual(['claim 0', 'send 0']);
	});

	it('a claim that fails fails the parcel, unsent', async () => {
		const { states, transport } = await run(parcels(1), {}, undefined, (failing) => {
			failing.claim = async () => await Promise.reject(new Error('database away'));
		});
		expect(states).toEqual(['failed']);
		expect(transport.order).toEqual([]);
	});
});

describe('a stopped execution', () => {
	it('starts nothing more, and knows what became of what is under way', async () => {
		const { states, transport } = await run(
			parcels(9),
			{ maxInFlight: 3 },
			undefined,
			(slow, time) => {
				const claim = slow.claim.bind(slow);
				slow.claim = async (parcel) => {
					if (parcel.id === 4) time.cancel();
					return await claim(parcel);
				};
			},
		);
		expect(transport.order.length).toBeLessThanOrEqual(6);
		expect(states.slice(0, 3)).toEqual(repeat(3, 'sent'));
		expect(states.slice(6)).toEqual(repeat(3, 'held'));
	});

	it('ends waits', async () => {
		const given = only([{ verdict: 'not_taken', retryAfter: 60_000 }]);
		const { states, time } = await run(given, {}, undefined, (transport, clock) => {
			const judge = transport.judge.bind(transport);
			transport.judge = (error) => {
				clock.cancel();
				return judge(error);
			};
		});
		expect(states).toEqual(['failed']);
		expect(time.now()).toBeLessThan(60_000);
	});
});
