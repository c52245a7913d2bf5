import { isValidPhoneNumber } from 'libphonenumber-js/max';
import { InvalidInput } from '../../../nodes/Zoko/errors/invalid-input';
import { phoneDigits } from '../../../nodes/Zoko/message/phone';
import { each, mistakes, print, seed } from './environment';
import { broken, COUNTRIES, some, spellings, validNumbers, type Sample } from './generator';

/** The digits that a text is read as, or undefined when it is refused. */
function reading(text: string, country?: string): string | undefined {
	try {
		return phoneDigits('Recipient', text, country);
	} catch (error) {
		const problem: unknown = error;
		if (problem instanceof InvalidInput) return undefined;
		throw problem;
	}
}

const percent = (share: number) => `${(100 * share).toFixed(4)} %`;

/** The most that a share can be, with 95 % certainty, when none of so many has it ("rule of three"). */
const boundOfNone = (tries: number) => percent(3 / tries);

/**
 * libphonenumber-js with its full metadata is the judge. All there is, in some minutes:
 * ZOKO_PHONES=thorough npx jest test/message/phones
 */
describe(`numbers of all countries, seed ${seed}`, () => {
	const samples: Sample[] = COUNTRIES.flatMap((country) => validNumbers(country, each, seed));
	const report: string[] = [];
	afterAll(() => print(report));

	it('nearly all countries have some', () => {
		expect(new Set(samples.map(({ country }) => country)).size).toBeGreaterThan(240);
	});

	it('at least 99.5 % are taken in the spellings of their own country, mobile ones nearly always', () => {
		const tally = { all: 0, taken: 0, mobile: 0, mobileTaken: 0 };
		for (const sample of samples) {
			for (const [text, country] of spellings(sample)) {
				const right = reading(text, country) === sample.digits;
				tally.all++;
				if (right) tally.taken++;
				if (!sample.isMobile) continue;
				tally.mobile++;
				if (right) tally.mobileTaken++;
			}
		}
		const share = tally.taken / tally.all;
		const margin = 1.96 * Math.sqrt((share * (1 - share)) / tally.all);
		report.push(
			`${tally.taken} of ${tally.all} spellings of ${samples.length} valid numbers taken: ${percent(share)}, with 95 % certainty at least ${percent(share - margin)}`,
		);
		expect(share).toBeGreaterThanOrEqual(0.995);
		expect(tally.mobileTaken / tally.mobile).toBeGreaterThanOrEqual(0.998);
	});

	it('no broken one reaches another country', () => {
		const abroad: string[] = [];
		let tries = 0;
		let athome = 0;
		for (const sample of samples) {
			for (const text of some(broken(sample), mistakes, seed)) {
				tries++;
				const digits = reading(text, sample.country);
				if (digits === undefined) continue;
				if (digits.startsWith(sample.callingCode)) athome++;
				else abroad.push(`${sample.country} ${sample.digits}: ${text} is read as ${digits}`);
			}
		}
		report.push(
			`${tries} broken forms: ${athome} make another number of the country, ${abroad.length} reach another country, with 95 % certainty less than ${boundOfNone(tries)}`,
		);
		expect(abroad).toEqual([]);
		expect(tries).toBeGreaterThan(50_000);
	});

	it('what is taken as a number of the own country is valid there', () => {
		const invalid: string[] = [];
		for (const sample of samples) {
			for (const text of some(broken(sample), 5, seed)) {
				const digits = reading(text, sample.country);
				if (digits !== undefined && !isValidPhoneNumber(`+${digits}`)) {
					// Brazil's mobile numbers without the ninth digit, as WhatsApp writes them.
					if (!/^55\d\d[6-9]\d{7}$/.test(digits)) invalid.push(`${text} ${digits}`);
				}
			}
		}
		expect(invalid).toEqual([]);
	});
});
