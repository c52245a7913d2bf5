import { Once, type Deduplication } from '../../nodes/Zoko/sending/once';

/** n8n's helpers as they are: they read the list, and write it back a moment later. */
function slowDatabase() {
	const asked: string[] = [];
	let stored: string[] = [];
	const pause = async () => {
		for (let turn = 0; turn < 5; turn++) await Promise.resolve();
	};
	const helpers: Deduplication = {
		async checkProcessedAndRecord(items) {
			asked.push(...items);
			const before = [...stored];
			await pause();
			const fresh = items.filter((item) => !before.includes(item));
			stored = [...before, ...fresh];
			return { new: fresh };
		},
		async removeProcessed(items) {
			const before = [...stored];
			await pause();
			stored = before.filter((item) => !items.includes(item));
		},
	};
	return { helpers, asked, stored: () => stored };
}

it('lets a key through once, also when asked at the same moment', async () => {
	const { helpers } = slowDatabase();
	const once = new Once(helpers);
	const taken = await Promise.all(['a', 'b', 'a', 'a', 'b'].map((key) => once.take(key, 'node')));
	expect(taken).toEqual([true, true, false, false, false]);
});

it('calls at once lose no key', async () => {
	const { helpers, stored } = slowDatabase();
	const once = new Once(helpers);
	await Promise.all(Array.from({ length: 20 }, (_, index) => once.take(`key ${index}`, 'node')));
	expect(stored()).toHaveLength(20);
});

it('a key that was given back can be taken again', async () => {
	const once = new Once(slowDatabase().helpers);
	expect(await once.take('a', 'node')).toBe(true);
	await once.giveBack('a', 'node');
	expect(await once.take('a', 'node')).toBe(true);
});

it('stores digests: keys may hold order numbers and phones', async () => {
	const { helpers, asked } = slowDatabase();
	await new Once(helpers).take('order-A1001-919876543210', 'node');
	expect(asked).toEqual([expect.stringMatching(/^[\w-]{43}$/)]);
});

it('one failing call does not spoil the next', async () => {
	const { helpers } = slowDatabase();
	const once = new Once(helpers);
	const { checkProcessedAndRecord } = helpers;
	helpers.checkProcessedAndRecord = async () => await Promise.reject(new Error('away'));
	await expect(once.take('a', 'node')).rejects.toThrow('away');
	helpers.checkProcessedAndRecord = checkProcessedAndRecord;
	expect(await once.take('a', 'node')).toBe(true);
});
