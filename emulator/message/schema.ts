const text = { type: 'string' };
const filledText = { type: 'string', minLength: 1 };

const closed = (properties: object, required: string[] = []) => ({
	type: 'object',
	additionalProperties: false,
	required,
	properties,
});

const contact = closed({
	name: closed({
		prefix: text,
		firstName: text,
		middleName: text,
		lastName: text,
		suffix: text,
		formattedName: text,
	}),
	org: closed({ company: text, department: text, title: text }),
	addresses: {
		type: 'array',
		items: closed({
			url: text,
			street: text,
			city: text,
			state: text,
			zip: text,
			countryCode: text,
			country: text,
		}),
	},
	emails: { type: 'array', items: closed({ email: text, type: text }) },
	phones: { type: 'array', items: closed({ phone: text, type: text }) },
});

const interactiveButton = closed(
	{
		header: closed(
			{
				type: { type: 'string', enum: ['text', 'image', 'video', 'document'] },
				text: filledText,
				filename: text,
			},
			['text'],
		),
		body: closed({ text: filledText }, ['text']),
		footer: closed({ text: filledText }, ['text']),
		buttons: {
			type: 'array',
			minItems: 1,
			items: closed(
				{ reply: closed({ payload: filledText, title: filledText }, ['payload', 'title']) },
				['reply'],
			),
		},
	},
	['body', 'buttons'],
);

const interactiveList = closed(
	{
		header: closed({ text: filledText }, ['text']),
		body: closed({ text: filledText }, ['text']),
		footer: closed({ text: filledText }, ['text']),
		list: closed(
			{
				title: filledText,
				sections: {
					type: 'array',
					minItems: 1,
					items: closed(
						{
							title: text,
							items: {
								type: 'array',
								minItems: 1,
								items: closed({ title: filledText, description: text, payload: filledText }, [
									'title',
									'payload',
								]),
							},
						},
						['items'],
					),
				},
			},
			['title', 'sections'],
		),
	},
	['body', 'list'],
);

/** What each type cannot do without. */
const NEEDS: Record<string, string[]> = {
	text: ['message'],
	image: ['message'],
	document: ['message'],
	audio: ['message'],
	video: ['message'],
	location: ['message'],
	sticker: ['message'],
	contacts: ['contacts'],
	template: ['templateId', 'templateArgs'],
	richTemplate: ['templateId', 'templateArgs'],
	buttonTemplate: ['templateId', 'templateArgs'],
	interactive_button: ['interactiveButton'],
	interactive_list: ['interactiveList'],
};

const CAPTIONED = ['image', 'video', 'document'];

/**
 * Body of `POST /message`: the reference's limits and its ban on unlisted properties, with the two
 * interactive types of the guide added. A listed property that the type does not use is allowed.
 */
export const sendMessageSchema = {
	...closed(
		{
			channel: { type: 'string', enum: ['whatsapp'] },
			recipient: { type: 'string', minLength: 1, pattern: '^[1-9][0-9]{6,14}$' },
			type: { type: 'string', enum: Object.keys(NEEDS) },
			message: { type: 'string', minLength: 1, maxLength: 4096 },
			caption: { type: 'string', minLength: 1, maxLength: 1024 },
			templateId: filledText,
			templateArgs: { type: 'array', items: text },
			templateLanguage: filledText,
			assign: closed({ assigneeId: text, override: { type: 'boolean' } }),
			contacts: closed({ whatsappContacts: { type: 'array', minItems: 1, items: contact } }, [
				'whatsappContacts',
			]),
			interactiveButton,
			interactiveList,
		},
		['channel', 'recipient', 'type'],
	),
	allOf: Object.entries(NEEDS).map(([type, required]) => ({
		if: { required: ['type'], properties: { type: { const: type } } },
		then: {
			required,
			...(!CAPTIONED.includes(type) && { properties: { caption: false } }),
			...(type === 'location' && {
				properties: {
					caption: false,
					message: { pattern: '^-?\\d+(\\.\\d+)?:-?\\d+(\\.\\d+)?$' },
				},
			}),
		},
	})),
};
