import fc from 'fast-check';
import {
	digestOfToken,
	instanceMark,
	newWait,
	readToken,
	takeToken,
	TOKEN_LENGTH,
	withoutTokens,
	writeToken,
} from '../../nodes/Zoko/waiting/token';

const character = fc.constantFrom(
	...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_',
);
const text = (length: number) =>
	fc.string({ unit: character, minLength: length, maxLength: length });
const token = fc.record({
	instance: text(4),
	executionId: fc.integer({ min: 1, max: 2_147_483_647 }).map(String),
	wait: text(6),
	key: text(43),
});

it('comes back from any payload as it was written', () => {
	fc.assert(
		fc.property(fc.string({ unit: 'binary' }), token, (payload, written) => {
			const end = writeToken(written);
			expect(end.length).toBeLessThanOrEqual(TOKEN_LENGTH);
			expect(readToken(payload + end)).toEqual({ payload, token: written });
			expect(withoutTokens([{ a: payload + end }])).toEqual([{ a: withoutTokens(payload) }]);
		}),
	);
});

it('is in nothing else', () => {
	fc.assert(
		fc.property(fc.string({ unit: 'binary' }), (payload) => {
			expect(readToken(payload)).toBeUndefined();
		}),
	);
});

const KEY = 'k'.repeat(43);

it.each([
	`~zk1.abcd.../../rest.waitme.${KEY}`,
	`~zk1.abcd.1/2.waitme.${KEY}`,
	`~zk1.abcd.1%2f.waitme.${KEY}`,
	`~zk1.abcd.1?a=b.waitme.${KEY}`,
	`~zk1.abcd.12345678901.waitme.${KEY}`,
	`~zk1.abcd.1.waitme.${KEY}k`,
	`~zk1.abcd.1.waitme.${KEY}\n`,
	`~zk1.abcd..waitme.${KEY}`,
	`~zk2.abcd.1.waitme.${KEY}`,
])('a made-up one finds nothing: %j', (payload) => expect(readToken(payload)).toBeUndefined());

it('an execution with an id of another kind is refused', () => {
	const other = { instance: 'abcd', executionId: '1/..', wait: 'waitme', key: KEY };
	expect(() => writeToken(other)).toThrow('ids that an answer cannot carry');
});

it('is taken out of a body wherever it stands, and a hostile body costs no time', () => {
	const end = writeToken({ instance: 'abcd', executionId: '7', wait: 'waitme', key: KEY });
	const body = { event: 'x', context: { postback: `yes${end}`, more: [`a${end}b`] } };
	expect(takeToken(body)).toEqual({
		body: { event: 'x', context: { postback: 'yes', more: ['ab'] } },
		token: { instance: 'abcd', executionId: '7', wait: 'waitme', key: KEY },
	});
	expect(takeToken(undefined)).toEqual({ body: undefined });
	const long = '~zk1.'.repeat(200_000);
	const startedAt = performance.now();
	expect(takeToken({ context: { postback: long } }).token).toBeUndefined();
	expect(performance.now() - startedAt).toBeLessThan(1000);
});

it('tells waits and instances apart', () => {
	expect(newWait()).not.toBe(newWait());
	expect(instanceMark('a')).not.toBe(instanceMark('b'));
	expect(digestOfToken({ wait: 'a', key: KEY })).not.toBe(digestOfToken({ wait: 'b', key: KEY }));
});
