import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Connection } from '../api/connection';

/** 128 bits, as hex: Zoko's sender has been seen to mangle other spellings. */
export const SECRET = /^[0-9a-f]{32}$/;

/** What makes the secrets of two registrations differ. */
export function newNonce(): string {
	return randomBytes(16).toString('hex');
}

/**
 * The secret of a webhook. Whoever has the account's API key, and nobody else, can derive it again
 * from what is kept, so that a webhook that Zoko has lost gets the secret that n8n knows.
 * @param address the webhook's URL without the secret
 */
export function derivedSecret(
	connection: Pick<Connection, 'sign'>,
	nonce: string,
	address: string,
): string {
	return connection.sign(`${nonce}\n${address}`).slice(0, 32);
}

/** What is kept in place of a secret: workflows are exported with their static data. */
export function digestOf(secret: string): string {
	return createHash('sha256').update(secret).digest('hex');
}

/** Whether a secret belongs to a digest; how long it takes says nothing about either. */
export function isSecret(given: unknown, digest: unknown): boolean {
	if (typeof given !== 'string' || typeof digest !== 'string') return false;
	const known = Buffer.from(digest, 'hex');
	const found = Buffer.from(digestOf(given), 'hex');
	return known.length === found.length && timingSafeEqual(found, known);
}
