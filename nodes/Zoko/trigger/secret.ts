import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** 128 bits, as hex: Zoko's sender has mangled other spellings. */
export const SECRET = /^[0-9a-f]{32}$/;

/** A secret that nobody can guess. */
export function newSecret(): string {
	return randomBytes(16).toString('hex');
}

/** What is kept of a secret: workflows are exported with their static data, so never itself. */
export function digestOf(secret: string): string {
	return createHash('sha256').update(secret).digest('hex');
}

/** Whether a secret is the one of a digest, in a time that says nothing about either. */
export function isSecret(given: unknown, digest: unknown): boolean {
	if (typeof given !== 'string' || typeof digest !== 'string') return false;
	const known = Buffer.from(digest, 'hex');
	const found = Buffer.from(digestOf(given), 'hex');
	return known.length === found.length && timingSafeEqual(found, known);
}
