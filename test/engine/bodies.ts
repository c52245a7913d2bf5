/** What each operation puts on the wire for {@link ORDER}, without recipient and channel. */
export const BODIES: Record<string, object> = {
	sendText: { type: 'text', message: 'Hi Jane, order A1001 is packed.' },
	sendImage: {
		type: 'image',
		message: 'https://example.com/orders/A1001.jpg',
		caption: 'Order A1001',
	},
	sendVideo: {
		type: 'video',
		message: 'https://example.com/unboxing.mp4',
		caption: 'How to open it',
	},
	sendDocument: {
		type: 'document',
		message: 'https://example.com/invoices/A1001.pdf',
		caption: 'Invoice for Jane',
	},
	sendAudio: { type: 'audio', message: 'https://example.com/thanks.mp3' },
	sendSticker: { type: 'sticker', message: 'https://example.com/thanks.webp' },
	sendLocation: { type: 'location', message: '12.9716:77.5946' },
	sendContacts: {
		type: 'contacts',
		contacts: {
			whatsappContacts: [
				{
					name: { firstName: 'Ravi', lastName: 'Kumar', formattedName: 'Ravi Kumar' },
					org: { company: 'Acme Books', title: 'Courier' },
					phones: [{ phone: '+91 98765 43211', type: 'work' }],
					emails: [{ email: 'ravi@example.com', type: 'work' }],
				},
			],
		},
	},
	sendTemplate: {
		type: 'template',
		templateId: 'order_shipped',
		templateLanguage: 'en',
		templateArgs: ['Jane', 'A1001', 'https://example.com/t/A1001'],
	},
	sendRichTemplate: {
		type: 'richTemplate',
		templateId: 'new_arrival',
		templateLanguage: 'de',
		templateArgs: ['https://example.com/lamp.jpg', 'Die blaue Lampe', '49.9'],
	},
	sendButtonTemplate: {
		type: 'buttonTemplate',
		templateId: 'confirm_order',
		templateLanguage: 'en_US',
		templateArgs: ['https://example.com/order.pdf', 'A1001', 'confirm-A1001', 'cancel-A1001'],
	},
	sendInteractiveButtons: {
		type: 'interactive_button',
		interactiveButton: {
			header: {
				type: 'document',
				filename: 'order-A1001.pdf',
				text: 'https://example.com/order.pdf',
			},
			body: { text: 'Shall we deliver order A1001 tomorrow?' },
			footer: { text: 'Acme Books' },
			buttons: [
				{ reply: { payload: 'deliver-A1001', title: 'Yes' } },
				{ reply: { payload: 'Another day', title: 'Another day' } },
			],
		},
	},
	sendInteractiveList: {
		type: 'interactive_list',
		interactiveList: {
			header: { text: 'Your orders' },
			body: { text: 'Which order shall we repeat?' },
			footer: { text: 'Acme Books' },
			list: {
				title: 'Choose order',
				sections: [
					{
						title: 'Recent',
						items: [{ title: 'Order A1001', description: '2 books', payload: 'repeat-A1001' }],
					},
					{ title: 'Other', items: [{ title: 'None of them', payload: 'None of them' }] },
				],
			},
		},
	},
};

/** What the workflows of the fixtures are fed with. */
export const ORDER = {
	phone: '+91 98765 43210',
	name: 'Jane',
	order: { number: 'A1001', total: 49.9 },
	shop: { lat: 12.9716, long: 77.5946 },
};
