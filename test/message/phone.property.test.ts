import fc from 'fast-check';
import { InvalidInput } from '../../nodes/Zoko/errors/invalid-input';
import { phoneDigits } from '../../nodes/Zoko/message/phone';
import { samePhone } from '../../nodes/Zoko/message/same-customer';

const read = (value: unknown, country?: string) => phoneDigits('Recipient', value, country);

const INDIAN = '919876543210';

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
				// Singapore, for one, dials 001 to 008 before a country code: what could be both is refused.
				expect([digits, 'could be both']).toContain(readOrRefuse(`00${digits}`, other));
				expect(samePhone(`+${digits}`, digits)).toBe(true);
			}),
			{ numRuns: 3000 },
		);
	});

	/** What is read, or the words of the refusal, which end the test unless it expects them. */
	const readOrRefuse = (value: unknown, country?: string) => {
		try {
			return read(value, country);
		} catch (error) {
			return String(error).replace(/.* could be .* or .*/, 'could be both');
		}
	};

	it('what a country could dial in two ways is refused', () => {
		expect(readOrRefuse('00498441000', 'SG')).toBe('could be both');
		expect(readOrRefuse('00919876543210', 'SG')).toBe(INDIAN);
	});

	it('keeps the number when only separators change', () => {
		const separator = (...signs: string[]) =>
			fc.constantFrom(' ', '-', '.', '\u00a0', '', ...signs);
		// A slash before the last two digits means a second number.
		const separators = fc
			.tuple(
				fc.array(separator('/'), { minLength: 9, maxLength: 9 }),
				fc.array(separator(), { minLength: 3, maxLength: 3 }),
			)
			.map((parts) => parts.flat());
		fc.assert(
			fc.property(separators, (between) => {
				const spelled = [...INDIAN].map((digit, index) => digit + between[index]).join('');
				expect(read(`+${spelled}`)).toBe(INDIAN);
			}),
		);
	});
});
