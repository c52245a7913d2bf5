import fc from 'fast-check';
import { InvalidInput } from '../../nodes/Zoko/message/invalid-input';
import { countryCode, phoneDigits, samePhone } from '../../nodes/Zoko/message/phone';
import { refusalOf } from '../harness/form';

const read = (value: unknown, country?: string) => phoneDigits('Recipient', value, country);
const refusal = (value: unknown, country?: string) => refusalOf(() => read(value, country));

const INDIAN = '919876543210';
const REFUSED = undefined;

describe('twelve spellings, with India, Great Britain and no country as default', () => {
	it.each<[string, unknown, string | undefined, string | undefined, string | undefined]>([
		['spaces', '+91 98765 43210', INDIAN, INDIAN, INDIAN],
		['hyphens', '+91-98765-43210', INDIAN, INDIAN, INDIAN],
		['brackets and a dot', '(+91) 98765.43210', INDIAN, INDIAN, INDIAN],
		['00 for plus', '0091 98765 43210', INDIAN, INDIAN, INDIAN],
		['a trunk zero', '098765 43210', INDIAN, REFUSED, REFUSED],
		['no country code', '9876543210', INDIAN, REFUSED, REFUSED],
		['(0) of the trunk prefix', '+44 (0)20 7946 0958', ...repeat('442079460958')],
		['a whatsapp: link', 'whatsapp:+919876543210', INDIAN, INDIAN, INDIAN],
		['a non-breaking space, no plus', '91 98765\u00a043210', INDIAN, INDIAN, INDIAN],
		['an extension', '+91 98765 43210 ext 5', REFUSED, REFUSED, REFUSED],
		['nothing', '', REFUSED, REFUSED, REFUSED],
		['a JSON number', 919876543210, INDIAN, INDIAN, INDIAN],
	])('%s', (_name, value, inIndia, inBritain, nowhere) => {
		const outcome = (country?: string) => {
			try {
				return read(value, country);
			} catch (error) {
				expect(error).toBeInstanceOf(InvalidInput);
				return REFUSED;
			}
		};
		expect([outcome('IN'), outcome('GB'), outcome(), outcome('')]).toEqual([
			inIndia,
			inBritain,
			nowhere,
			nowhere,
		]);
	});

	function repeat(digits: string): [string, string, string] {
		return [digits, digits, digits];
	}
});

describe('other spellings of people and programs', () => {
	it.each<[string, unknown, string | undefined, string]>([
		['tel: link', 'tel:+44-7700-900123', undefined, '447700900123'],
		['whatsapp: without plus', 'whatsapp:919876543210', undefined, INDIAN],
		['full-width digits and plus', '＋９１ ９８７６５ ４３２１０', undefined, INDIAN],
		['Arabic-Indic digits', '+٩١ ٩٨٧٦٥ ٤٣٢١٠', undefined, INDIAN],
		['Devanagari digits', '९८७६५४३२१०', 'IN', INDIAN],
		['Persian digits', '+۹۱ ۹۸۷۶۵ ۴۳۲۱۰', undefined, INDIAN],
		['invisible marks of a copied contact', '\u202a+91 98765 43210\u202c', undefined, INDIAN],
		['zero-width space and soft hyphen', '+91\u200b98765\u00ad43210', undefined, INDIAN],
		['en dash', '+91–98765–43210', undefined, INDIAN],
		['line breaks and tabs', '\t+91\n98765 43210\r\n', undefined, INDIAN],
		['slashes', '+49 151/23456789', undefined, '4915123456789'],
		['Mexican mobile as WhatsApp keeps it', '+52 1 55 1234 5678', undefined, '5215512345678'],
		['Argentine mobile as WhatsApp keeps it', '+54 9 11 2345-6789', undefined, '5491123456789'],
		['Italian leading zero', '+39 06 698 12345', undefined, '390669812345'],
		['national, lower-case country', '07400 123456', 'gb', '447400123456'],
		['country with blanks', '07400 123456', ' GB ', '447400123456'],
		['bigint', 919876543210n, undefined, INDIAN],
		['fifteen digits', '+49 12345 67890 123', undefined, '491234567890123'],
		['eight digits', '+290 22158', undefined, '29022158'],
		['satellite phone', '+870 773 111 632', undefined, '870773111632'],
		['seven digits of a small country', '611 1234', 'IS', '3546111234'],
		['six digits of a smaller one', '211234', 'FO', '298211234'],
		['American number, US default', '(201) 555-0123', 'US', '12015550123'],
	])('%s', (_name, value, country, digits) => {
		expect(read(value, country)).toBe(digits);
	});
});

describe('refused, never guessed', () => {
	it.each<[string, unknown, string | undefined, RegExp]>([
		['undefined', undefined, 'IN', /'Recipient' is empty/],
		['null', null, 'IN', /is empty/],
		['blank', ' \u00a0\t', 'IN', /is empty/],
		['no digit', '+', 'IN', /0 digits/],
		['a letter', '+91 98765 4321O', undefined, /contains 'O'/],
		['a name', 'Jane', 'IN', /contains 'Jane'/],
		['an extension in short', '+91 98765 43210 x5', undefined, /contains 'x'/],
		['an extension with a hash', '+91 98765 43210 #5', undefined, /contains '#'/],
		['an extension of RFC 3966', 'tel:+91-98765-43210;ext=5', undefined, /contains ';ext='/],
		['two numbers', '+91 98765 43210, +91 98765 43211', undefined, /contains ', \+'|contains ','/],
		['two plus signs', '++919876543210', undefined, /contains '\+'/],
		['a plus sign inside', '91+9876543210', undefined, /contains '\+'/],
		['seven digits', '+1234567', undefined, /7 digits/],
		['sixteen digits', '+4912345678901234', undefined, /16 digits/],
		['a country whose number makes it too long', '208000000000000', 'DE', /17 digits/],
		['valid in two countries', '5176543210', 'IN', /could be a number of IN or one with .* 51/],
		['a country code that does not exist', '+999 12345678', undefined, /does not exist/],
		['a country code that begins with 0', '+0 98765 43210', undefined, /does not exist/],
		['fraction', 98765.5, 'IN', /no whole number/],
		['negative', -919876543210, 'IN', /no whole number/],
		['NaN', Number.NaN, 'IN', /lost digits/],
		['Infinity', Number.POSITIVE_INFINITY, 'IN', /lost digits/],
		['unsafe number', 2 ** 53, 'IN', /lost digits/],
		['a list', ['+919876543210'], 'IN', /a list or an object/],
		['an object', { phone: '+919876543210' }, 'IN', /a list or an object/],
		['a boolean', true, 'IN', /Recipient/],
		['scientific notation', '9.19877E+11', 'IN', /spreadsheet has shortened/],
		['decimals', '919876543210.0', 'IN', /ends in decimals/],
		['too short for the country', '98765432', 'IN', /not a phone number of IN/],
		['trunk zero and a digit missing', '0176543210', 'IN', /not a phone number of IN/],
		['trunk zero without country', '098765 43210', undefined, /no country is set/],
		['ten digits without country', '9876543210', undefined, /no country is set/],
		['(0) in a country without it', '+1 (0)201 555 0123', undefined, /zero in brackets/],
	])('%s', (_name, value, country, message) => {
		const error = refusal(value, country);
		expect(error.message).toMatch(message);
		expect(error.message).toContain("'Recipient'");
		expect(error.remedy).toMatch(/\.$/);
	});

	it('says where the default country is set', () => {
		expect(refusal('9876543210').remedy).toContain("'Default Country'");
		expect(refusal('9876543210').remedy).toContain('+91 98765 43210');
	});
});

describe('any input', () => {
	const countries = fc.constantFrom(undefined, '', 'IN', 'GB', 'US', 'IT', 'MX', 'SG', 'DE');
	const phoneLike = fc
		.array(fc.constantFrom(...'0123456789+()-. /\u00a0'), { maxLength: 24 })
		.map((parts) => parts.join(''));

	it.each([
		['text that looks like a phone number', phoneLike],
		['any text', fc.string({ unit: 'binary' })],
		['any value', fc.anything({ withBigInt: true, withDate: true })],
		['numbers', fc.oneof(fc.integer(), fc.double(), fc.maxSafeInteger())],
	])('%s gives 8 to 15 digits or InvalidInput', (_name, values: fc.Arbitrary<unknown>) => {
		fc.assert(
			fc.property(values, countries, (value, country) => {
				try {
					expect(read(value, country)).toMatch(/^[1-9]\d{7,14}$/);
				} catch (error) {
					expect(error).toBeInstanceOf(InvalidInput);
				}
			}),
			{ numRuns: 1500 },
		);
	});

	it('reads its own result back, with a plus sign, whatever the default country', () => {
		fc.assert(
			fc.property(phoneLike, countries, countries, (value, country, other) => {
				let digits: string;
				try {
					digits = read(value, country);
				} catch {
					return;
				}
				expect(read(`+${digits}`, other)).toBe(digits);
				expect(read(`00${digits}`, other)).toBe(digits);
				expect(samePhone(`+${digits}`, digits)).toBe(true);
			}),
			{ numRuns: 3000 },
		);
	});

	it('keeps the number when only separators change', () => {
		const separators = fc.array(fc.constantFrom(' ', '-', '.', '\u00a0', '/', ''), {
			minLength: 12,
			maxLength: 12,
		});
		fc.assert(
			fc.property(separators, (between) => {
				const spelled = [...INDIAN].map((digit, index) => digit + between[index]).join('');
				expect(read(`+${spelled}`)).toBe(INDIAN);
			}),
		);
	});
});

describe('countryCode', () => {
	it.each([
		['IN', 'IN'],
		[' gb ', 'GB'],
		['', undefined],
		['  ', undefined],
	])('%j is %j', (value, expected) => expect(countryCode(value)).toBe(expected));

	it.each(['India', 'XX', 'IND', '91', '__proto__', 'constructor'])('refuses %s', (value) => {
		expect(() => countryCode(value)).toThrow(InvalidInput);
	});
});

describe('samePhone', () => {
	it.each([
		['+919876543210', '919876543210', true],
		['0091 98765 43210', '+91-98765-43210', true],
		['919876543210', '919876543211', false],
		['', '', false],
		['+', '', false],
	])('%s and %s: %s', (a, b, same) => expect(samePhone(a, b)).toBe(same));
});
