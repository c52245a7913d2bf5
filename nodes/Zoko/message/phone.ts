import { InvalidInput } from '../errors/invalid-input';
import { excerpt } from '../values';
import { isCountry, parseNumber, planOf, type CountryCode } from './phone-library';
import {
	inPlan,
	isMistyped,
	knownTo,
	lengthsBehind,
	shortestForeign,
	splitCode,
	type Known,
} from './phone-plans';
import { writtenNumber, type Written } from './phone-text';

/** E.164 as ITU-T writes it: up to 15 digits. Shorter than 8 is no subscriber number. */
const MIN_DIGITS = 8;
const MAX_DIGITS = 15;

/**
 * People write shorter numbers without their country code, so those are not taken for international
 * ones; at this length they may be either.
 */
const SHORTEST_BARE = 10;

/** The most digits before a slash inside one number: those of Germany's area codes 03xxxx. */
const LONGEST_AREA_CODE = 6;

const WRITE_INTERNATIONALLY =
	'Write it with a plus sign and the country code, for example +91 98765 43210.';

/** `asWritten` takes numbers with a plus sign even where they do not fit the numbering plans. */
export type NumberCheck = 'strict' | 'asWritten';

/** How a number is to be read. */
export interface Reading {
	/** ISO 3166 alpha-2 code that completes numbers without a country code. */
	country?: string;
	/** Set where the user can choose it. */
	numberCheck?: NumberCheck;
}

/** A phone number that was read. */
export interface Phone {
	/** E.164 digits without the plus sign, as Zoko takes them. */
	digits: string;
	/** What the user should know about how it was read. */
	notice?: string;
}

/**
 * Reads a phone number in any human spelling. Never guesses: what could be two numbers is refused.
 * @param label the parameter as the form calls it
 * @param value text, or a whole number
 * @throws InvalidInput
 */
export function readPhone(label: string, value: unknown, how: Reading): Phone {
	const written = writtenNumber(label, value);
	const country = how.country === undefined ? undefined : countryCode(how.country);
	const number = new Reader(label, written, country, how.numberCheck).read();
	return { ...number, digits: ofPhoneLength(label, written, number.digits) };
}

/** The digits of {@link readPhone} alone. */
export function phoneDigits(label: string, value: unknown, country?: string): string {
	return readPhone(label, value, { country }).digits;
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
		`'Country' is ${excerpt(value, 20)}, which is not a two-letter country code`,
		'Use a code such as IN, GB or US.',
	);
}

/** Measures a number with its country code: without it, small countries have five to seven digits. */
function ofPhoneLength(label: string, { shown }: Written, digits: string): string {
	if (digits.length >= MIN_DIGITS && digits.length <= MAX_DIGITS) return digits;
	throw new InvalidInput(
		`'${label}' ${shown} has ${digits.length} digits; a phone number with its country code has ${MIN_DIGITS} to ${MAX_DIGITS}`,
		WRITE_INTERNATIONALLY,
	);
}

class Reader {
	constructor(
		private readonly label: string,
		private readonly written: Written,
		private readonly country: CountryCode | undefined,
		private readonly numberCheck: NumberCheck | undefined,
	) {}

	read(): Phone {
		const { digits, plus, heads } = this.written;
		if (heads.some((head) => this.isWhole(head))) {
			throw this.refusal('looks like two numbers, one behind the other', 'Give one number.');
		}
		if (plus) return this.international(digits);
		const dialled = this.country && this.dialledAbroad(this.country, digits);
		if (dialled) return dialled;
		if (digits.startsWith('00')) return this.international(digits.slice(2));
		return this.country ? this.national(this.country, digits) : this.unplaced(digits);
	}

	/** Whether digits are a number by themselves, and not only the area code of one. */
	private isWhole(digits: string): boolean {
		const { plus } = this.written;
		const abroad = plus || digits.startsWith('00');
		const number =
			abroad || !this.country
				? this.known(plus ? digits : digits.replace(/^00/, ''))
				: this.ofCountry(this.country, digits);
		if (!number) return false;
		return number.digits.length - number.callingCode.length > LONGEST_AREA_CODE;
	}

	/** A number with its country code that was marked as such. */
	private international(digits: string): Phone {
		if (this.numberCheck === 'asWritten' && this.written.plus && !digits.startsWith('0')) {
			return { digits };
		}
		const known = this.known(digits);
		if (known) return known;
		// Too short or too long for any country has a better error.
		if (digits.length < MIN_DIGITS || digits.length > MAX_DIGITS) return { digits };
		const split = splitCode(digits);
		if (!split) {
			throw this.refusal('begins with a country code that does not exist', WRITE_INTERNATIONALLY);
		}
		const { code, national } = split;
		const lengths = lengthsBehind(code);
		if (lengths.includes(national.length)) return { digits };
		throw this.refusal(
			`has ${national.length} digits after the country code ${code}; numbers there have ${listed(lengths)}`,
			this.numberCheck === undefined
				? 'Check the number.'
				: "Check the number. If it is right all the same, set 'Number Check' in Options to 'As Written'.",
		);
	}

	/**
	 * A number after the international prefix of the country. Some of these prefixes are longer than
	 * the 00 that everybody understands, and some do not begin with it.
	 */
	private dialledAbroad(country: CountryCode, digits: string): Phone | undefined {
		const plan = planOf(country);
		const prefix = plan.exitPrefix.exec(digits)?.[0];
		if (prefix === undefined || prefix === '00') return undefined;
		const abroad = this.known(digits.slice(prefix.length));
		if (!abroad) return undefined;
		if (abroad.callingCode !== plan.callingCode && digits.length < shortestForeign(country)) {
			return undefined;
		}
		const other = digits.startsWith('00')
			? this.known(digits.slice(2))
			: this.ofCountry(country, digits);
		if (!other || other.digits === abroad.digits) return abroad;
		throw this.ambiguous(`+${other.digits}`, `+${abroad.digits}`);
	}

	/** A number that no plus sign or prefix marks as international. */
	private national(country: CountryCode, digits: string): Phone {
		const home = this.ofCountry(country, digits);
		const bare = this.bare(digits);
		if (home) {
			if (bare?.digits === home.digits) return bare;
			if (home.isMobile || !bare) return home;
			if (bare.callingCode === home.callingCode) return bare;
			if (digits.length < SHORTEST_BARE) return home;
			throw this.ambiguous(`a number of ${country}`, `one with country code ${bare.callingCode}`);
		}
		// Zoko's own lists have international numbers without the plus sign.
		const { callingCode } = planOf(country);
		if (bare?.callingCode === callingCode) return bare;
		const isForeign =
			bare?.digits === digits &&
			digits.length >= shortestForeign(country) &&
			!isMistyped(digits, planOf(country));
		if (isForeign) return bare;
		throw this.refusal(
			`is not a phone number of ${country}`,
			`${WRITE_INTERNATIONALLY} The country comes from 'Country' in Options, or from 'Default Country' in the Zoko credential.`,
		);
	}

	/** A number that is complete, although nothing tells its country. */
	private unplaced(digits: string): Phone {
		const bare = this.bare(digits);
		if (bare && digits.length > SHORTEST_BARE) return bare;
		throw this.refusal(
			'has no plus sign, and no country is set that could complete it',
			`${WRITE_INTERNATIONALLY} Or set 'Default Country' in the Zoko credential, or 'Country' in Options; an expression there has to give one.`,
		);
	}

	private bare(digits: string): Known | undefined {
		return digits.startsWith('0') ? undefined : this.known(digits);
	}

	/** A number of a country, with or without its trunk prefix. */
	private ofCountry(country: CountryCode, digits: string): Known | undefined {
		const { callingCode } = planOf(country);
		const plain = inPlan(callingCode, digits);
		if (plain) return plain;
		const parsed = parseNumber(digits, country);
		return parsed?.countryCallingCode === callingCode
			? inPlan(callingCode, parsed.nationalNumber)
			: undefined;
	}

	/**
	 * A number with its country code. A trunk prefix behind the code, which only belongs there inside
	 * the country, is taken off when the number is right only without it.
	 */
	private known(digits: string): Known | undefined {
		const asItIs = knownTo(digits);
		if (asItIs) return asItIs;
		const without = parseNumber(`+${digits}`)?.number.slice(1);
		if (without === undefined || without === digits) return undefined;
		const known = knownTo(without);
		if (!known) return undefined;
		const notice = `'${this.label}' ${this.written.shown} was read as +${without}: what is left out is only dialled inside the country`;
		return { ...known, notice };
	}

	private ambiguous(one: string, other: string): InvalidInput {
		return this.refusal(
			`could be ${one} or ${other}`,
			'Write it with a plus sign and the country code, so that it can only be one of them.',
		);
	}

	private refusal(what: string, advice: string): InvalidInput {
		return new InvalidInput(`'${this.label}' ${this.written.shown} ${what}`, advice);
	}
}

/** "10", "9 or 10", "5 to 15". */
function listed(lengths: number[]): string {
	const [first, second] = lengths;
	if (lengths.length < 2) return String(first);
	if (lengths.length === 2) return `${first} or ${second}`;
	return `${first} to ${lengths[lengths.length - 1]}`;
}
