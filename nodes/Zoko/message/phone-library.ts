import {
	isSupportedCountry as isSupported,
	Metadata,
	parsePhoneNumberFromString,
	type CountryCode,
	type MetadataJson,
	type PhoneNumber,
} from 'libphonenumber-js/core';
import metadata from './phone-metadata.json';

// The parts of libphonenumber-js that phone numbers need, built as a file of their own. The smaller
// metadata sets of the library take numbers for valid that no operator assigns, so this uses the full
// set, less what is never asked for (scripts/phone-metadata.mjs).

export type { CountryCode } from 'libphonenumber-js/core';

const METADATA = metadata as unknown as MetadataJson;

/**
 * Reads digits as a number of a country, or with a plus sign as an international number, and takes a
 * trunk prefix off.
 * @returns undefined for what is no phone number at all
 */
export function parseNumber(digits: string, country?: CountryCode): PhoneNumber | undefined {
	return parsePhoneNumberFromString(digits, { defaultCountry: country, extract: false }, METADATA);
}

/** Whether a text is an ISO 3166 alpha-2 code with a numbering plan. */
export function isCountry(code: string): code is CountryCode {
	return isSupported(code as CountryCode, METADATA);
}

/** What the nodes ask of a numbering plan. */
export interface Plan {
	callingCode: string;
	/** What is dialled before a number inside the country, such as 0; empty when nothing is. */
	trunkPrefix: string;
	/** What is dialled before a country code, such as 00 or 011. */
	exitPrefix: RegExp;
	/** How many digits its numbers have, without calling code and trunk prefix, in ascending order. */
	lengths: number[];
	/** Whether digits are a mobile number, or one of another kind that people have WhatsApp on. */
	kindOf(national: string): Kind | undefined;
}

/** The kinds of numbers that people have WhatsApp on. */
export type Kind = 'mobile' | 'other';

const plans = new Map<string, Plan>();

/** The numbering plan of a country, or the one that belongs to a calling code without countries. */
export function planOf(countryOrCode: string): Plan {
	const known = plans.get(countryOrCode);
	if (known) return known;
	const plan = readPlan(countryOrCode);
	plans.set(countryOrCode, plan);
	return plan;
}

/** The plans behind a calling code, the main one first; none when no such code is in use. */
export function plansOf(callingCode: string): Plan[] {
	const { country_calling_codes: countries, nonGeographic } = METADATA as unknown as {
		country_calling_codes: Record<string, string[]>;
		nonGeographic: Record<string, unknown>;
	};
	const owners = countries[callingCode] ?? (nonGeographic[callingCode] ? [callingCode] : []);
	return owners.map(planOf);
}

/** The library has these, but leaves them out of its types. */
interface NumberingPlan {
	callingCode(): string;
	IDDPrefix(): string | undefined;
	nationalPrefix(): string | undefined;
	nationalNumberPattern(): string;
	possibleLengths(): number[];
	type(name: string): { pattern(): string; possibleLengths(): number[] } | undefined;
}

/** Kinds of numbers that people have WhatsApp on; the metadata holds no others. */
const KINDS = ['MOBILE', 'FIXED_LINE', 'VOIP'];

/**
 * Compiles the patterns of a plan once: the library does so for each question, which takes longer
 * than all other work on an item.
 */
function readPlan(countryOrCode: string): Plan {
	const metadata = new Metadata(METADATA);
	metadata.selectNumberingPlan(countryOrCode as CountryCode);
	const plan = metadata.numberingPlan as unknown as NumberingPlan;
	const types = KINDS.map((name) => ({ name, type: plan.type(name) })).filter(
		({ type }) => type !== undefined && type.pattern() !== '',
	);
	const hasMobile = types.some(({ name }) => name === 'MOBILE');
	const kinds = types.map(({ name, type }) => ({
		// Where the plan does not tell mobile phones apart, as in the USA, any line may be one.
		kind: name === 'MOBILE' || (name === 'FIXED_LINE' && !hasMobile) ? 'mobile' : 'other',
		lengths: type?.possibleLengths() ?? [],
		pattern: whole(type?.pattern() ?? ''),
	}));
	const general = whole(plan.nationalNumberPattern());
	const lengths = kinds.length > 0 ? kinds.flatMap((kind) => kind.lengths) : plan.possibleLengths();
	return {
		callingCode: plan.callingCode(),
		trunkPrefix: plan.nationalPrefix() || '',
		exitPrefix: new RegExp(`^(?:${plan.IDDPrefix() || '00'})(?=[1-9])`),
		lengths: [...new Set(lengths)].sort((a, b) => a - b),
		kindOf(national) {
			if (!general.test(national)) return undefined;
			const found = kinds.find(
				(kind) => kind.lengths.includes(national.length) && kind.pattern.test(national),
			);
			return found?.kind as Kind | undefined;
		},
	};
}

const whole = (pattern: string) => new RegExp(`^(?:${pattern})$`);
