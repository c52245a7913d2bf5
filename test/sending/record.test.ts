import { ZokoError } from '../../nodes/Zoko/errors/problem';
import { SendRecord } from '../../nodes/Zoko/sending/record';

const BODY = { recipient: '919876543210', message: 'Hi' };
const UNCERTAIN = problem('ambiguous', 'Nobody knows');
const REFUSED = problem('rejected', 'Refused');

function problem(category: 'ambiguous' | 'rejected', message: string): ZokoError {
	return new ZokoError({ category, retryable: false, message, advice: 'Look.' });
}

/** A record on a store of its own, and the keys that it has taken. */
function recordOn(store: Record<string, unknown> = {}, run: number | string = 0) {
	const taken = new Set<string>();
	const keys = {
		take: jest.fn(async (key: string) => !taken.has(key) && Boolean(taken.add(key))),
		giveBack: jest.fn(async (key: string) => void taken.delete(key)),
	};
	return { record: new SendRecord<string>(store, run, keys), keys, taken };
}

const messageOf = (
	record: SendRecord<string>,
	itemIndex = 0,
	body: object = BODY,
	key?: string,
) => ({
	id: record.idOf(itemIndex, body),
	...(key !== undefined && { deduplication: { key, scope: 'node' as const } }),
});
const answer = (text: string) => async () => await Promise.resolve(text);
const fault = (error: unknown) => async () => await Promise.reject(error);
const accept = async (record: SendRecord<string>, itemIndex = 0) =>
	await record.attempt(messageOf(record, itemIndex), answer('m1'));

it('remembers what was accepted, over another opening of the same store', async () => {
	const store = {};
	const first = recordOn(store).record;
	const message = messageOf(first, 2);
	expect(first.outcomeOf(message)).toEqual({ state: 'untried' });
	await first.attempt(message, async () => {
		expect(first.count('uncertain')).toBe(1);
		return 'm1';
	});

	const second = recordOn(JSON.parse(JSON.stringify(store)) as Record<string, unknown>).record;
	expect(second.outcomeOf(messageOf(second, 2))).toEqual({ state: 'sent', result: 'm1' });
	expect(second.isOpen(messageOf(second, 2), true)).toBe(false);
});

it('what was accepted stays so, and keeps its key, whatever goes wrong afterwards', async () => {
	const { record, taken } = recordOn();
	const message = messageOf(record, 0, BODY, 'shipped-1');
	await record.claim(message);
	await record.attempt(message, answer('m1'));
	const outcome = await record.giveUp(message, new Error('Nobody could note it'));
	expect(outcome).toEqual({ state: 'sent', result: 'm1' });
	expect([...taken]).toEqual(['shipped-1']);
});

it('a state belongs to one run, one item and one body', async () => {
	const store = {};
	const { record } = recordOn(store);
	await accept(record);
	const untried = { state: 'untried' };
	expect(record.outcomeOf(messageOf(record, 1))).toEqual(untried);
	expect(record.outcomeOf(messageOf(record, 0, { ...BODY, message: 'Ho' }))).toEqual(untried);
	const nextRound = recordOn(store, 1).record;
	expect(nextRound.outcomeOf(messageOf(nextRound))).toEqual(untried);
});

it('forgets what did not go out, and gives its key back', async () => {
	const { record, keys, taken } = recordOn();
	const message = messageOf(record, 0, BODY, 'order 1');
	expect(await record.claim(message)).toBe(true);
	await expect(record.attempt(message, fault(REFUSED))).rejects.toBe(REFUSED);
	expect(record.count('claimed')).toBe(1);
	expect(await record.giveUp(message, REFUSED)).toEqual({ state: 'failed', error: REFUSED });
	expect(keys.giveBack).toHaveBeenCalledTimes(1);
	expect([...taken]).toEqual([]);
	expect(record.outcomeOf(message)).toEqual({ state: 'untried' });
});

it('a refusal does not undo an attempt that may have gone out, and the key stays taken', async () => {
	const store = {};
	const { record, keys } = recordOn(store);
	const message = messageOf(record, 0, BODY, 'order 1');
	await record.claim(message);
	await expect(record.attempt(message, fault(UNCERTAIN))).rejects.toBe(UNCERTAIN);
	await expect(record.attempt(message, fault(REFUSED))).rejects.toBe(REFUSED);
	const outcome = await record.giveUp(message, REFUSED);
	expect(outcome).toEqual({ state: 'failed', error: UNCERTAIN });
	expect(keys.giveBack).not.toHaveBeenCalled();

	const { record: later, keys: asked } = recordOn(store);
	expect(later.isOpen(message, false)).toBe(false);
	expect(later.isOpen(message, true)).toBe(true);
	expect(later.outcomeOf(message)).toMatchObject({
		error: { message: expect.stringContaining('An earlier try of this execution sent this') },
	});
	expect(await later.claim(message)).toBe(true);
	expect(asked.take).not.toHaveBeenCalled();
	await expect(later.attempt(message, fault(REFUSED))).rejects.toBe(REFUSED);
	expect((await later.giveUp(message, REFUSED)).state).toBe('failed');
	expect(later.isOpen(message, false)).toBe(false);
	expect(asked.giveBack).not.toHaveBeenCalled();
});

it('who uses the same key waits for what becomes of the first', async () => {
	const { record } = recordOn();
	const [first, second, third] = [0, 1, 2].map((index) =>
		messageOf(record, index, BODY, 'order 1'),
	) as [{ id: string }, { id: string }, { id: string }];
	expect(await record.claim(first)).toBe(true);
	const others = [record.claim(second), record.claim(third)];
	await record.giveUp(first, REFUSED);
	expect(await others[0]).toBe(true);
	await record.attempt(second, answer('m2'));
	expect(await others[1]).toBe(false);
});

it("a key that cannot be given back is told, and is still this execution's", async () => {
	const { record, keys } = recordOn();
	const message = messageOf(record, 0, BODY, 'order 1');
	await record.claim(message);
	keys.giveBack.mockRejectedValueOnce(new Error('database away'));
	expect(await record.giveUp(message)).toMatchObject({
		state: 'failed',
		error: { problem: { advice: expect.stringContaining('database away') } },
	});
	expect(await record.claim(message)).toBe(true);
	expect(keys.take).toHaveBeenCalledTimes(1);
});

it('a key that cannot be looked up sends nothing, and holds up nobody', async () => {
	const { record, keys } = recordOn();
	keys.take.mockRejectedValueOnce(new Error('database away'));
	const message = messageOf(record, 0, BODY, 'order 1');
	await expect(record.claim(message)).rejects.toThrow('database away');
	expect(await record.claim(messageOf(record, 1, BODY, 'order 1'))).toBe(true);
});

it('closing leaves nothing of its run behind, and everything of others', async () => {
	const store = { other: 'kept' };
	const [one, eleven] = [recordOn(store, 1).record, recordOn(store, 11).record];
	await accept(one);
	await accept(eleven);
	one.close();
	expect(one.outcomeOf(messageOf(one))).toEqual({ state: 'untried' });
	expect(eleven.outcomeOf(messageOf(eleven))).toEqual({ state: 'sent', result: 'm1' });
	eleven.close();
	expect(store).toEqual({ other: 'kept' });
});

it('keeps no phone number or text in the store', async () => {
	const store = {};
	const { record } = recordOn(store);
	const message = messageOf(record, 0, BODY, 'order of +919876543210');
	await record.claim(message);
	await record.attempt(message, answer('m1'));
	expect(JSON.stringify(store)).not.toMatch(/919876543210|Hi/);
});
