import { InvalidInput } from '../errors/invalid-input';
import { quoted, separated } from '../values';
import { readPhone, type Reading } from './phone';
import { canonicalPhone, spellingsOf } from './same-customer';

const FIELD = 'Allowed Recipients';

/** The list that was read last: usually all items have the same one, and it may be long. */
let last: { key: string; allows: (recipient: string) => boolean } | undefined;

/**
 * Refuses a recipient whom the builder of the workflow did not allow, for example one that a
 * language model made up. A list that turns out empty allows nobody.
 * @param recipient E.164 digits
 * @param allowed numbers, and patterns with * for any digits, separated by commas or line breaks;
 * undefined allows everybody
 * @param how how the numbers of the list are read
 * @param label the parameter that the recipient stands in
 * @throws InvalidInput
 */
export function refuseStranger(
	recipient: string,
	allowed: string | undefined,
	how: Reading,
	label = 'Recipient',
): void {
	if (allowed === undefined) return;
	const key = `${how.country}|${how.numberCheck}|${allowed}`;
	if (last?.key !== key) last = { key, allows: readList(allowed, how) };
	if (last.allows(recipient)) return;
	throw new InvalidInput(
		`'${label}' +${recipient} is not one of the numbers that this node may write to`,
		`Trying again will not help. Whoever built the workflow can add the number to '${FIELD}' in Options.`,
	);
}

function readList(allowed: string, how: Reading): (recipient: string) => boolean {
	const entries = separated(allowed);
	if (entries.length === 0) {
		throw new InvalidInput(
			`'${FIELD}' is empty, so nobody may be written to`,
			'Fill it in, or remove the option to allow everybody. If it holds an expression, check that the incoming item has that field.',
		);
	}
	const numbers = new Set<string>();
	const patterns: RegExp[] = [];
	for (const entry of entries) {
		if (entry.includes('*')) patterns.push(patternOf(entry));
		else numbers.add(canonicalPhone(readPhone(FIELD, entry, how).digits));
	}
	return (recipient) =>
		numbers.has(canonicalPhone(recipient)) ||
		spellingsOf(recipient).some((spelling) => patterns.some((pattern) => pattern.test(spelling)));
}

/** A pattern needs a digit, or is the star alone: `.*` does not have to mean everybody. */
function patternOf(entry: string): RegExp {
	const digits = entry.replace(/[\s().-]/g, '').replace(/^(\+|00)/, '');
	if (entry === '*' || (/^[\d*]+$/.test(digits) && /\d/.test(digits))) {
		return new RegExp(`^${digits.replace(/\*+/g, '\\d*')}$`);
	}
	throw new InvalidInput(
		`'${FIELD}' has ${quoted(entry)}, which is neither a phone number nor a pattern`,
		'Write a pattern with the country code and * for any digits, for example +91*, or * alone for everybody.',
	);
}
