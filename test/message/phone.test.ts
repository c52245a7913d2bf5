import { InvalidInput } from '../../nodes/Zoko/errors/invalid-input';
import { countryCode, phoneDigits, readPhone } from '../../nodes/Zoko/message/phone';
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
		['a non-breaking space, no plus', '91 98765\u00a043210', INDIAN, REFUSED, INDIAN],
		['an extension', '+91 98765 43210 ext 5', REFUSED, REFUSED, REFUSED],
		['nothing', '', REFUSED, REFUSED, REFUSED],
		['a JSON number', 919876543210, INDIAN, REFUSED, INDIAN],
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
		['tel: in front of a national number', 'tel:9876543210', 'IN', INDIAN],
		['tel: in front of an American one', 'tel:415-555-2671', 'US', '14155552671'],
		['whatsapp: in front of a national number', 'whatsapp:9876543210', 'IN', INDIAN],
		["a country's own international prefix", '001 91 98765 43210', 'TH', INDIAN],
		['011 from America', '011 44 7400 123456', 'US', '447400123456'],
		['010 from Japan', '010-91-98765-43210', 'JP', INDIAN],
		['00 where it is not the prefix', '0091 98765 43210', 'US', INDIAN],
		['Mexico as Zoko lists it, no country', '5215512345678', undefined, '5215512345678'],
		['Mexico as Zoko lists it, from India', '5215512345678', 'IN', '5215512345678'],
		['Mexico as Zoko lists it, at home', '5215512345678', 'MX', '5215512345678'],
		['Brazil without the ninth digit', '551187654321', 'BR', '551187654321'],
		['the same, written internationally', '+55 11 8765-4321', undefined, '551187654321'],
		['Argentina as Zoko lists it', '5491123456789', 'IN', '5491123456789'],
		['an Argentine mobile at home', '011 15-2345-6789', 'AR', '5491123456789'],
		['Italian zero, national', '06 698 12345', 'IT', '390669812345'],
		['zero of Côte d’Ivoire', '+225 07 07 12 34 56', undefined, '2250707123456'],
		['a range that the plans do not know', '+91 55555 55555', undefined, '915555555555'],
		['VoIP', '050 1234 5678', 'JP', '815012345678'],
		['full-width brackets and hyphens', '（０９０）１２３４－５６７８', 'JP', '819012345678'],
		['Arabic letter mark', '\u061c+971 50 123 4567', undefined, '971501234567'],
		['variation selectors', '9\ufe0e8765 43210\u2060', 'IN', INDIAN],
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
		['another country, were it not one digit too many (Russia)', '79123456789', 'IN', /of IN/],
		['the same (Kazakhstan)', '77012345678', 'IN', /of IN/],
		['the same (Sri Lanka)', '94712345678', 'IN', /of IN/],
		['the same (Japan)', '81234567891', 'IN', /of IN/],
		['an old Mexican prefix that reads as American', '1 55 1234 5678', 'MX', /of MX/],
		['too short to be foreign', '919876543210', 'GB', /of GB/],
		['a code twice', '+91 919876543210', undefined, /12 digits after .* 91; numbers there have 10/],
		['a digit too many', '+91 98765 432100', undefined, /11 digits after the country code 91/],
		['a digit too few', '+91 98765 4321', 'IN', /9 digits after the country code 91/],
		['the plus at the end', '971501234567+', undefined, /has its plus sign at the end/],
		['the same, marked', '\u200f971501234567+\u200e', 'AE', /has its plus sign at the end/],
		['decimals behind a plus', '+4915123456.0', undefined, /ends in decimals/],
		['two numbers in short', '022 2765 4321/22', 'IN', /looks like two numbers/],
		['two whole numbers', '030 1234567/1234568', 'DE', /two numbers, one behind the other/],
		['a second one in short', '+49 (0)30 1234567/568', undefined, /one behind the other/],
		['the same without a plus', '030 1234567/568', 'DE', /one behind the other/],
		['the same behind 00', '0043 664 1234567 / 689', 'IN', /one behind the other/],
		['a line each', '0664 1234567\n0665', 'AT', /one behind the other/],
		['a cell each', '+62 812 345 678\t679', undefined, /one behind the other/],
		['a slash of another script', '+62 812 345 678／679', undefined, /one behind the other/],
		['decimals behind blanks', '+49 151 2345678.0', undefined, /ends in decimals/],
		['a control character', '98765\u000743210', 'IN', /contains 'U\+0007'/],
		['a megabyte', '9'.repeat(1_000_000), 'IN', /^'Recipient' is a text of 1000000 characters/],
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

describe('a trunk prefix behind the country code', () => {
	it.each<[string, string | undefined, string]>([
		['+44 07400 123456', undefined, '447400123456'],
		['0044 07400 123456', undefined, '447400123456'],
		['44 07400 123456', 'GB', '447400123456'],
		['+91 098765 43210', undefined, INDIAN],
		['+62 0812 3456 7890', undefined, '6281234567890'],
		['+971 050 123 4567', undefined, '971501234567'],
		['+54 11 15 2345 6789', undefined, '5491123456789'],
		['+36 06 20 123 4567', undefined, '36201234567'],
		['+7 8 912 345 67 89', undefined, '79123456789'],
		['+1 1 201 555 0123', undefined, '12015550123'],
		['+55 0 31 8765 4321', undefined, '553187654321'],
	])('%s (%s) is read without it, and says so', (text, country, digits) => {
		const phone = readPhone('Recipient', text, { country });
		expect(phone.digits).toBe(digits);
		expect(phone.notice).toContain(`${text} was read as +${digits}`);
	});

	it.each(['+39 06 698 12345', '+225 07 07 12 34 56', '+44 7400 123456', '+91 98765 43210'])(
		'%s has none',
		(text) => expect(readPhone('Recipient', text, {}).notice).toBeUndefined(),
	);
});

describe("'Number Check' As Written", () => {
	const asWritten = (value: string, country?: string) =>
		readPhone('Recipient', value, { country, numberCheck: 'asWritten' });

	it.each([
		['+91 98765 432100', '9198765432100'],
		['+44 07400 123456', '4407400123456'],
		['+999 98765 43210', '9999876543210'],
	])('%s goes out as %s', (value, digits) => {
		expect(asWritten(value)).toEqual({ digits });
		const { message, remedy } = refusalOf(() => asWritten(value.replace('+', ''), 'IN'));
		expect(message).toContain('not a phone number of IN');
		expect(remedy).toContain('plus sign');
	});

	it('still takes no more than a phone number has', () => {
		expect(refusalOf(() => asWritten('+91 98765')).message).toMatch(/7 digits/);
		expect(refusalOf(() => asWritten('+0 98765 43210')).message).toMatch(/does not exist/);
	});

	it('is named where it can be chosen', () => {
		const strict = { numberCheck: 'strict' } as const;
		const wrong = '+91 98765 432100';
		expect(refusalOf(() => readPhone('Recipient', wrong, strict)).remedy).toContain("'As Written'");
		expect(refusalOf(() => readPhone('Phone Filter', wrong, {})).remedy).toBe('Check the number.');
	});
});

describe('digits of all scripts', () => {
	it.each(Intl.supportedValuesOf('numberingSystem'))('%s', (numberingSystem) => {
		const format = new Intl.NumberFormat(`en-u-nu-${numberingSystem}`, { useGrouping: false });
		const written = [...'9876543210'].map((digit) => format.format(Number(digit))).join('');
		// Some systems, such as Chinese, write with letters.
		if (/^\p{Nd}+$/u.test(written)) expect(read(written, 'IN')).toBe(INDIAN);
		else expect(refusal(written, 'IN').message).toContain('contains');
	});
});

it('an error quotes at most a line', () => {
	for (const value of ['+91 '.padEnd(190, '1'), `${'x'.repeat(150)}`, '9 '.repeat(100_000)]) {
		expect(refusal(value, 'IN').message.length).toBeLessThan(300);
	}
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
