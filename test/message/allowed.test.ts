import { refuseStranger } from '../../nodes/Zoko/message/allowed';
import { refusalOf } from '../harness/form';

const allowed = (recipient: string, list: string | undefined, country?: string) => {
	try {
		refuseStranger(recipient, list, { country });
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
	['5215512345678', '+52 55 1234 5678', true],
	['525512345678', '+52 1 55 1234 5678', true],
	['525512345678', '+52 1 55*', true],
	['5215512345678', '+52 55*', true],
	['541123456789', '+54 9 11 2345 6789', true],
	['551187654321', '+55 11 98765 4321', true],
	['5511987654321', '+55 11 8765*', true],
	['5511923456789', '+55 11 2345 6789', false],
])('%s with the list %j: %s', (recipient, list, expected) => {
	expect(allowed(recipient, list, 'IN')).toBe(expected);
});

it.each(['', '  ', ',\n;'])('an empty list (%j) allows nobody', (list) => {
	const refusal = refusalOf(() => refuseStranger('919876543201', list, { country: 'IN' }));
	expect(refusal.message).toBe("'Allowed Recipients' is empty, so nobody may be written to");
});

it.each(['Asha*', '+91*x', '+91.*|.*', '(a+)+*', '.*', '(*)', '-*', '+*', '00*', '**', '* *'])(
	'%j is refused as a pattern',
	(list) => {
		const refusal = refusalOf(() => refuseStranger('919876543201', list, { country: 'IN' }));
		expect(refusal.message).toContain('neither a phone number nor a pattern');
	},
);

it('a wrong number in the list is named', () => {
	const refusal = refusalOf(() => refuseStranger('919876543201', '+91*, 12', { country: 'IN' }));
	expect(refusal.message).toMatch(/^'Allowed Recipients' 12/);
});

it('a refusal names the number, but none that are allowed', () => {
	const refusal = refusalOf(() =>
		refuseStranger('447700900123', '+91 98765 43201', { country: 'IN' }),
	);
	expect(refusal.message).toContain('+447700900123');
	expect(refusal.message + refusal.remedy).not.toContain('98765');
});

it('the country of an item decides how its list is read', () => {
	expect(allowed('442079460123', '020 7946 0123', 'GB')).toBe(true);
	expect(allowed('442079460123', '020 7946 0123', 'IN')).toBe(false);
});
