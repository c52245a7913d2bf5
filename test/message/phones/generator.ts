import fc from 'fast-check';
import { isValidPhoneNumber, parsePhoneNumber, type CountryCode } from 'libphonenumber-js/max';
import metadata from 'libphonenumber-js/max/metadata';
import examples from 'libphonenumber-js/examples.mobile.json';

/** A valid number, and the ways in which it is written. */
export interface Sample {
	country: CountryCode;
	callingCode: string;
	/** E.164 digits without the plus sign. */
	digits: string;
	/** Without calling code and trunk prefix. */
	national: string;
	/** As it is written and dialled inside the country. */
	local: string;
	/** As it is written for people abroad. */
	international: string;
	isMobile: boolean;
}

type Plan = [
	callingCode: string,
	exitPrefix: string,
	pattern: string,
	lengths: number[],
	formats: unknown,
	trunkPrefix: string | 0,
	...rest: unknown[],
];
type Line = [pattern: string, lengths?: number[]] | 0 | undefined;

const plans = (metadata as unknown as { countries: Record<CountryCode, Plan> }).countries;

export const COUNTRIES = Object.keys(plans) as CountryCode[];

export const trunkOf = (country: CountryCode) => plans[country][5] || '';

/** Fixed lines, mobile phones and VoIP in the library's full metadata: what people have WhatsApp on. */
const KINDS = [0, 1, 8];

/**
 * Valid numbers of a country, made from the patterns of its numbering plan, and the example that the
 * library has for it.
 * @param each how many of each kind
 */
export function validNumbers(country: CountryCode, each: number, seed: number): Sample[] {
	const [callingCode, , , lengths, , , , , , , , types] = plans[country];
	const samples = new Map<string, Sample>();
	const add = (national: string) => {
		const sample = sampleOf(country, callingCode, national);
		if (sample) samples.set(sample.digits, sample);
	};
	add(examples[country as keyof typeof examples] ?? '');
	for (const kind of KINDS) {
		const line = (types as Line[])[kind];
		if (!line || line[0] === '') continue;
		const possible = line[1] ?? lengths;
		const arbitrary = fc
			.stringMatching(new RegExp(`^(?:${line[0]})$`))
			.filter((national) => possible.includes(national.length));
		for (const national of fc.sample(arbitrary, { seed, numRuns: each })) add(national);
	}
	return [...samples.values()];
}

function sampleOf(country: CountryCode, callingCode: string, national: string): Sample | undefined {
	const digits = callingCode + national;
	if (digits.length < 8 || digits.length > 15 || !isValidPhoneNumber(`+${digits}`))
		return undefined;
	const number = parsePhoneNumber(`+${digits}`);
	// A pattern may be shared with the main country of the calling code.
	if (number.number !== `+${digits}` || number.country !== country) return undefined;
	return {
		country,
		callingCode,
		digits,
		national,
		local: number.formatNational(),
		international: number.formatInternational(),
		isMobile: /MOBILE/.test(number.getType() ?? ''),
	};
}

/** The same number in all spellings that have to be understood, with the country that is set. */
export function spellings(sample: Sample): Array<[spelling: string, country?: CountryCode]> {
	const { country, digits, international, local, national } = sample;
	return [
		[local, country],
		[national, country],
		[digits, country],
		[`whatsapp:${digits}`, country],
		[`tel:${local}`, country],
		[international],
		[international, country],
		[`+${digits}`],
		[`00${digits}`],
	];
}

const DIGITS = [...'0123456789'];

/** A text with every single mistake of the hand: a digit more, less, doubled, wrong, or two swapped. */
export function mistyped(digits: string): string[] {
	const results: string[] = [];
	for (let at = 0; at <= digits.length; at++) {
		const before = digits.slice(0, at);
		const after = digits.slice(at);
		for (const digit of DIGITS) results.push(before + digit + after);
		if (after === '') continue;
		results.push(before + after.slice(1));
		for (const digit of DIGITS) results.push(before + digit + after.slice(1));
		if (after.length > 1) results.push(`${before}${after[1]}${after[0]}${after.slice(2)}`);
	}
	return results;
}

/**
 * A number of a country with one thing wrong, written without a plus sign: every mistyped form of it
 * with and without trunk prefix and with its calling code, and prefixes that do not belong there. Two
 * zeros in front are left out: they are the international prefix by definition.
 */
export function broken({ country, callingCode, national }: Sample): string[] {
	const trunk = trunkOf(country);
	const prefixes = [...DIGITS, trunk + trunk, callingCode.slice(1), callingCode.slice(0, -1)];
	const forms = [
		...mistyped(national),
		...mistyped(trunk + national),
		...mistyped(callingCode + national),
		...prefixes.flatMap((prefix) => [prefix + national, prefix + trunk + national]),
	];
	return [...new Set(forms)].filter((form) => !form.startsWith('00'));
}

/** So many of a list, evenly spread, beginning at a place that depends on a seed. */
export function some<Entry>(list: Entry[], count: number, seed: number): Entry[] {
	if (count >= list.length) return list;
	const step = list.length / count;
	const start = seed % Math.ceil(step);
	return Array.from(
		{ length: count },
		(_, index) => list[(start + Math.floor(index * step)) % list.length] as Entry,
	);
}
