import fc from 'fast-check';

import { Clock } from '../../emulator/clock';
import { Slots } from '../../emulator/webhooks/slots';

describe('the clock', () => {
	test('runs tasks by their time, those of one moment in the order of their arrival', async () => {
		await fc.assert(
			fc.asyncProperty(fc.array(fc.nat(20), { maxLength: 60 }), async (delays) => {
				const clock = new Clock(true);
				const ran: number[] = [];
				delays.forEach((delay, at) => clock.schedule(delay, () => ran.push(at)));
				expect(await clock.runAll()).toBe(delays.length);
				const expected = delays.map((_, at) => at).sort((a, b) => delays[a]! - delays[b]! || a - b);
				expect(ran).toEqual(expected);
			}),
		);
	});

	test('shows every task its own moment, also tasks that tasks bring about', async () => {
		const clock = new Clock(true);
		const start = clock.now();
		const seen: number[] = [];
		const note = () => seen.push(clock.now() - start);
		clock.schedule(10, () => {
			note();
			clock.schedule(5, note);
			clock.schedule(90, note);
		});
		clock.schedule(20, note);
		expect(await clock.advance(99)).toBe(3);
		expect(seen).toEqual([10, 15, 20]);
		expect(clock.now() - start).toBe(99);
		await clock.advance(1);
		expect(seen).toEqual([10, 15, 20, 100]);
	});

	test('stands still when it is manual and runs when it is not', async () => {
		const manual = new Clock(true);
		const real = new Clock(false);
		let ran = false;
		manual.schedule(0, () => (ran = true));
		const before = manual.now();
		await real.sleep(20);
		expect([ran, manual.now()]).toEqual([false, before]);
	});

	test('can be moved while it runs', async () => {
		const clock = new Clock(false);
		const slept = clock.sleep(3_600_000);
		const before = clock.now();
		await clock.advance(3_600_000);
		await slept;
		expect(clock.now() - before).toBeGreaterThanOrEqual(3_600_000);
		clock.clear();
	});

	test('forgets what waits', async () => {
		const clock = new Clock(true);
		clock.schedule(1, () => expect(true).toBe(false));
		clock.clear();
		expect(await clock.runAll()).toBe(0);
	});
});

describe('slots', () => {
	test('never run more jobs at once than allowed, and run all', async () => {
		const slots = new Slots();
		const clock = new Clock(false);
		let running = 0;
		let most = 0;
		let done = 0;
		await Promise.all(
			Array.from({ length: 2500 }, async () => {
				await slots.run(7, async () => {
					most = Math.max(most, ++running);
					await clock.sleep(0);
					running--;
					done++;
				});
			}),
		);
		expect([most, done]).toEqual([7, 2500]);
	});

	test('are free again after a job failed', async () => {
		const slots = new Slots();
		const failing = slots.run(1, async () => await Promise.reject(new TypeError('no')));
		await expect(failing).rejects.toThrow('no');
		await expect(slots.run(1, async () => await Promise.resolve())).resolves.toBeUndefined();
	});
});
