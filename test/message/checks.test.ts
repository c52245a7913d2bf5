import fc from 'fast-check';
import {
	codePoints,
	httpUrl,
	jsonValue,
	numberBetween,
	optionalText,
	requiredText,
	toText,
} from '../../nodes/Zoko/message/checks';
import { isRecord } from '../../nodes/Zoko/values';
import { InvalidInput } from '../../nodes/Zoko/errors/invalid-input';
import { refusalOf } from '../harness/form';

/** One code point each, of one or two UTF-16 units. */
const UNITS = { ascii: 'a', devanagari: 'क', combining: '\u0301', emoji: '😀', astral: '𝒳' };
/** A family of four is seven code points: four people and three joiners. */
const FAMILY = '👨‍👩‍👧‍👦';

describe('codePoints', () => {
	it.each([
		['', 0],
		['abc', 3],
		['é', 1],
		['e\u0301', 2],
		['😀', 1],
		[FAMILY, 7],
		['🇮🇳', 2],
		['\ud83d', 1],
	])('%j has %i', (text, count) => expect(codePoints(text)).toBe(count));

	it('counts as Array.from does, for any text', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'binary' }), (text) => {
				expect(codePoints(text)).toBe(Array.from(text).length);
			}),
		);
	});
});

describe.each([20, 60, 1024, 4096])('texts of up to %i code points', (max) => {
	it.each(Object.entries(UNITS))('%s: the limit is taken, one more is not', (_name, unit) => {
		const fits = unit.repeat(max);
		expect(requiredText('Text', fits, max)).toBe(fits);
		expect(optionalText('Text', fits, max)).toBe(fits);
		expect(() => requiredText('Text', fits + unit, max)).toThrow(InvalidInput);
		expect(() => optionalText('Text', fits + unit, max)).toThrow(InvalidInput);
	});

	it('counts an emoji of several code points as several', () => {
		const families = Math.floor(max / 7);
		const fits = FAMILY.repeat(families) + 'a'.repeat(max - families * 7);
		expect(requiredText('Text', fits, max)).toBe(fits);
		expect(() => requiredText('Text', `${fits}a`, max)).toThrow(/at most/);
	});
});

it('an error about length names field, size, limit and remedy', () => {
	const tooLong = () => requiredText('Body', '😀'.repeat(1031), 1024);
	expect(tooLong).toThrow(
		expect.objectContaining({
			message: "'Body' is 1,031 characters long, and WhatsApp takes at most 1,024",
			remedy:
				"Shorten it by 7, or cut it in the expression: {{ [...$json.text].slice(0, 1024).join('') }}.",
		}) as Error,
	);
});

describe('requiredText', () => {
	it.each([undefined, null, '', ' ', '\n\t', '\u00a0'])('refuses %j as empty', (value) => {
		expect(() => requiredText('Text', value, 10)).toThrow("'Text' is empty");
	});

	it.each(['{}', '[]', 'null', 'NaN', '0', ' padded '])('keeps %j as written', (text) => {
		expect(requiredText('Text', text, 10)).toBe(text);
	});
});

describe('optionalText', () => {
	it.each([undefined, null, '', '  ', '\n'])('takes %j as left out', (value) => {
		expect(optionalText('Caption', value, 10)).toBeUndefined();
	});
});

/** A date as expressions of n8n give it. */
const luxon = (iso: string | null) => ({ isLuxonDateTime: true, toISO: () => iso });

describe('toText', () => {
	it.each<[unknown, string]>([
		[undefined, ''],
		[null, ''],
		['a', 'a'],
		[0, '0'],
		[-1.5, '-1.5'],
		[true, 'true'],
		[false, 'false'],
		[12n, '12'],
		[new Date(0), '1970-01-01T00:00:00.000Z'],
		[luxon('2026-11-24T22:46:26.792-05:00'), '2026-11-24T22:46:26.792-05:00'],
	])('%p is %j', (value, text) => expect(toText('Text', value)).toBe(text));

	it.each<[unknown, string]>([
		[{}, 'an object'],
		[{ a: 1 }, 'an object'],
		[[], 'a list'],
		[[1], 'a list'],
		[{ isLuxonDuration: true, toISO: () => 'PT1S' }, 'an object'],
		[new Date(Number.NaN), 'a date that cannot be read'],
		[luxon(null), 'a date that cannot be read'],
		[Number.NaN, 'not a number'],
		[Number.POSITIVE_INFINITY, 'not a number'],
	])('refuses %p', (value, kind) => {
		expect(() => toText('Text', value)).toThrow(kind);
		expect(() => toText('Text', value)).toThrow(InvalidInput);
	});
});

describe('half a character', () => {
	const HALVES = ['Thanks \ud83d', '\ude00 thanks', 'a\ud83d\ud83d\ude00', '\ude00\ud83d'];

	it.each(HALVES)('%j is refused, with advice that helps', (text) => {
		for (const read of [
			toText,
			(label: string, value: unknown) => requiredText(label, value, 10),
		]) {
			const { message, remedy } = refusalOf(() => read('Text', text));
			expect(message).toMatch(/^'Text' holds half a character/);
			expect(remedy).toContain("[...$json.text].slice(0, 100).join('')");
		}
		expect(() => optionalText('Caption', text, 10)).toThrow('half a character');
	});

	it.each(['😀', FAMILY, '𝒳', 'क्षि', '\ufffd'])('%s is whole', (text) => {
		expect(toText('Text', text)).toBe(text);
	});
});

describe('httpUrl', () => {
	const url = (value: unknown, reach: 'public' | 'anywhere' = 'public', max = 4096) =>
		httpUrl('Image URL', value, max, reach);

	it.each([
		['https://example.com/a.jpg'],
		['http://example.com/a.jpg'],
		['HTTPS://EXAMPLE.COM/A.JPG'],
		['https://example.com:8443/a?b=c&d=%20#e'],
		['https://user:pass@example.com/a'],
		['https://93.184.216.34/a.jpg'],
		['https://[2606:2800:220:1::1]/a.jpg'],
	])('keeps %s', (value) => expect(url(value)).toBe(value));

	it.each([
		[' https://example.com/a.jpg\n', 'https://example.com/a.jpg'],
		['https://example.com/my photo.jpg', 'https://example.com/my%20photo.jpg'],
		['https://example.com/zażółć.jpg', 'https://example.com/za%C5%BC%C3%B3%C5%82%C4%87.jpg'],
		['https://münchen.example/a', 'https://xn--mnchen-3ya.example/a'],
	])('%j becomes %s', (value, expected) => expect(url(value)).toBe(expected));

	it('takes the ten thousandth address as it takes the first', () => {
		for (let count = 1; count < 10_000; count++) url('https://münchen.example/a');
		expect(url('https://münchen.example/a')).toBe('https://xn--mnchen-3ya.example/a');
	});

	it.each([
		'example.com/a.jpg',
		'//example.com/a.jpg',
		'ftp://example.com/a.jpg',
		'data:image/png;base64,AAAA',
		'javascript:alert(1)',
		'file:///etc/hosts',
		'https://',
		'https:// example.com',
		'blob:https://example.com/1',
		'not a url',
		'https:/cdn.example.com/a.jpg',
		'https:cdn.example.com/a.jpg',
		'https:///cdn.example.com/a.jpg',
		'https:\\\\cdn.example.com\\a.jpg',
		'https://cdn.example.com\\a.jpg',
		'https://cdn..example.com/a.jpg',
		'https://.example.com/a.jpg',
		'https://cdn.example.com/%zz.jpg',
		'https://cdn.example.com/100%.jpg',
		'https://cdn.example.com/{{ $json.photo }}.jpg',
		'https://cdn.example.com/{{1}}.jpg',
		'https://cdn.exam\nple.com/a.jpg',
		'https://93.184.55/a.jpg',
		'https://0x5d.0xb8.0xd8.0x22/a.jpg',
		'https://%65xample.com/a.jpg',
	])('refuses %s', (value) => {
		expect(() => url(value)).toThrow(/'Image URL' is not a web address/);
	});

	it.each(['\u200b', '\u202e', '\ufeff', '\u2069', '\u00ad', ' \u200e\n'])(
		'%j around an address goes, and inside it is refused',
		(sign) => {
			const plain = 'https://cdn.example.com/a.jpg';
			expect(url(sign + plain + sign)).toBe(plain);
			if (sign.trim().length === sign.length) {
				expect(() => url(`https://cdn.example.com/${sign}a.jpg`)).toThrow(/an invisible character/);
			}
		},
	);

	it('refuses a second address without its https', () => {
		const both = 'https://example.com/a.jpg, www.example.com/b.jpg';
		expect(() => url(both)).toThrow("'Image URL' holds more than one web address");
	});

	it.each([
		'https://images.example.com/?url=https://example.com/a.jpg',
		'https://res.example.com/image/fetch/w_300/https://example.com/a.jpg',
		'https://example.com/a,www/b.jpg',
	])('takes an address inside an address: %s', (value) => expect(url(value)).toBe(value));

	it.each(['', ' ', '\n', ',', ', ', ';', '|'])(
		'refuses two addresses with %j between',
		(separator) => {
			const both = `https://example.com/a.jpg${separator}https://example.com/b.jpg`;
			expect(() => url(both)).toThrow("'Image URL' holds more than one web address");
		},
	);

	it.each([
		'https://img.example.com/fetch/w_100/https://example.com/a.jpg',
		'https://img.example.com/?url=https://example.com/a.jpg',
		'https://cdn.example.com./a.jpg',
	])('keeps %s', (value) => expect(url(value)).toBe(value));

	it('shows the start of a long wrong address only', () => {
		expect(() => url(`data:image/png;base64,${'A'.repeat(5000)}`)).toThrow(/^.{0,140}$/);
	});

	it.each([
		'http://localhost:5678/a',
		'http://127.0.0.1/a',
		'http://192.168.1.5/a',
		'http://nas/a',
	])('refuses %s unless Zoko is local too', (value) => {
		expect(() => url(value)).toThrow(/WhatsApp cannot reach/);
		expect(url(value, 'anywhere')).toBe(value);
	});

	it('measures the address as it is sent', () => {
		const base = 'https://example.com/';
		expect(url(base + 'a'.repeat(80), 'public', 100)).toHaveLength(100);
		expect(() => url(base + 'a'.repeat(81), 'public', 100)).toThrow(/at most 100/);
		expect(() => url(base + 'é'.repeat(20), 'public', 100)).toThrow(/at most 100/);
	});

	it('gives a URL or InvalidInput for any text', () => {
		fc.assert(
			fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.webUrl()), (text) => {
				try {
					expect(URL.canParse(url(text, 'anywhere'))).toBe(true);
					expect(url(text, 'anywhere')).toMatch(/^[\x21-\x7e]+$/);
				} catch (error) {
					expect(error).toBeInstanceOf(InvalidInput);
				}
			}),
			{ numRuns: 1000 },
		);
	});
});

describe('numberBetween', () => {
	const latitude = (value: unknown) => numberBetween('Latitude', value, -90, 90);

	it.each<[unknown, number]>([
		[12.9716, 12.9716],
		['12.9716', 12.9716],
		[' -33.87 ', -33.87],
		['+1', 1],
		['.5', 0.5],
		['1e1', 10],
		[90, 90],
		[-90, -90],
		[0, 0],
	])('%p is %d', (value, expected) => expect(latitude(value)).toBe(expected));

	it.each<[unknown]>([
		[90.0001],
		[-90.0001],
		[''],
		[undefined],
		[null],
		['12,97'],
		['12.97 N'],
		['0x10'],
		['NaN'],
		[Number.NaN],
		[true],
		[[12.9]],
		[{}],
	])('refuses %p', (value) => expect(() => latitude(value)).toThrow(InvalidInput));

	it('names the bounds', () => {
		expect(() => latitude('91')).toThrow("'Latitude' is 91, and must be a number from -90 to 90");
	});
});

describe('jsonValue', () => {
	it.each<[unknown, unknown]>([
		['[1,2]', [1, 2]],
		['{"a":1}', { a: 1 }],
		['"x"', 'x'],
		['null', null],
		['', undefined],
		['  ', undefined],
		[undefined, undefined],
		[null, undefined],
		[[1], [1]],
		[{ a: 1 }, { a: 1 }],
	])('%j gives %j', (value, expected) => {
		expect(jsonValue('Buttons (JSON)', value, 'Shape.')).toEqual(expected);
	});

	it.each([
		['[{"title": "Say "hi" now"}]', 'Say "▸hi" now'],
		['[{"title": "two\nlines"}]', '"two▸ lines'],
		['[{"title": Jane}]', '[{"title": Jane}]'],
	])('shows the spot in %j', (text, spot) => {
		expect(refusalOf(() => jsonValue('Buttons (JSON)', text, 'x')).message).toContain(spot);
	});

	it('says what is wrong with the JSON and which shape is right', () => {
		expect(() => jsonValue('Buttons (JSON)', '[{"title":}]', 'Give a list.')).toThrow(
			expect.objectContaining({
				message: expect.stringMatching(/^'Buttons \(JSON\)' is not valid JSON: /),
				remedy: expect.stringMatching(/JSON\.stringify.* Give a list\.$/),
			}) as Error,
		);
	});
});

it.each<[unknown, boolean]>([
	[{}, true],
	[Object.create(null), true],
	[[], false],
	[null, false],
	['', false],
	[undefined, false],
])('isRecord(%p) is %s', (value, expected) => expect(isRecord(value)).toBe(expected));
