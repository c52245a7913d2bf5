import { canonicalPhone, samePhone, spellingsOf } from '../../nodes/Zoko/message/same-customer';

describe('both spellings of one customer', () => {
	it.each([
		['525512345678', '5215512345678'],
		['541123456789', '5491123456789'],
		['551187654321', '5511987654321'],
		['553171234567', '5531971234567'],
	])('%s and %s are the same', (one, other) => {
		expect(canonicalPhone(one)).toBe(canonicalPhone(other));
		expect(canonicalPhone(canonicalPhone(one))).toBe(canonicalPhone(one));
		expect(samePhone(`+${one}`, other)).toBe(true);
		expect(spellingsOf(one)).toEqual(spellingsOf(other));
		expect(spellingsOf(one).sort()).toEqual([one, other].sort());
	});

	it.each([
		['a Brazilian fixed line', '551123456789', '5511923456789'],
		['other numbers', '525512345678', '525512345679'],
		['other countries', '919876543210', '9119876543210'],
	])('%s: %s and %s are two', (_why, one, other) => {
		expect(canonicalPhone(one)).not.toBe(canonicalPhone(other));
		expect(samePhone(one, other)).toBe(false);
	});

	it('all other numbers have one spelling', () => {
		expect(spellingsOf('919876543210')).toEqual(['919876543210']);
		expect(canonicalPhone('12015550123')).toBe('12015550123');
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
