import { excerpt, quoted } from '../nodes/Zoko/values';

describe('an excerpt', () => {
	it.each([
		['short', 'short'],
		[' two\r\n\tlines ', 'two lines'],
		['', ''],
		['x'.repeat(60), 'x'.repeat(60)],
		['x'.repeat(61), `${'x'.repeat(60)}…`],
		['😀'.repeat(61), `${'😀'.repeat(60)}…`],
		[`${' '.repeat(3000)}late`, '…'],
		['half \ud83d', 'half \ufffd'],
	])('of %j is %j', (text, expected) => {
		expect(excerpt(text)).toBe(expected);
	});

	it('of a text of megabytes is a line', () => {
		expect([...excerpt('x \u0301'.repeat(3_000_000), 300)]).toHaveLength(301);
	});

	it('stands in quotation marks', () => {
		expect(quoted('a\nb')).toBe("'a b'");
	});
});
