import { customerOf, originOf, rememberOrigin } from '../../nodes/Zoko/trigger/origin';

const remember = (phone: string) => {
	rememberOrigin('7', {
		workflowId: 'w1',
		trigger: 'Zoko Trigger',
		executionId: '7',
		event: 'messageDelivered',
		customer: customerOf(phone),
		shared: false,
	});
	return originOf('7');
};

it('whom the event of a run is about is remembered without the phone number', () => {
	expect(JSON.stringify(remember('+919876543210'))).not.toMatch(/\d{5}/);
});

it('both spellings of a customer are one, and nobody is nobody', () => {
	expect(customerOf('+5215512345678')).toBe(customerOf('525512345678'));
	expect(customerOf('+919876543210')).not.toBe(customerOf('+919876543211'));
	expect(customerOf('')).toBe('');
});
