import { sleep } from 'n8n-workflow';
import type { Deduplication } from '../../nodes/Zoko/sending/key-list';
import { Once } from '../../nodes/Zoko/sending/once';

const fiveTurns = async () => {
	for (let turn = 0; turn < 5; turn++) await Promise.resolve();
};

/** n8n's helpers as they are: they read the list, and write it back a moment later. */
function slowDatabase(pause = fiveTurns) {
	const asked: string[] = [];
	let stored: string[] = [];
	/** The helpers of a process that takes so long between reading and writing. */
	const process = (hold: () => Promise<unknown>): Deduplication => ({
		async checkProcessedAndRecord(items) {
			asked.push(...items);
			const before = [...stored];
			await hold();
			const fresh = items.filter((item) => !before.includes(item));
			stored = [...before, ...fresh];
			return { new: fresh };
		},
		async removeProcessed(items) {
			const before = [...stored];
			await hold();
			stored = before.filter((item) => !items.includes(item));
		},
	});
	const overwrite = (items: string[]) => (stored = items);
	return { helpers: process(pause), process, asked, overwrite, stored: () => stored };
}

/** Holds a process up in the first of its calls only. */
function heldUpFor(milliseconds: number) {
	let first = true;
	return async () => {
		await sleep(first ? milliseconds : 5);
		first = false;
	};
}

let lists = 0;
/** The keys of a workflow of its own; what waits, waits for nothing. */
const onceWith = (helpers: Deduplication) =>
	new Once(helpers, `workflow ${++lists}`, 'node', async () => undefined);

it('lets a key through once, also when asked at the same moment', async () => {
	const once = onceWith(slowDatabase().helpers);
	const taken = await Promise.all(['a', 'b', 'a', 'a', 'b'].map((key) => once.take(key, 'node')));
	expect(taken).toEqual([true, true, false, false, false]);
});

it('calls at once lose no key', async () => {
	const once = onceWith(slowDatabase().helpers);
	const keys = Array.from({ length: 20 }, (_, index) => `key ${index}`);
	const takeAll = async () => await Promise.all(keys.map((key) => once.take(key, 'node')));
	expect(await takeAll()).toEqual(keys.map(() => true));
	expect(await takeAll()).toEqual(keys.map(() => false));
});

it('two executions of one workflow share their keys', async () => {
	const { helpers } = slowDatabase();
	const [one, other] = ['same', 'same'].map(
		(list) => new Once(helpers, list, 'node', async () => undefined),
	);
	const taken = await Promise.all([one?.take('a', 'node'), other?.take('a', 'node')]);
	expect(taken.filter(Boolean)).toHaveLength(1);
});

it('a key that was given back can be taken again', async () => {
	const once = onceWith(slowDatabase().helpers);
	expect(await once.take('a', 'node')).toBe(true);
	await once.giveBack('a', 'node');
	expect(await once.take('a', 'node')).toBe(true);
});

it('stores digests: keys may hold order numbers and phones', async () => {
	const { helpers, asked } = slowDatabase();
	await onceWith(helpers).take('order-A1001-919876543210', 'node');
	expect(asked.length).toBeGreaterThan(0);
	for (const entry of asked) expect(entry).toMatch(/^[\w-]{43}$/);
});

it('one failing call does not spoil the next', async () => {
	const { helpers } = slowDatabase();
	const once = onceWith(helpers);
	const { checkProcessedAndRecord } = helpers;
	helpers.checkProcessedAndRecord = async () => await Promise.reject(new Error('away'));
	await expect(once.take('a', 'node')).rejects.toThrow('away');
	helpers.checkProcessedAndRecord = checkProcessedAndRecord;
	expect(await once.take('a', 'node')).toBe(true);
});

it('one call for all who wait, and one to look again', async () => {
	const { helpers } = slowDatabase();
	const calls = jest.spyOn(helpers, 'checkProcessedAndRecord');
	const once = onceWith(helpers);
	await Promise.all(Array.from({ length: 10 }, (_, index) => once.take(`key ${index}`, 'node')));
	expect(calls).toHaveBeenCalledTimes(2);
});

it('of two processes that write over each other, one has the key', async () => {
	const { helpers } = slowDatabase();
	const later = async () => {
		for (let turn = 0; turn < 50; turn++) await Promise.resolve();
	};
	// Lists of different names share no turns, as in two processes.
	const processes = ['first process', 'second process'].map(
		(name) => new Once(helpers, name, 'node', later),
	);
	const keys = Array.from({ length: 10 }, (_, index) => `key ${index}`);
	const taken = await Promise.all(
		keys.map(async (key) => await Promise.all(processes.map((once) => once.take(key, 'node')))),
	);
	expect(taken.map((pair) => pair.filter(Boolean).length)).toEqual(keys.map(() => 1));
	const once = onceWith(helpers);
	for (const key of keys) expect(await once.take(key, 'node')).toBe(false);
});

it('a key that somebody else wrote over is written again', async () => {
	const { helpers, overwrite } = slowDatabase();
	let disturbed = false;
	const once = new Once(helpers, 'written over', 'node', async () => {
		if (!disturbed) overwrite([]);
		disturbed = true;
	});
	expect(await once.take('a', 'node')).toBe(true);
	expect(await onceWith(helpers).take('a', 'node')).toBe(false);
});

it('a list that another process creates at the same moment is read again', async () => {
	const { helpers } = slowDatabase();
	const fault = new Error('SQLITE_CONSTRAINT: UNIQUE constraint failed: processed_data');
	jest.spyOn(helpers, 'checkProcessedAndRecord').mockRejectedValueOnce(fault);
	expect(await onceWith(helpers).take('a', 'node')).toBe(true);
});

it('of two processes that call without a pause, one has each key', async () => {
	const { helpers } = slowDatabase(async () => await sleep(15 + Math.random() * 10));
	const keys = Array.from({ length: 60 }, (_, index) => `key ${index}`);
	const winners = await Promise.all(
		['one', 'other'].map(async (name) => {
			const won: string[] = [];
			const left = [...keys];
			const worker = async () => {
				for (let key = left.shift(); key !== undefined; key = left.shift()) {
					const once = new Once(helpers, `busy ${name}`, 'node', sleep);
					if (await once.take(key, 'node')) won.push(key);
				}
			};
			await Promise.all(Array.from({ length: 6 }, worker));
			return won;
		}),
	);
	expect(winners.flat().sort()).toEqual([...keys].sort());
});

describe('a process that is held up between reading the list and writing it', () => {
	it.each([200, 600, 1500])(
		'for %i ms, takes no key that another one has',
		async (milliseconds) => {
			const { process } = slowDatabase();
			const heldUp = new Once(
				process(heldUpFor(milliseconds)),
				`held up ${milliseconds}`,
				'node',
				sleep,
			);
			const quick = new Once(process(heldUpFor(5)), `quick beside ${milliseconds}`, 'node', sleep);
			const keys = ['a', 'b', 'c'];
			const taken = await Promise.all(
				keys.map(
					async (key) => await Promise.all([heldUp.take(key, 'node'), quick.take(key, 'node')]),
				),
			);
			expect(taken.map((pair) => pair.filter(Boolean).length)).toEqual(keys.map(() => 1));
		},
	);

	it('has the keys that nobody else wanted', async () => {
		const { process } = slowDatabase();
		const heldUp = new Once(process(heldUpFor(400)), 'held up alone', 'node', sleep);
		expect(await heldUp.take('a', 'node')).toBe(true);
		expect(await heldUp.take('a', 'node')).toBe(false);
	});

	it('gives the keys of two such processes to one of them', async () => {
		const { process } = slowDatabase();
		const both = [300, 500].map(
			(milliseconds) =>
				new Once(process(heldUpFor(milliseconds)), `slow ${milliseconds}`, 'node', sleep),
		);
		const taken = await Promise.all(both.map(async (once) => await once.take('a', 'node')));
		expect(taken.filter(Boolean)).toHaveLength(1);
	});

	it('does not make others forget a key for good', async () => {
		const { process, overwrite } = slowDatabase();
		const quick = new Once(process(heldUpFor(5)), 'written over later', 'node', sleep);
		expect(await quick.take('a', 'node')).toBe(true);
		overwrite([]);
		await sleep(800);
		const other = new Once(process(heldUpFor(5)), 'comes later', 'node', sleep);
		expect(await other.take('a', 'node')).toBe(false);
	});

	it('can have a key that it has given back', async () => {
		const { process } = slowDatabase();
		const always = process(async () => await sleep(200));
		const once = new Once(always, 'always held up', 'node', sleep);
		expect(await once.take('a', 'node')).toBe(true);
		await once.giveBack('a', 'node');
		expect(await once.take('a', 'node')).toBe(true);
	});

	it('a key that is given back is not written again', async () => {
		const { process } = slowDatabase();
		const once = new Once(process(heldUpFor(5)), 'given back', 'node', sleep);
		expect(await once.take('a', 'node')).toBe(true);
		await once.giveBack('a', 'node');
		await sleep(800);
		const other = new Once(process(heldUpFor(5)), 'takes what was given back', 'node', sleep);
		expect(await other.take('a', 'node')).toBe(true);
	});
});
