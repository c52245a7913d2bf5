import { digestOf, isSecret, newSecret, SECRET } from '../../nodes/Zoko/trigger/secret';

describe('the secret', () => {
	it('is 128 bits of hex, and never the same twice', () => {
		const secrets = Array.from({ length: 1000 }, newSecret);
		expect(new Set(secrets).size).toBe(1000);
		for (const secret of secrets) expect(secret).toMatch(SECRET);
	});

	it('is recognised by its digest, and nothing else is', () => {
		const secret = newSecret();
		const digest = digestOf(secret);
		expect(digest).not.toContain(secret);
		expect(isSecret(secret, digest)).toBe(true);
		for (const other of ['', newSecret(), `${secret}0`, secret.slice(1), secret.toUpperCase()]) {
			expect(isSecret(other, digest)).toBe(false);
		}
		for (const odd of [undefined, null, 7, [secret], { secret }]) {
			expect(isSecret(odd, digest)).toBe(false);
		}
	});

	it('opens nothing where none is known', () => {
		for (const digest of [undefined, null, '', 'zz', 'ab', 7, []]) {
			expect(isSecret(newSecret(), digest)).toBe(false);
			expect(isSecret('', digest)).toBe(false);
		}
	});
});
