import type { INodeProperties } from 'n8n-workflow';
import { contactCards } from '../../message/contacts';
import type { SendOperation } from '../operation';
import { formOrJson } from '../send/formOrJson';

const text = (displayName: string, name: string, placeholder: string): INodeProperties => ({
	displayName,
	name,
	type: 'string',
	default: '',
	placeholder: `e.g. ${placeholder}`,
});

const kind: INodeProperties = {
	...text('Kind', 'type', 'work'),
	description: 'Shown beside it, such as work, home or mobile',
};

const rows = (
	displayName: string,
	name: string,
	entry: string,
	values: INodeProperties[],
): INodeProperties => ({
	displayName,
	name,
	type: 'fixedCollection',
	placeholder: `Add ${entry}`,
	typeOptions: { multipleValues: true, multipleValueButtonText: `Add ${entry}` },
	default: {},
	options: [{ displayName: entry, name: entry.toLowerCase(), values }],
});

const contactForm: INodeProperties = {
	displayName: 'Contacts',
	name: 'contacts',
	type: 'fixedCollection',
	placeholder: 'Add Contact',
	typeOptions: { multipleValues: true, multipleValueButtonText: 'Add Contact' },
	required: true,
	default: {},
	options: [
		{
			displayName: 'Contact',
			name: 'contact',
			values: [
				text('First Name', 'firstName', 'Jane'),
				text('Last Name', 'lastName', 'Doe'),
				rows('Phones', 'phones', 'Phone', [text('Phone', 'phone', '+91 98765 43210'), kind]),
				rows('Emails', 'emails', 'Email', [text('Email', 'email', 'jane@example.com'), kind]),
				text('Company', 'company', 'Acme Books'),
				text('Department', 'department', 'Sales'),
				text('Title', 'title', 'Shop manager'),
				rows('Addresses', 'addresses', 'Address', [
					text('Street', 'street', '12 Market Road'),
					text('City', 'city', 'Bengaluru'),
					text('State', 'state', 'Karnataka'),
					text('ZIP Code', 'zip', '560001'),
					text('Country', 'country', 'India'),
					text('Country Code', 'countryCode', 'IN'),
				]),
				text('Name Prefix', 'prefix', 'Dr.'),
				text('Middle Name', 'middleName', 'Ann'),
				text('Name Suffix', 'suffix', 'Jr.'),
			],
		},
	],
};

const contacts = formOrJson({
	name: 'contactsSource',
	label: 'Contacts',
	form: contactForm,
	json: {
		name: 'contactsJson',
		hint: 'e.g. [{ "firstName": "Jane", "phones": [{ "phone": "+91 98765 43210" }] }]',
		description: "A list of contacts, using the field names of this form or of Zoko's API",
	},
});

export const sendContacts: SendOperation = {
	option: {
		name: 'Send Contacts',
		value: 'sendContacts',
		action: 'Send contacts',
		description: 'Send contact cards that the customer can save',
	},
	fields: contacts.fields,
	toMessage: (form) => ({
		content: {
			type: 'contacts',
			contacts: { whatsappContacts: contactCards(contacts.read(form)) },
		},
	}),
};
