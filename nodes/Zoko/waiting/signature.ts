import { timingSafeEqual } from 'node:crypto';
import type { Connection } from '../api/connection';

/** What a text is for, so that one is never taken for the other. */
type Purpose = 'answer' | 'note';

/** A signature that only holders of the account's API key can make. */
export function signatureOf(
	connection: Pick<Connection, 'sign'>,
	purpose: Purpose,
	text: string,
): string {
	return connection.sign(`${purpose}\n${text}`);
}

/** Whether a text is signed by the account. */
export function isSigned(
	connection: Pick<Connection, 'sign'>,
	purpose: Purpose,
	text: unknown,
	signature: unknown,
): text is string {
	return typeof text === 'string' && isSame(signature, signatureOf(connection, purpose, text));
}

/** Whether a text is the expected one; how long it takes says nothing about it. */
export function isSame(given: unknown, expected: string): boolean {
	if (typeof given !== 'string') return false;
	const found = Buffer.from(given);
	const known = Buffer.from(expected);
	return known.length === found.length && timingSafeEqual(found, known);
}
