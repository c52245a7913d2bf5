import fc from 'fast-check';
import {
	codePoints,
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

	it.each([
		['12,97', 'Write it with a decimal point: 12.97.'],
		[
			'1,000',
			'Write it without commas: 1000; or, if that is what it means, with a decimal point: 1.000.',
		],
		['1,000,000', 'Write it without commas: 1000000.'],
		['', /^Fill it in/],
		['91', /^Change it/],
		['12.97 N', /^Give the number alone/],
	])('says what to do about %j', (value, remedy) => {
		expect(refusalOf(() => latitude(value)).remedy).toMatch(remedy);
	});

	it('names no bound where there is none', () => {
		const { message } = refusalOf(() => numberBetween('Limit', 0, 1, Number.POSITIVE_INFINITY));
		expect(message).toBe("'Limit' is 0, and must be a number of at least 1");
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
