import { refuseStranger } from '../../nodes/Zoko/message/allowed';
import { refusalOf } from '../harness';

const allowed = (recipient: string, list: string | undefined, country?: string) => {
	try {
		refuseStranger(recipient, list, country);
		return true;
	} catch {
		return false;
	}
};

it.each<[string, string | undefined, boolean]>([
	['919876543201', undefined, true],
	['919876543201', '+91 98765 43201', true],
	['919876543201', '98765 43201', true],
	['919876543202', '+91 98765 43201', false],
	['919876543201', '+44*, +91*', true],
	['447700900123', '+91*\n0044 7700 900*', true],
	['447700900123', '+44 (7700) 900-1*3', true],
	['447700900124', '+44 7700 9001*3', false],
	['919876543201', '*', true],
	['9198765432', '+1*', false],
	['19198765432', '+91*', false],
	['91', '91*', true],
	['919876543201', '+44*;+91 98765 43201', true],
])('%s with the list %j: %s', (recipient, list, expected) => {
	expect(allowed(recipient, list, 'IN')).toBe(expected);
});

it.each(['', '  ', ',\n;'])('an empty list (%j) allows nobody', (list) => {
	const refusal = refusalOf(() => refuseStranger('919876543201', list, 'IN'));
	expect(refusal.message).toBe("'Allowed Recipients' is empty, so nobody may be written to");
});

it.each(['Asha*', '+91*x', '+91.*|.*', '(a+)+*'])('%j is refused as a pattern', (list) => {
	const refusal = refusalOf(() => refuseStranger('919876543201', list, 'IN'));
	expect(refusal.message).toContain('neither a phone number nor a pattern');
});

it('a wrong number in the list is named', () => {
	const refusal = refusalOf(() => refuseStranger('919876543201', '+91*, 12', 'IN'));
	expect(refusal.message).toMatch(/^'Allowed Recipients' 12/);
});

it('a refusal names the number, but none that are allowed', () => {
	const refusal = refusalOf(() => refuseStranger('447700900123', '+91 98765 43201', 'IN'));
	expect(refusal.message).toContain('+447700900123');
	expect(refusal.message + refusal.remedy).not.toContain('98765');
	expect(refusal.remedy).toContain('Nothing was sent');
});

it('the country of an item decides how its list is read', () => {
	expect(allowed('442079460123', '020 7946 0123', 'GB')).toBe(true);
	expect(allowed('442079460123', '020 7946 0123', 'IN')).toBe(false);
});
