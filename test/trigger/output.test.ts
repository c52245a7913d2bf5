import { readEvent, type ZokoEvent } from '../../nodes/Zoko/trigger/read-event';
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
			direction: 'incoming',
			type: 'text',
			text: 'Confirm',
			reply: {
				messageId: tapped.id,
				payload: 'confirm_A1001',
				title: 'Confirm',
				text: 'Confirm',
				timestamp: '2026-11-22T09:23:34Z',
			},
			inReplyTo: MESSAGE,
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
			direction: 'outgoing',
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
		const json = simplified(read(quoting), {});
		expect(json.inReplyTo).toBe(MESSAGE);
		expect(json).not.toHaveProperty('reply');
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
			direction: 'incoming',
		});
	});

	it.each([
		['webapp', 'agent'],
		['direct_api', 'api'],
		['enigma', 'assistant'],
		['something new', undefined],
	])('of a message from %s names its writer', (appType, writtenBy) => {
		expect(simplified(read({ ...outgoing, appType }), {}).writtenBy).toBe(writtenBy);
	});

	it.each([
		[{ platformSenderId: 'IN.91k98a76b54c32d10' }, undefined],
		[{ platformSenderId: 'IN.919876543210' }, undefined],
		[{ platformSenderId: '', phone: '+91 98765 43201' }, '+919876543201'],
		[{ platformSenderId: '120363041234567890' }, undefined],
		[{ platformSenderId: '+91 98765 43201', phone: null }, '+919876543201'],
		[{ platformSenderId: '919876543201', phone: '' }, '+919876543201'],
		[{ platformSenderId: '١٢٣٤٥٦٧٨٩' }, undefined],
		[{ platformSenderId: 919876543201 }, '+919876543201'],
		[{ platform: 'INSTAGRAM', platformSenderId: '4366412345678' }, undefined],
		[{ platform: 'INSTAGRAM', phone: '+919876543201' }, '+919876543201'],
		[{ platform: undefined, platformSenderId: '919876543201' }, '+919876543201'],
	])('of a customer known as %j has only a phone that is one', (sender, phone) => {
		const json = simplified(read({ ...received, phone: undefined, ...sender }), {});
		expect(json.phone).toBe(phone);
	});

	it('of a customer without a phone has the ids that WhatsApp knows', () => {
		const bsuid = 'IN.91k98a76b54c32d10';
		const nobody = { ...received, platformSenderId: bsuid, bsuid, username: 'asha.rao' };
		expect(simplified(read(nobody), {})).toMatchObject({ bsuid, username: 'asha.rao' });
	});

	it('of a group names the group and no phone', () => {
		const group = { ...received, chatType: 'group', platformSenderId: '120363041234567890' };
		const json = simplified(read({ ...group, phone: '+919876543201' }), {});
		expect(json).toMatchObject({ chatType: 'group', groupId: '120363041234567890' });
		expect(json).not.toHaveProperty('phone');
	});

	it('of a chat says who has it and who closed it', () => {
		const agent = { id: 'a1', email: 'meera@shop.example', name: 'Meera ' };
		const closed = {
			event: 'zoko:chat:closed',
			customerId: 'c1',
			eventAt: '2026-01-15T09:00:00Z',
			status: 'closed',
			agent,
		};
		expect(simplified(read({ ...closed, closedBy: { type: 'agent', agent } }), {})).toEqual({
			event: 'chatClosed',
			status: 'closed',
			timestamp: '2026-01-15T09:00:00Z',
			customerId: 'c1',
			agentName: 'Meera',
			agentEmail: 'meera@shop.example',
			closedBy: 'Meera',
		});
		const nobody = simplified(read({ ...closed, agent: null, closedBy: { type: 'bot' } }), {});
		expect(nobody).not.toHaveProperty('agentName');
		expect(nobody.closedBy).toBe('bot');
	});

	it('of anything else passes on what Zoko posted', () => {
		const body = { event: 'customer:tag:added', tag: 'vip' };
		expect(simplified(read(body), {})).toEqual({
			event: 'otherEvent',
			zokoEvent: 'customer:tag:added',
			body,
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
