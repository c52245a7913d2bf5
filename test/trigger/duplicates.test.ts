import { keyOf, Memory, memoryOf } from '../../nodes/Zoko/trigger/duplicates';

const SHORT = 20;
const key = (id: string) => keyOf({ name: 'messageRead', id });

async function started(memory: Memory, id: string): Promise<string> {
	expect(await memory.decide(key(id), SHORT)).toBe('start');
	memory.settle(key(id), 'started');
	return memory.saved;
}

describe('keys', () => {
	it('tell events and messages apart', () => {
		const keys = ['messageRead', 'messageFailed'].flatMap((name) =>
			['a', 'b'].map((id) => keyOf({ name: name as 'messageRead', id })),
		);
		expect(new Set(keys).size).toBe(4);
		for (const each of keys) expect(each).toMatch(/^[\w-]{8}$/);
	});
});

describe('the memory of events', () => {
	it('starts an event once', async () => {
		const memory = new Memory();
		await started(memory, 'a');
		expect(await memory.decide(key('a'), SHORT)).toBe('drop');
		expect(await memory.decide(key('b'), SHORT)).toBe('start');
	});

	it('lets repeats wait for the first, and drops them when it has started', async () => {
		const memory = new Memory();
		expect(await memory.decide(key('a'), SHORT)).toBe('start');
		const repeats = Array.from({ length: 4 }, async () => await memory.decide(key('a'), 500));
		memory.settle(key('a'), 'started');
		expect(await Promise.all(repeats)).toEqual(['drop', 'drop', 'drop', 'drop']);
	});

	it('has Zoko send a repeat again when the first did not start, and then starts it', async () => {
		const memory = new Memory();
		await memory.decide(key('a'), SHORT);
		const repeat = memory.decide(key('a'), 500);
		memory.settle(key('a'), 'refused');
		expect(await repeat).toBe('postpone');
		expect(await memory.decide(key('a'), SHORT)).toBe('start');
	});

	it('does not keep a repeat waiting for ever', async () => {
		const memory = new Memory();
		await memory.decide(key('a'), SHORT);
		expect(await memory.decide(key('a'), SHORT)).toBe('postpone');
	});

	it('puts off an event whose first request broke off, for a minute', async () => {
		const memory = new Memory();
		await memory.decide(key('a'), SHORT);
		memory.settle(key('a'), 'unclear');
		expect(await memory.decide(key('a'), SHORT)).toBe('postpone');

		const now = jest.spyOn(Date, 'now').mockReturnValue(Date.now() + 61_000);
		expect(await memory.decide(key('a'), SHORT)).toBe('start');
		now.mockRestore();
	});

	it('drops it once it is known that a run has started, from n8n or from another process', async () => {
		const [here, there] = [new Memory(), new Memory()];
		for (const memory of [here, there]) {
			await memory.decide(key('a'), SHORT);
			memory.settle(key('a'), 'unclear');
		}
		here.settle(key('a'), 'started');
		there.learn(here.saved);
		for (const memory of [here, there]) {
			expect(await memory.decide(key('a'), SHORT)).toBe('drop');
			expect(memory.saved).toBe(key('a'));
		}
	});

	it('believes the first word about an event', async () => {
		const memory = new Memory();
		await memory.decide(key('a'), SHORT);
		memory.settle(key('a'), 'started');
		memory.settle(key('a'), 'unclear');
		memory.settle(key('never'), 'started');
		expect(await memory.decide(key('a'), SHORT)).toBe('drop');
		expect(await memory.decide(key('never'), SHORT)).toBe('start');
	});

	it('goes on from what was saved, also by another process', async () => {
		const first = new Memory();
		await started(first, 'a');
		const saved = await started(first, 'b');
		const second = new Memory();
		second.learn(saved);
		expect(await second.decide(key('a'), SHORT)).toBe('drop');
		const more = await started(second, 'c');
		first.learn(more);
		expect(await first.decide(key('c'), SHORT)).toBe('drop');
	});

	it('saves what it knows even when the saved text has lost an event', async () => {
		const memory = new Memory();
		await started(memory, 'a');
		memory.learn('');
		const saved = await started(memory, 'b');
		expect(saved).toBe(key('a') + key('b'));
	});

	it('does not save an event that is still open', async () => {
		const memory = new Memory();
		await memory.decide(key('open'), SHORT);
		expect(await started(memory, 'a')).toBe(key('a'));
	});

	it('ignores saved text that is none of ours', async () => {
		const memory = new Memory();
		for (const odd of [undefined, null, 7, {}, ['abcdefgh'], 'short']) memory.learn(odd);
		expect(await started(memory, 'a')).toBe(key('a'));
	});

	it('keeps a thousand events in the static data, the newest', async () => {
		const memory = new Memory();
		let saved = '';
		for (let index = 0; index < 1200; index++) saved = await started(memory, String(index));
		expect(saved).toHaveLength(8 * 1000);
		const later = new Memory();
		later.learn(saved);
		expect(await later.decide(key('1199'), SHORT)).toBe('drop');
		expect(await later.decide(key('200'), SHORT)).toBe('drop');
		expect(await later.decide(key('199'), SHORT)).toBe('start');
	});

	it('keeps ten thousand in the process', async () => {
		const memory = new Memory();
		for (let index = 0; index < 10_100; index++) await started(memory, String(index));
		expect(await memory.decide(key('99'), SHORT)).toBe('start');
		expect(await memory.decide(key('200'), SHORT)).toBe('drop');
	});

	it('keeps ten thousand whose first request broke off, and forgets the oldest', async () => {
		const memory = new Memory();
		for (let index = 0; index < 10_100; index++) {
			await memory.decide(key(String(index)), SHORT);
			memory.settle(key(String(index)), 'unclear');
		}
		expect(await memory.decide(key('99'), SHORT)).toBe('start');
		expect(await memory.decide(key('200'), SHORT)).toBe('postpone');
		memory.settle(key('200'), 'started');
		expect(await memory.decide(key('200'), SHORT)).toBe('drop');
	});

	it('is one per webhook, and there are not more than five hundred', async () => {
		const digest = (index: number) => `digest ${index}`;
		const oldest = memoryOf(digest(0));
		expect(memoryOf(digest(0))).toBe(oldest);
		for (let index = 1; index <= 500; index++) memoryOf(digest(index));
		expect(memoryOf(digest(500))).toBe(memoryOf(digest(500)));
		expect(memoryOf(digest(0))).not.toBe(oldest);
	});
});
