import type { INodeProperties } from 'n8n-workflow';
import type { InteractiveButtonContent, InteractiveHeader } from '../../api/types';
import { InvalidInput } from '../../errors/invalid-input';
import { httpUrl, oneOf, optionalText, requiredText } from '../../message/checks';
import type { Form } from '../../message/form';
import { bodyOf, entry, listFrom, mustDiffer, titleAndPayload } from '../../message/interactive';
import { LIMITS } from '../../message/limits';
import { pageLinkNotices } from '../../message/page-links';
import { ITEM_TITLE } from '../fields';
import type { SendOperation } from '../operation';
import { formOrJson } from '../send/formOrJson';

const JSON_SHAPE =
	'Give one to three buttons, for example [{"title": "Yes", "payload": "confirm"}, {"title": "No", "payload": "cancel"}].';

const buttonsForm: INodeProperties = {
	displayName: 'Buttons',
	name: 'buttons',
	type: 'fixedCollection',
	placeholder: 'Add Button',
	typeOptions: {
		multipleValues: true,
		multipleValueButtonText: 'Add Button',
		sortable: true,
		maxAllowedFields: LIMITS.buttons,
		fixedCollection: { itemTitle: ITEM_TITLE },
	},
	required: true,
	default: {},
	options: [
		{
			displayName: 'Button',
			name: 'button',
			values: [
				{
					displayName: 'Title',
					name: 'title',
					type: 'string',
					default: '',
					placeholder: 'e.g. Confirm order',
					description: 'What the customer sees',
					hint: 'Up to 20 characters',
				},
				{
					displayName: 'Payload',
					name: 'payload',
					type: 'string',
					default: '',
					placeholder: 'e.g. confirm-A1001',
					description: 'Name the answer and what it is about. The customer does not see it.',
					hint: 'What your workflow gets when the button is tapped; if empty, the title',
				},
			],
		},
	],
};

const buttons = formOrJson({
	name: 'buttonsSource',
	label: 'Buttons',
	form: buttonsForm,
	json: {
		name: 'buttonsJson',
		hint: 'e.g. [{ "title": "Yes", "payload": "confirm" }, { "title": "No", "payload": "cancel" }]',
		description: 'A list of one to three buttons, each with a title and a payload',
	},
});

const HEADERS = ['document', 'image', 'none', 'text', 'video'] as const;

const headerFields: INodeProperties[] = [
	{
		displayName: 'Header',
		name: 'headerType',
		type: 'options',
		noDataExpression: true,
		options: [
			{ name: 'Document', value: 'document' },
			{ name: 'Image', value: 'image' },
			{ name: 'None', value: 'none' },
			{ name: 'Text', value: 'text' },
			{ name: 'Video', value: 'video' },
		],
		default: 'none',
		description: 'What stands above the body',
	},
	{
		displayName: 'Header Text',
		name: 'headerText',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. Order A1001',
		description: 'Up to 60 characters',
		displayOptions: { show: { headerType: ['text'] } },
	},
	{
		displayName: 'Header Media URL',
		name: 'headerMediaUrl',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. https://example.com/photo.jpg',
		description: 'Public link to the file itself, not to a page that shows it',
		displayOptions: { show: { headerType: ['image', 'video', 'document'] } },
	},
	{
		displayName: 'Header File Name',
		name: 'headerFilename',
		type: 'string',
		default: '',
		placeholder: 'e.g. invoice-A1001.pdf',
		description: 'File name shown to the customer',
		displayOptions: { show: { headerType: ['document'] } },
	},
];

export const sendInteractiveButtons: SendOperation = {
	option: {
		name: 'Send Interactive Buttons',
		value: 'sendInteractiveButtons',
		action: 'Send interactive buttons',
		description:
			'Send a text with up to three reply buttons, to a customer who wrote in the last 24 hours',
	},
	fields: [
		{
			displayName: 'Body',
			name: 'body',
			type: 'string',
			typeOptions: { rows: 3 },
			required: true,
			default: '',
			placeholder: 'e.g. Shall we deliver order A1001 tomorrow?',
			description: 'The text above the buttons, up to 1,024 characters',
		},
		...buttons.fields,
		...headerFields,
		{
			displayName: 'Footer',
			name: 'footer',
			type: 'string',
			default: '',
			placeholder: 'e.g. Acme Books',
			description: 'Small text below the body, up to 60 characters',
		},
	],
	toMessage: (form) => {
		const header = headerOf(form);
		const footer = optionalText('Footer', form.get('footer'), LIMITS.footer);
		const interactiveButton: InteractiveButtonContent = {
			...(header && { header }),
			body: bodyOf(form, LIMITS.buttonsBody),
			...(footer && { footer: { text: footer } }),
			buttons: buttonsOf(form),
		};
		const notices =
			header && header.type !== 'text' ? pageLinkNotices(HEADER_URL, header.text) : [];
		return { content: { type: 'interactive_button', interactiveButton }, notices };
	},
};

const HEADER_URL = 'Header Media URL';

function headerOf(form: Form): InteractiveHeader | undefined {
	const type = oneOf('Header', form.get('headerType') || 'none', HEADERS);
	if (type === 'none') return undefined;
	if (type === 'text') {
		return { type, text: requiredText('Header Text', form.get('headerText'), LIMITS.headerText) };
	}
	const text = httpUrl(HEADER_URL, form.get('headerMediaUrl'), LIMITS.mediaUrl, form.reach);
	if (type !== 'document') return { type, text };
	const filename = optionalText('Header File Name', form.get('headerFilename'), LIMITS.mediaUrl);
	return { type, ...(filename && { filename: filename.trim() }), text };
}

function buttonsOf(form: Form): InteractiveButtonContent['buttons'] {
	const source = buttons.read(form);
	const { label } = source;
	const given = listFrom(source, 'button', JSON_SHAPE);
	if (given.length === 0 || given.length > LIMITS.buttons) {
		throw new InvalidInput(
			`'${label}' has ${given.length === 0 ? 'no button' : `${given.length} buttons`}, and WhatsApp takes 1 to ${LIMITS.buttons}`,
			given.length === 0
				? 'Add at least one.'
				: "For more choices use 'Send Interactive List', which takes ten.",
		);
	}
	const limits = { title: LIMITS.buttonTitle, payload: LIMITS.buttonPayload };
	const checked = given.map((value, index) => {
		const name = `${label}, button ${index + 1}`;
		return titleAndPayload(name, entry(name, value), limits, form.reserved);
	});
	const names = given.map((_, index) => `button ${index + 1}`);
	mustDiffer(
		label,
		'title',
		checked.map(({ title }) => title),
		names,
	);
	mustDiffer(
		label,
		'payload',
		checked.map(({ payload }) => payload),
		names,
	);
	return checked.map(({ title, payload }) => ({ reply: { payload, title } }));
}
