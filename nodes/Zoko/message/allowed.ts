import { InvalidInput } from './invalid-input';
import { phoneDigits } from './phone';

const FIELD = 'Allowed Recipients';

/** The list that was read last: it is the same for all items, and may be long. */
let last: { key: string; allows: (recipient: string) => boolean } | undefined;

/**
 * Refuses a recipient whom the builder of the workflow did not allow, for example one that a
 * language model made up. A list that turns out empty allows nobody.
 * @param recipient E.164 digits
 * @param allowed numbers, and patterns with * for any digits, separated by commas or line breaks;
 * undefined allows everybody
 * @param country completes numbers of the list, see {@link phoneDigits}
 * @throws InvalidInput
 */
export function refuseStranger(
	recipient: string,
	allowed: string | undefined,
	country: string | undefined,
): void {
	if (allowed === undefined) return;
	const key = `${country}|${allowed}`;
	if (last?.key !== key) last = { key, allows: readList(allowed, country) };
	if (last.allows(recipient)) return;
	throw new InvalidInput(
		`'Recipient' +${recipient} is not one of the numbers that this node may write to`,
		`Nothing was sent, and trying again will not help. Whoever built the workflow can add the number to '${FIELD}' in Options.`,
	);
}

function readList(allowed: string, country: string | undefined): (recipient: string) => boolean {
	const entries = allowed
		.split(/[,;\n]/)
		.map((entry) => entry.trim())
		.filter((entry) => entry !== '');
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
		else numbers.add(phoneDigits(FIELD, entry, country));
	}
	return (recipient) =>
		numbers.has(recipient) || patterns.some((pattern) => pattern.test(recipient));
}

function patternOf(entry: string): RegExp {
	const digits = entry.replace(/[\s().-]/g, '').replace(/^(\+|00)/, '');
	if (/^[\d*]+$/.test(digits)) return new RegExp(`^${digits.replace(/\*+/g, '\\d*')}$`);
	throw new InvalidInput(
		`'${FIELD}' has '${entry}', which is neither a phone number nor a pattern`,
		'Write a pattern with the country code and * for any digits, for example +91*.',
	);
}
