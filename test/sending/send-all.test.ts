import fc from 'fast-check';
import { sendAll } from '../../nodes/Zoko/sending/send-all';
import type { Policy } from '../../nodes/Zoko/sending/send-all';
import { FakeTime, messages, policy, TestServer, type TestMessage } from './world';

/** Sends messages on fake time; `prepare` may change time and server before. */
async function run(
	given: TestMessage[],
	how: Partial<Policy> = {},
	latency?: (id: number) => number,
	prepare: (server: TestServer, time: FakeTime) => void = () => undefined,
) {
	const time = new FakeTime();
	const server = new TestServer(time, latency);
	prepare(server, time);
	const outcomes = await time.finish(sendAll(given, server.record, server.send, policy(how), time));
	const states = outcomes.map(({ state }) => state);
	return { outcomes, states, server, time };
}

const repeat = (count: number, state: string) => Array.from({ length: count }, () => state);
const only = (verdicts: TestMessage['verdicts'], count = 1) => {
	const given = messages(count);
	if (given[0]) given[0].verdicts = verdicts;
	return given;
};
const NOT_TAKEN = { verdict: 'not_taken' } as const;
const UNKNOWN = { verdict: 'unknown' } as const;
const FINAL = { verdict: 'final' } as const;

describe('order', () => {
	it('outcomes are in the order of the messages, whatever is answered first', async () => {
		const { outcomes, time } = await run(messages(10), {}, (id) => 1000 - id * 100);
		expect(outcomes).toEqual(
			Array.from({ length: 10 }, (_, id) => ({ state: 'sent', result: `taken ${id}` })),
		);
		expect(time.now()).toBe(1000);
	});

	it('messages to one customer go one after the other', async () => {
		const { server, time } = await run(messages(5, () => 'one'));
		expect(server.order).toEqual([0, 1, 2, 3, 4]);
		expect(server.most).toBe(1);
		expect(time.now()).toBe(250);
	});

	it('a slow customer holds up no other', async () => {
		const customers = messages(12, (id) => (id % 2 ? 'slow' : `fast ${id}`));
		const { server, time } = await run(customers, { maxInFlight: 3 }, (id) => (id % 2 ? 500 : 10));
		expect(server.order.filter((id) => id % 2)).toEqual([1, 3, 5, 7, 9, 11]);
		expect(time.now()).toBeLessThan(6 * 500 + 100);
	});

	it('a retried message keeps its place', async () => {
		const given = messages(3, () => 'one');
		if (given[0]) given[0].verdicts = [NOT_TAKEN, NOT_TAKEN];
		const { server, states } = await run(given);
		expect(server.order).toEqual([0, 0, 0, 1, 2]);
		expect(states).toEqual(repeat(3, 'sent'));
	});

	it('sends every message exactly once, those to one customer in order, within the bound', async () => {
		const shape = fc.record({
			customers: fc.array(fc.nat(4), { maxLength: 25 }),
			maxInFlight: fc.integer({ min: 1, max: 6 }),
			times: fc.array(fc.integer({ min: 1, max: 90 }), { minLength: 25, maxLength: 25 }),
		});
		await fc.assert(
			fc.asyncProperty(shape, async ({ customers, maxInFlight, times }) => {
				const given = messages(customers.length, (id) => `customer ${customers[id]}`);
				const { server, states } = await run(given, { maxInFlight }, (id) => times[id] ?? 1);
				expect(states).toEqual(repeat(customers.length, 'sent'));
				expect([...server.order].sort((a, b) => a - b)).toEqual(given.map(({ number }) => number));
				expect(server.most).toBeLessThanOrEqual(maxInFlight);
				for (const customer of new Set(customers)) {
					const ofOne = server.order.filter((id) => customers[id] === customer);
					expect(ofOne).toEqual([...ofOne].sort((a, b) => a - b));
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
		const { server, time } = await run(messages(40), { maxInFlight: most });
		expect(server.most).toBe(most);
		expect(time.now()).toBe(Math.ceil(40 / most) * 50);
	});
});

describe('pacing', () => {
	it.each([1, 5, 20])('%i per second', async (maxPerSecond) => {
		const { server } = await run(messages(25), { maxPerSecond });
		const gaps = server.starts.map(({ at }, index) => at - (server.starts[index - 1]?.at ?? 0));
		expect(server.starts[0]?.at).toBe(0);
		for (const gap of gaps.slice(1)) expect(gap).toBeGreaterThanOrEqual(1000 / maxPerSecond - 1e-6);
	});

	it('retries count as starts too', async () => {
		const { server } = await run(only([NOT_TAKEN, NOT_TAKEN], 5), { maxPerSecond: 2 });
		const times = server.starts.map(({ at }) => at).sort((a, b) => a - b);
		expect(times).toHaveLength(7);
		times
			.slice(1)
			.forEach((at, index) => expect(at - (times[index] ?? 0)).toBeGreaterThanOrEqual(499));
	});

	it('no limit waits for nothing', async () => {
		const { time } = await run(messages(10));
		expect(time.sleeps).toEqual([]);
	});
});

describe('retries', () => {
	it('what was not taken is tried again, with growing waits', async () => {
		const { states, server, time } = await run(only([NOT_TAKEN, NOT_TAKEN, NOT_TAKEN]));
		expect(states).toEqual(['sent']);
		expect(server.order).toHaveLength(4);
		expect(time.sleeps).toEqual([250, 500, 1000]);
	});

	it('not more often than allowed', async () => {
		const { outcomes, server } = await run(only(Array(5).fill(NOT_TAKEN)), { maxRetries: 2 });
		expect(server.order).toHaveLength(3);
		expect(outcomes).toEqual([
			{ state: 'failed', error: expect.objectContaining({ message: 'not_taken 0' }) },
		]);
	});

	it.each([
		['final', FINAL],
		['uncertain', UNKNOWN],
	])('never what is %s', async (_name, verdict) => {
		const { states, server } = await run(only([verdict]));
		expect(states).toEqual(['failed']);
		expect(server.order).toEqual([0]);
	});

	it('what is uncertain only when asked to', async () => {
		const { states, server } = await run(only([UNKNOWN]), { retryUncertain: true });
		expect(states).toEqual(['sent']);
		expect(server.order).toEqual([0, 0]);
	});

	it('waits as long as the server asks, and so do all others', async () => {
		const given = only([{ verdict: 'not_taken', retryAfter: 3000 }], 4);
		const { server, states } = await run(given, { maxInFlight: 1 });
		expect(states).toEqual(repeat(4, 'sent'));
		expect(server.order).toEqual([0, 0, 1, 2, 3]);
		expect(server.starts[1]?.at).toBe(3050);
	});

	it('during the pause that the server asked for nobody starts', async () => {
		const given = messages(6);
		if (given[0]) given[0].verdicts = [{ verdict: 'not_taken', retryAfter: 5000 }];
		const { server } = await run(given, { maxInFlight: 2 }, (id) => (id === 0 ? 10 : 100));
		const during = server.starts.filter(({ at }) => at > 10 && at < 5010);
		expect(during).toEqual([]);
	});

	it('gives up rather than hanging for hours', async () => {
		const { states, server, time } = await run(
			only([{ verdict: 'not_taken', retryAfter: 3_600_000 }]),
		);
		expect(states).toEqual(['failed']);
		expect(server.order).toEqual([0]);
		expect(time.now()).toBeLessThan(1000);
	});
});

describe('failures', () => {
	it('the first one stops what has not started', async () => {
		const { states, server } = await run(only([FINAL], 20), { maxInFlight: 4 });
		expect(server.order).toEqual([0, 1, 2, 3]);
		expect(states).toEqual(['failed', ...repeat(3, 'sent'), ...repeat(16, 'untried')]);
	});

	it('unless it is to go on', async () => {
		const { states } = await run(only([FINAL], 20), { stopOnFailure: false, maxInFlight: 4 });
		expect(states).toEqual(['failed', ...repeat(19, 'sent')]);
	});

	it('a failed message does not hold up the rest to its customer when it is to go on', async () => {
		const given = messages(3, () => 'one');
		if (given[0]) given[0].verdicts = [FINAL];
		const { states } = await run(given, { stopOnFailure: false });
		expect(states).toEqual(['failed', 'sent', 'sent']);
	});

	it('a failure ends the retries of the others, too', async () => {
		const given = messages(2);
		if (given[0]) given[0].verdicts = Array(9).fill({ verdict: 'not_taken', retryAfter: 10_000 });
		if (given[1]) given[1].verdicts = [FINAL];
		const { server, states } = await run(given, {}, (id) => (id === 1 ? 100 : 10));
		expect(states).toEqual(['failed', 'failed']);
		expect(server.order.filter((id) => id === 0)).toHaveLength(1);
	});

	it('a refusal does not undo an earlier try that may have gone out', async () => {
		const { outcomes, server } = await run(only([UNKNOWN, FINAL]), { retryUncertain: true });
		expect(outcomes[0]).toMatchObject({ state: 'failed', error: { message: 'unknown 0' } });
		expect(server.log).not.toContain('release 0');
	});
});

describe('claims', () => {
	it('are asked for once, right before the first try', async () => {
		const { server } = await run(only([NOT_TAKEN, NOT_TAKEN]));
		expect(server.log).toEqual(['claim 0', 'send 0', 'send 0', 'send 0']);
	});

	it('a refused claim skips the message and nothing else', async () => {
		const { states, server } = await run(messages(3), {}, undefined, (refusing) => {
			refusing.refusedClaims.add(1);
		});
		expect(states).toEqual(['sent', 'skipped', 'sent']);
		expect(server.order).toEqual([0, 2]);
	});

	it('are given back when the message certainly did not go out', async () => {
		const { server } = await run(only([NOT_TAKEN, FINAL]));
		expect(server.log).toEqual(['claim 0', 'send 0', 'send 0', 'release 0']);
	});

	it('are kept while it is uncertain', async () => {
		const { server } = await run(only([UNKNOWN]));
		expect(server.log).toEqual(['claim 0', 'send 0']);
	});

	it('a claim that fails fails the message, unsent', async () => {
		const { states, server } = await run(messages(1), {}, undefined, (failing) => {
			failing.claim = async () => await Promise.reject(new Error('database away'));
		});
		expect(states).toEqual(['failed']);
		expect(server.order).toEqual([]);
	});
});

describe('a stopped execution', () => {
	it('starts nothing more, and knows what became of what is under way', async () => {
		const { states, server } = await run(
			messages(9),
			{ maxInFlight: 3 },
			undefined,
			(slow, time) => {
				const claim = slow.claim.bind(slow);
				slow.claim = async (message) => {
					if (message.id === 4) time.cancel();
					return await claim(message);
				};
			},
		);
		expect(server.order.length).toBeLessThanOrEqual(6);
		expect(states.slice(0, 3)).toEqual(repeat(3, 'sent'));
		expect(states.slice(6)).toEqual(repeat(3, 'untried'));
	});

	it('ends waits', async () => {
		const given = only([{ verdict: 'not_taken', retryAfter: 60_000 }]);
		const { states, time } = await run(given, {}, undefined, (server, clock) => {
			const judge = server.judge.bind(server);
			server.judge = (...refusal) => {
				clock.cancel();
				return judge(...refusal);
			};
		});
		expect(states).toEqual(['failed']);
		expect(time.now()).toBeLessThan(60_000);
	});
});
