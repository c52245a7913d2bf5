import { readEvent, type ZokoEvent } from '../../nodes/Zoko/trigger/events';
import { raw, simplified } from '../../nodes/Zoko/trigger/output';
import { MESSAGE, outgoing, picture, received, tapped, update } from './payloads';

const read = (body: object) => readEvent(body) as ZokoEvent;

describe('the simplified item', () => {
	it('of a tap holds what was tapped', () => {
		expect(simplified(read(tapped), {})).toEqual({
			event: 'replyReceived',
			messageId: tapped.id,
			status: 'received',
			phone: '+919876543201',
			timestamp: '2026-11-22T09:23:34Z',
			customerId: tapped.customer.id,
			customerName: 'Asha Rao',
			direction: 'FROM_CUSTOMER',
			type: 'text',
			text: 'Confirm',
			reply: { payload: 'confirm_A1001', title: 'Confirm', messageId: MESSAGE },
			templateId: 'order_confirm_cod',
		});
	});

	it('of a file holds its URL and caption, and no text', () => {
		const json = simplified(read(picture), {});
		expect(json).toMatchObject({
			type: 'image',
			mediaUrl: 'https://cdn.example.com/photo.jpg',
			caption: 'It arrived broken',
		});
		expect(json).not.toHaveProperty('text');
	});

	it('of a message of your side holds its template and who wrote it', () => {
		expect(simplified(read(outgoing), {})).toMatchObject({
			event: 'messageOutgoing',
			direction: 'FROM_STORE',
			text: 'How was your order?',
			templateId: 'review_request',
			agentEmail: 'meera@shop.example',
		});
	});

	it('of a delivery update is short, and `seen` is `read`', () => {
		expect(simplified(read(update('seen')), {})).toEqual({
			event: 'messageRead',
			messageId: MESSAGE,
			status: 'read',
			phone: '+919876543201',
			timestamp: '2026-11-22T09:23:28.654432Z',
		});
	});

	it('of a quoting message says which message it quotes', () => {
		const quoting = { ...received, context: { parentId: MESSAGE } };
		expect(simplified(read(quoting), {}).reply).toEqual({ messageId: MESSAGE });
	});

	it('takes the other key for the phone, and leaves out what is not text', () => {
		const { platformSenderId: phone, ...rest } = received;
		expect(simplified(read({ ...rest, phone }), {}).phone).toBe('+919876543201');
		const odd = { ...rest, text: 7, customer: 'Asha', customerName: ' ', type: null };
		expect(simplified(read(odd), {})).toEqual({
			event: 'messageReceived',
			messageId: received.id,
			status: 'received',
			timestamp: received.platformTimestamp,
			direction: 'FROM_CUSTOMER',
		});
	});

	it('holds the details that were read, and says which are missing', () => {
		const details = {
			failureReason: 'Blocked',
			missing: { message: 'Zoko did not answer in time' },
		};
		expect(simplified(read(update('failed')), details)).toMatchObject(details);
	});
});

describe('the raw item', () => {
	it('is the body itself', () => {
		const event = read({ ...update('read'), more: { of: ['it'] } });
		expect(raw(event, {})).toBe(event.body);
	});

	it('has the details that were asked for', () => {
		const json = raw(read(update('failed')), { failureReason: 'Blocked', origin: 'genuine' });
		expect(json).toEqual({ ...update('failed'), failureReason: 'Blocked' });
	});
});
