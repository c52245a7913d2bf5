export const FILE_URL = 'https://files.shop.example/a.jpg';

export const BUTTONS = {
	body: { text: 'Shall we call you back?' },
	buttons: [{ reply: { payload: 'yes', title: 'Yes' } }, { reply: { payload: 'no', title: 'No' } }],
};

export const LIST = {
	body: { text: 'Which branch?' },
	list: {
		title: 'Branches',
		sections: [{ title: 'North', items: [{ title: 'Harbour', payload: 'harbour' }] }],
	},
};

const CONTACTS = {
	whatsappContacts: [{ name: { formattedName: 'Jane Doe', firstName: 'Jane' } }],
};

/** One valid body of every type. */
export const VALID: Record<string, object> = {
	text: { message: 'Hello' },
	image: { message: FILE_URL, caption: 'A lamp' },
	document: { message: FILE_URL, caption: 'Invoice' },
	audio: { message: FILE_URL },
	video: { message: FILE_URL, caption: 'How to' },
	location: { message: '12.9716:-77.5946' },
	sticker: { message: FILE_URL },
	contacts: { contacts: CONTACTS },
	template: { templateId: 'pickup_code', templateArgs: ['4711', 'north'] },
	richTemplate: { templateId: 'new_collection', templateArgs: [FILE_URL, 'Asha', 'autumn', '10%'] },
	buttonTemplate: { templateId: 'review_request', templateArgs: ['a', 'b', 'c'] },
	interactive_button: { interactiveButton: BUTTONS },
	interactive_list: { interactiveList: LIST },
};
