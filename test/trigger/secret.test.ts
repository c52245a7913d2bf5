import { createHmac } from 'node:crypto';
import {
	derivedSecret,
	digestOf,
	isSecret,
	newNonce,
	SECRET,
} from '../../nodes/Zoko/trigger/secret';

describe('the secret', () => {
	const address = 'https://n8n.example.com/webhook/a/a/';
	const account = (key: string) => ({
		sign: (text: string) => createHmac('sha256', key).update(text).digest('hex'),
	});
	const newSecret = () => derivedSecret(account('key'), newNonce(), address);

	it('is made again from the API key, the nonce and the address, and from nothing less', () => {
		const nonce = '0'.repeat(32);
		// printf '%s\n%s' "$nonce" "$address" | openssl dgst -sha256 -hmac key
		const known = 'a917d9857aeb7d68e937ae53e9c6e218';
		expect(derivedSecret(account('key'), nonce, address)).toBe(known);
		for (const other of [
			derivedSecret(account('other'), nonce, address),
			derivedSecret(account('key'), newNonce(), address),
			derivedSecret(account('key'), nonce, `${address}b/`),
		]) {
			expect(other).toMatch(SECRET);
			expect(other).not.toBe(known);
		}
	});

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
