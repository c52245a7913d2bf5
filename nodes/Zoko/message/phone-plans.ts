import { planOf, plansOf, type CountryCode, type Plan } from './phone-library';
import { canonicalPhone } from './same-customer';

/** A number that a numbering plan knows. */
export interface Known {
	/** E.164 digits without the plus sign. */
	digits: string;
	callingCode: string;
	isMobile: boolean;
	/** What the user should know about how it was read. */
	notice?: string;
}

/** A number that a numbering plan has, or that WhatsApp writes in its own way. */
export function knownTo(digits: string): Known | undefined {
	const split = splitCode(digits);
	if (!split) return undefined;
	const known = inPlan(split.code, split.national);
	if (known) return known;
	const canonical = canonicalPhone(digits);
	if (canonical === digits || !inPlan(split.code, canonical.slice(split.code.length))) {
		return undefined;
	}
	return { digits, callingCode: split.code, isMobile: true };
}

/** A number that a numbering plan behind a calling code has. @param national without the code */
export function inPlan(callingCode: string, national: string): Known | undefined {
	const kinds = plansOf(callingCode).map((plan) => plan.kindOf(national));
	const isMobile = kinds.includes('mobile');
	if (!isMobile && !kinds.includes('other')) return undefined;
	return { digits: callingCode + national, callingCode, isMobile };
}

/** The calling code that digits begin with, and what follows it. */
export function splitCode(digits: string) {
	for (let size = 1; size <= 3; size++) {
		const code = digits.slice(0, size);
		if (plansOf(code).length > 0) return { code, national: digits.slice(size) };
	}
	return undefined;
}

/** How many digits numbers have behind a calling code, in ascending order. */
export function lengthsBehind(code: string): number[] {
	const lengths = plansOf(code).flatMap((plan) => plan.lengths);
	return [...new Set(lengths)].sort((a, b) => a - b);
}

/**
 * How many digits tell a number of another country from a mistyped one: two more than the longest of
 * this country with its trunk prefix.
 */
export function shortestForeign(country: CountryCode): number {
	const { lengths, trunkPrefix } = planOf(country);
	return Math.max(...lengths) + trunkPrefix.length + 2;
}

/**
 * Whether digits are a number of a country behind its own calling code with one digit too many,
 * missing, wrong or swapped.
 */
export function isMistyped(digits: string, { callingCode, trunkPrefix }: Plan): boolean {
	const repairs: string[] = [];
	for (let at = 0; at <= callingCode.length; at++) {
		const before = digits.slice(0, at);
		const [here = '', next = ''] = digits.slice(at, at + 2);
		const right = callingCode[at] ?? '';
		repairs.push(
			before + digits.slice(at + 1),
			before + right + digits.slice(at),
			before + right + digits.slice(at + 1),
			before + next + here + digits.slice(at + 2),
		);
	}
	return [callingCode, callingCode + trunkPrefix].some((prefix) =>
		repairs.some(
			(repaired) =>
				repaired.startsWith(prefix) && inPlan(callingCode, repaired.slice(prefix.length)),
		),
	);
}
