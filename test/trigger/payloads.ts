/** Bodies as Zoko sends them, with invented people. */

export const MESSAGE = '5b0f3c1e-0c3a-4b52-9d2a-1f6f0f1d0a01';
const REPLY = '5b0f3c1e-0c3a-4b52-9d2a-1f6f0f1d0a07';

const people = {
	customer: { id: '5b0f3c1e-0c3a-4b52-9d2a-1f6f0f1d0a02', name: 'Asha Rao' },
	customerName: 'Asha Rao',
	platform: 'WHATSAPP',
	platformSenderId: '+919876543201',
	platformTimestamp: '2026-11-22T09:23:34Z',
	senderName: 'Asha Rao',
};

export const received = {
	...people,
	deliveryStatus: 'received',
	direction: 'FROM_CUSTOMER',
	event: 'message:user:in',
	id: REPLY,
	text: 'Where is my order?',
	type: 'text',
};

export const tapped = {
	...received,
	context: { parentId: MESSAGE, postback: 'confirm_A1001', template_id: 'order_confirm_cod' },
	text: 'Confirm',
};

export const picture = {
	...received,
	type: 'image',
	text: 'https://cdn.example.com/photo.jpg',
	fileUrl: 'https://cdn.example.com/photo.jpg',
	fileCaption: 'It arrived broken',
};

export const outgoing = {
	...people,
	deliveryStatus: 'sent',
	direction: 'FROM_STORE',
	event: 'message:store:out',
	id: MESSAGE,
	text: 'How was your order?',
	type: 'template',
	templateName: 'review_request',
	agentEmail: 'meera@shop.example',
};

/** A delivery update. */
export const update = (deliveryStatus: string, id = MESSAGE) => ({
	deliveryStatus,
	event: 'message:delivery:update',
	id,
	platform: 'WHATSAPP',
	platformSenderId: '+919876543201',
	platformTimestamp: '2026-11-22T09:23:28.654432Z',
});
