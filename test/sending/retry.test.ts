import { ZokoError } from '../../nodes/Zoko/errors/problem';
import { STOPPED } from '../../nodes/Zoko/errors/stopped';
import { backoff, MAX_TOTAL_WAIT, retry } from '../../nodes/Zoko/sending/retry';
import { FakeTime } from './world';

it('doubles from half a second to a cap', () => {
	const most = Array.from({ length: 9 }, (_, index) => backoff(index + 1, undefined, () => 1));
	expect(most).toEqual([500, 1000, 2000, 4000, 8000, 16_000, 20_000, 20_000, 20_000]);
});

it('is a random share of the step', () => {
	expect(backoff(3, undefined, () => 0)).toBe(0);
	expect(backoff(3, undefined, () => 0.25)).toBe(500);
});

it('waits as long as the server asks, and never less than it would by itself', () => {
	expect(backoff(1, 7000, () => 0.5)).toBe(7000);
	expect(backoff(5, 0, () => 0.5)).toBe(backoff(5, undefined, () => 0.5));
});

it('an execution does not wait longer than two minutes for one message', () => {
	expect(MAX_TOTAL_WAIT).toBe(120_000);
});

describe('retry', () => {
	const busy = (retryAfter?: number) =>
		new ZokoError({
			category: 'rate_limited',
			retryable: true,
			message: 'Busy',
			advice: '',
			retryAfter,
		});
	const failing = (...errors: unknown[]) =>
		jest.fn(async () => {
			if (errors.length > 0) throw errors.shift();
			return 'done';
		});

	it('tries again while the error allows it, with growing pauses', async () => {
		const surroundings = new FakeTime();
		const action = failing(busy(), busy(), busy());
		const done = retry(action, { retries: 3, surroundings });
		expect(await surroundings.finish(done)).toBe('done');
		expect(surroundings.sleeps).toEqual([250, 500, 1000]);
	});

	it('throws the last error once its tries are used up', async () => {
		const surroundings = new FakeTime();
		const [first, second] = [busy(), busy()];
		const action = failing(first, second);
		const done = retry(action, { retries: 1, surroundings });
		await expect(surroundings.finish(done)).rejects.toBe(second);
		expect(action).toHaveBeenCalledTimes(2);
	});

	it('never repeats what an error does not allow', async () => {
		const action = failing(new Error('a fault of the program'));
		await expect(retry(action, { retries: 3 })).rejects.toThrow('a fault of the program');
		expect(action).toHaveBeenCalledTimes(1);
	});

	it('waits no longer than it may', async () => {
		const surroundings = new FakeTime();
		const action = failing(busy(6000));
		const done = retry(action, { retries: 3, maxWait: 5000, surroundings });
		await expect(surroundings.finish(done)).rejects.toThrow('Busy');
		expect(surroundings.sleeps).toEqual([]);
	});

	it('does not begin in a stopped execution, and does not go on in one', async () => {
		const surroundings = new FakeTime();
		const action = failing(busy());
		surroundings.sleep = async () => surroundings.cancel();
		await expect(retry(action, { retries: 3, surroundings })).rejects.toThrow('Busy');
		await expect(retry(action, { retries: 3, surroundings })).rejects.toBe(STOPPED);
		expect(action).toHaveBeenCalledTimes(1);
	});
});
