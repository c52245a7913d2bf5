import { inOrder } from '../../nodes/Zoko/sending/in-order';
import { FakeTime } from './world';

const letters = ['a1', 'b1', 'a2', 'c1', 'a3', 'b2'];
const key = ([letter]: string) => letter;

/** Works for so long on each item, and writes down what began and ended. */
function worker(time: FakeTime, duration: (item: string) => number = () => 10) {
	const log: string[] = [];
	const work = async (item: string) => {
		log.push(`+${item}`);
		await time.wait(duration(item));
		log.push(`-${item}`);
		return item.toUpperCase();
	};
	return { log, work };
}

it('gives the results in the order of the items, each key one after the other', async () => {
	const time = new FakeTime();
	const { log, work } = worker(time, (item) => (item === 'a1' ? 100 : 10));
	const results = await time.finish(inOrder(letters, { key, limit: 10 }, work));
	expect(results).toEqual(
		letters.map((item) => ({ status: 'fulfilled', value: item.toUpperCase() })),
	);
	const steps = log.filter((step) => step.includes('a'));
	expect(steps).toEqual(['+a1', '-a1', '+a2', '-a2', '+a3', '-a3']);
	expect(log.indexOf('-b2')).toBeLessThan(log.indexOf('-a1'));
});

it('works on no more than the limit at once', async () => {
	const time = new FakeTime();
	const { work } = worker(time);
	await time.finish(inOrder(letters, { key: (_, index) => index, limit: 2 }, work));
	expect(time.now()).toBe(30);
});

it('goes on after a failure, and reports it in its place', async () => {
	const fault = new Error('b1 failed');
	const results = await inOrder(letters, { key, limit: 2 }, async (item) => {
		if (item === 'b1') throw fault;
		return item;
	});
	expect(results[1]).toEqual({ status: 'rejected', reason: fault });
	expect(results.filter((result) => result?.status === 'fulfilled')).toHaveLength(5);
});

it('begins nothing more once it is stopped, and ends what is under way', async () => {
	const time = new FakeTime();
	const { log, work } = worker(time);
	const order = { key, limit: 2, stopped: () => log.length >= 2 };
	const results = await time.finish(inOrder(letters, order, work));
	expect(log).toEqual(['+a1', '+b1', '-a1', '-b1']);
	expect(results.slice(2)).toEqual([undefined, undefined, undefined, undefined]);
});
