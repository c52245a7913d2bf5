import {
	isSupportedCountry as isSupported,
	Metadata,
	parsePhoneNumberFromString,
	type CountryCode,
	type PhoneNumber,
} from 'libphonenumber-js/core';
import { phoneMetadata } from './phone-metadata';

// The parts of libphonenumber-js that phone numbers need. Built as a file of its own, which the nodes
// share. Its smaller metadata sets take numbers for valid that no operator assigns, so this uses the
// full set, less what is never asked for.

export type { CountryCode } from 'libphonenumber-js/core';

/**
 * Reads digits as a number of a country, or with a plus sign as an international number.
 * @returns undefined for what is no phone number at all
 */
export function parseNumber(digits: string, country?: CountryCode): PhoneNumber | undefined {
	return parsePhoneNumberFromString(
		digits,
		{ defaultCountry: country, extract: false },
		phoneMetadata(),
	);
}

/** Whether a text is an ISO 3166 alpha-2 code with a numbering plan. */
export function isCountry(code: string): code is CountryCode {
	return isSupported(code as CountryCode, phoneMetadata());
}

/** Countries that share a calling code, the main one first; none when the code does not exist. */
export function countriesOf(callingCode: string): CountryCode[] {
	return (
		(phoneMetadata().country_calling_codes as Record<string, CountryCode[]>)[callingCode] ?? []
	);
}

/** Calling codes of services that belong to no country, such as satellite phones. */
const GLOBAL_CODES = new Set(['800', '808', '870', '878', '881', '882', '883', '888', '979']);

/** Whether a calling code is in use anywhere (ITU-T E.164, list of assigned codes). */
export function isCallingCode(code: string): boolean {
	return GLOBAL_CODES.has(code) || countriesOf(code).length > 0;
}

/** The library has these two, but leaves them out of its types. */
interface NumberingPlan {
	nationalPrefix(): string | undefined;
	type(name: 'MOBILE'): { possibleLengths(): number[] } | undefined;
}

function numberingPlan(country: CountryCode): NumberingPlan {
	const plans = new Metadata(phoneMetadata());
	plans.selectNumberingPlan(country);
	return plans.numberingPlan as unknown as NumberingPlan;
}

/** The digit that is dialled before a number inside its country, if there is one. */
export function trunkPrefix(country: CountryCode): string | undefined {
	return numberingPlan(country).nationalPrefix();
}

/** How many digits a mobile number of a country has, without the calling code. */
export function mobileLengths(country: CountryCode): number[] {
	return numberingPlan(country).type('MOBILE')?.possibleLengths() ?? [];
}
