import { backoff, MAX_TOTAL_WAIT } from '../../nodes/Zoko/sending/policy';

it('doubles from half a second to a cap', () => {
	const most = Array.from({ length: 9 }, (_, index) => backoff(index + 1, undefined, () => 1));
	expect(most).toEqual([500, 1000, 2000, 4000, 8000, 16_000, 20_000, 20_000, 20_000]);
});

it('is a random share of the step', () => {
	expect(backoff(3, undefined, () => 0)).toBe(0);
	expect(backoff(3, undefined, () => 0.25)).toBe(500);
});

it('obeys the server', () => {
	expect(backoff(1, 7000, () => 0.5)).toBe(7000);
	expect(backoff(5, 0, () => 0.5)).toBe(0);
});

it('an execution does not wait longer than two minutes for one message', () => {
	expect(MAX_TOTAL_WAIT).toBe(120_000);
});
