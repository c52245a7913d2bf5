import { simplifiedCustomer } from '../../../nodes/Zoko/operations/customer/simplified';
import { simplifiedMessage } from '../../../nodes/Zoko/operations/message/record';

const INSTAGRAM = { channel: 'instagram', scopeId: '4366412345678' };
const WHATSAPP = { channel: 'whatsapp', scopeId: '919876543201' };

describe('an id of another channel is no phone number', () => {
	it.each([
		[[WHATSAPP, INSTAGRAM], '+919876543201'],
		[[INSTAGRAM, WHATSAPP], '+919876543201'],
		[[{ scopeId: '919876543201' }], '+919876543201'],
		[[INSTAGRAM], undefined],
		[[], undefined],
		[[null, WHATSAPP], '+919876543201'],
	])('of a customer with the channels %j', (channels, phone) => {
		expect(simplifiedCustomer({ id: 'c1', channels }).phone).toBe(phone);
	});

	it.each([
		['whatsapp', '+919876543201'],
		['WHATSAPP', '+919876543201'],
		[undefined, '+919876543201'],
		['instagram', undefined],
	])('of a message on %s', (platform, phone) => {
		const record = { id: 'm1', platform, platformSenderId: '919876543201' };
		expect(simplifiedMessage(record).phone).toBe(phone);
	});
});
