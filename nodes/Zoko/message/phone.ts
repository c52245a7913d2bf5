import { InvalidInput } from './invalid-input';
import {
	countriesOf,
	isCallingCode,
	isCountry,
	mobileLengths,
	parseNumber,
	trunkPrefix,
	type CountryCode,
} from './phone-library';

/** E.164 as ITU-T writes it: up to 15 digits. Shorter than 8 is no subscriber number. */
const MIN_DIGITS = 8;
const MAX_DIGITS = 15;

/** Digits of one script each; people paste numbers as their keyboard wrote them. */
const ZEROS = [0xff10, 0x0660, 0x06f0, 0x0966];

const WRITE_INTERNATIONALLY =
	'Write it with a plus sign and the country code, for example +91 98765 43210.';

/**
 * Reads a phone number in any human spelling and returns its E.164 digits without the plus sign,
 * as Zoko takes them. Never guesses: what could be two numbers is refused.
 * @param label the parameter as the form calls it
 * @param value text, or a whole number
 * @param country ISO 3166 alpha-2 code that completes numbers without a country code
 * @throws InvalidInput
 */
export function phoneDigits(label: string, value: unknown, country?: string): string {
	const written = spelledOut(label, value);
	const defaultCountry = country === undefined ? undefined : countryCode(country);
	const { digits, international } = bareDigits(label, written);

	if (international) return asWritten(label, written, ofPhoneLength(label, written, digits));
	return ofPhoneLength(label, written, completed(label, written, digits, defaultCountry));
}

/** Measures a number with its country code: without it, small countries have five to seven digits. */
function ofPhoneLength(label: string, written: string, digits: string): string {
	if (digits.length >= MIN_DIGITS && digits.length <= MAX_DIGITS) return digits;
	throw new InvalidInput(
		`'${label}' ${written} has ${digits.length} digits; a phone number with its country code has ${MIN_DIGITS} to ${MAX_DIGITS}`,
		WRITE_INTERNATIONALLY,
	);
}

/** Whether two spellings, either of them with or without a plus sign, are one number. */
export function samePhone(a: string, b: string): boolean {
	const digits = (value: string) => value.replace(/\D/g, '').replace(/^00/, '');
	return digits(a) !== '' && digits(a) === digits(b);
}

/**
 * A country code in upper case, or an error for anything that is not ISO 3166 alpha-2.
 * @throws InvalidInput
 */
export function countryCode(value: string): CountryCode | undefined {
	const code = value.trim().toUpperCase();
	if (code === '') return undefined;
	if (isCountry(code)) return code;
	throw new InvalidInput(
		`'Country' is ${value.trim()}, which is not a two-letter country code`,
		'Use a code such as IN, GB or US.',
	);
}

function spelledOut(label: string, value: unknown): string {
	if (typeof value === 'number' || typeof value === 'bigint') {
		if (typeof value === 'bigint' || (Number.isSafeInteger(value) && value > 0))
			return String(value);
		throw new InvalidInput(
			`'${label}' is the number ${value}, which lost digits or is no whole number`,
			'Keep phone numbers as text in the sheet or database that they come from.',
		);
	}
	if (value !== undefined && value !== null && typeof value !== 'string') {
		throw new InvalidInput(
			`'${label}' holds a list or an object where one phone number is expected`,
			'Point the expression at one number, for example {{ $json.customer.phone }}.',
		);
	}
	const text = (value ?? '').trim();
	if (text === '') {
		throw new InvalidInput(
			`'${label}' is empty`,
			'Fill in a phone number. If it holds an expression, check that the incoming item has that field.',
		);
	}
	return text;
}

/** Strips what people put between digits, and refuses everything that would change the number. */
function bareDigits(label: string, written: string): { digits: string; international: boolean } {
	const text = written
		.replace(/\p{Nd}/gu, asciiDigit)
		.replace(/[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g, '')
		.replace(/＋/g, '+')
		.trim();
	if (/^\d+([.,]\d+)?e\+?\d+$/i.test(text)) {
		throw new InvalidInput(
			`'${label}' ${written} is a number that a spreadsheet has shortened`,
			'Format the column as text in the spreadsheet; the lost digits cannot be restored.',
		);
	}
	if (/^\d{7,}[.,]\d{1,2}$/.test(text)) {
		throw new InvalidInput(
			`'${label}' ${written} ends in decimals, as if a spreadsheet had made it`,
			'Format the column as text in the spreadsheet.',
		);
	}
	const scheme = /^(whatsapp|tel):\s*/i.exec(text);
	const rest = scheme ? text.slice(scheme[0].length) : text;
	const plus = rest.startsWith('+') || rest.startsWith('(+');
	const body = plus ? rest.replace('+', '') : rest;
	const odd = /[^\d\s().\-‐-―−/]+/u.exec(body)?.[0];
	if (odd !== undefined) {
		throw new InvalidInput(
			`'${label}' ${written} contains '${odd}', which is not part of one phone number`,
			'Give one number, without extension, name or second number.',
		);
	}
	const compact = body.replace(/[^\d()]/g, '');
	const doubleZero = !plus && /^\(?00/.test(compact);
	const international = plus || doubleZero || scheme !== null;
	const national = international ? withoutTrunkZero(label, written, compact) : compact;
	const digits = national.replace(/\D/g, '');
	return { digits: doubleZero ? digits.slice(2) : digits, international };
}

function asciiDigit(digit: string): string {
	const code = digit.codePointAt(0) ?? 0;
	const zero = ZEROS.find((start) => code >= start && code <= start + 9);
	return zero === undefined ? digit : String(code - zero);
}

/** "+44 (0)20 …": the bracketed zero is only dialled inside a country whose trunk prefix is 0. */
function withoutTrunkZero(label: string, written: string, compact: string): string {
	if (!compact.includes('(0)')) return compact;
	const before = compact.slice(0, compact.indexOf('(0)'));
	const code = before.replace(/\D/g, '').replace(/^00/, '');
	const [country] = countriesOf(code);
	if (country && trunkPrefix(country) === '0')
		return before + compact.slice(before.length + '(0)'.length);
	throw new InvalidInput(
		`'${label}' ${written} has a zero in brackets, and it is not certain whether it belongs to the number`,
		'Write the number without brackets, exactly as it is dialled from abroad.',
	);
}

function asWritten(label: string, written: string, digits: string): string {
	if ([1, 2, 3].some((size) => isCallingCode(digits.slice(0, size)))) return digits;
	throw new InvalidInput(
		`'${label}' ${written} begins with a country code that does not exist`,
		WRITE_INTERNATIONALLY,
	);
}

/**
 * A number without an international prefix. With a country it is a number of that country when it
 * is valid there; Zoko's own lists hold international numbers without the plus sign, so a number
 * that is valid only as such is taken too. A number with the length of a mobile number of the
 * country, yet not valid there, is rather mistyped than foreign; so is a short one without country.
 */
function completed(
	label: string,
	written: string,
	digits: string,
	country: CountryCode | undefined,
): string {
	const home = country && parseNumber(digits, country);
	const abroad = digits.startsWith('0') ? undefined : parseNumber(`+${digits}`);
	const foreign = abroad?.isValid() ? abroad : undefined;

	if (country && home?.isValid()) {
		const national = home.number.slice(1);
		const mobile = /MOBILE/.test(home.getType() ?? '');
		if (mobile || !foreign || national === digits) return national;
		if (foreign.countryCallingCode === home.countryCallingCode) return digits;
		throw new InvalidInput(
			`'${label}' ${written} could be a number of ${country} or one with country code ${foreign.countryCallingCode}`,
			'Write it with a plus sign and the country code, so that it can only be one of them.',
		);
	}
	if (country) {
		if (foreign && !mobileLengths(country).includes(digits.length)) return digits;
		throw new InvalidInput(
			`'${label}' ${written} is not a phone number of ${country}`,
			`${WRITE_INTERNATIONALLY} The country comes from 'Country' in Options, or from 'Default Country' in the Zoko credential.`,
		);
	}
	if (foreign && digits.length > 10) return digits;
	throw new InvalidInput(
		`'${label}' ${written} has no plus sign, and no country is set that could complete it`,
		`${WRITE_INTERNATIONALLY} Or set 'Default Country' in the Zoko credential, or 'Country' in Options.`,
	);
}
