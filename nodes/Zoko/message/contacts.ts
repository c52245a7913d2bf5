import type { ContactCard } from '../api/types';
import { isRecord, jsonValue, toText } from './checks';
import type { Form } from './form';
import { InvalidInput } from './invalid-input';

const JSON_SHAPE =
	'Give a list of contacts, for example [{"firstName": "Jane", "lastName": "Doe", "phones": [{"phone": "+91 98765 43210"}]}].';

/**
 * The contact cards of an item, from the form or from JSON. JSON may have the flat names of the
 * form or the nested names of Zoko's API.
 * @throws InvalidInput
 */
export function contactCards(form: Form): ContactCard[] {
	const fromJson = form.get('contactsSource') === 'json';
	const label = fromJson ? 'Contacts (JSON)' : 'Contacts';
	const given = fromJson
		? listOf(jsonValue(label, form.get('contactsJson'), JSON_SHAPE))
		: listOf(entries(form.get('contacts'), 'contact'));
	if (!given || given.length === 0) {
		throw new InvalidInput(
			`'${label}' has no contact`,
			fromJson ? JSON_SHAPE : 'Add at least one.',
		);
	}
	return given.map((contact, index) => toCard(`${label}, contact ${index + 1}`, contact));
}

function listOf(value: unknown): unknown[] | undefined {
	if (Array.isArray(value)) return value;
	if (!isRecord(value)) return undefined;
	return Array.isArray(value.whatsappContacts) ? value.whatsappContacts : [value];
}

/** The rows of a fixed collection, or of a plain list. */
function entries(value: unknown, name: string): unknown[] {
	if (Array.isArray(value)) return value;
	const rows = isRecord(value) ? value[name] : undefined;
	return Array.isArray(rows) ? rows : [];
}

type Texts = Record<string, string>;

/** The named keys of an object that hold text, trimmed; blank ones are left out. */
function textsOf(label: string, source: unknown, keys: readonly string[]): Texts {
	const texts: Texts = {};
	if (!isRecord(source)) return texts;
	for (const key of keys) {
		const text = toText(`${label}: ${key}`, source[key]).trim();
		if (text) texts[key] = text;
	}
	return texts;
}

const NAME_KEYS = [
	'prefix',
	'firstName',
	'middleName',
	'lastName',
	'suffix',
	'formattedName',
] as const;
const ADDRESS_KEYS = ['street', 'city', 'state', 'zip', 'countryCode', 'country', 'url'] as const;

function toCard(label: string, contact: unknown): ContactCard {
	if (!isRecord(contact)) throw new InvalidInput(`'${label}' is not an object`, JSON_SHAPE);
	const flat = textsOf(label, contact, NAME_KEYS);
	const name = { ...flat, ...textsOf(label, contact.name, NAME_KEYS) };
	const spoken = [name.prefix, name.firstName, name.middleName, name.lastName, name.suffix];
	const formattedName = name.formattedName ?? spoken.filter(Boolean).join(' ');
	if (!formattedName) {
		throw new InvalidInput(
			`'${label}' has no name`,
			"Fill in 'First Name'; WhatsApp shows no contact without it.",
		);
	}

	const org = {
		...textsOf(label, contact, ['company', 'department', 'title']),
		...textsOf(label, contact.org, ['company', 'department', 'title']),
	};
	const phones = entries(contact.phones, 'phone').map((phone) =>
		typeof phone === 'string' || typeof phone === 'number'
			? { phone: String(phone) }
			: textsOf(label, phone, ['phone', 'type']),
	);
	const emails = entries(contact.emails, 'email').map((email) =>
		typeof email === 'string' ? { email } : textsOf(label, email, ['email', 'type']),
	);
	const addresses = entries(contact.addresses, 'address').map((address) =>
		textsOf(label, address, ADDRESS_KEYS),
	);

	const card: ContactCard = {
		name: { ...name, formattedName, firstName: name.firstName ?? formattedName },
	};
	if (Object.keys(org).length > 0) card.org = org;
	const filled = <T extends Texts>(rows: T[], key: string) => rows.filter((row) => row[key]);
	const cardPhones = filled(phones, 'phone') as ContactCard['phones'];
	const cardEmails = filled(emails, 'email') as ContactCard['emails'];
	const cardAddresses = addresses.filter((address) => Object.keys(address).length > 0);
	if (cardPhones?.length) card.phones = cardPhones;
	if (cardEmails?.length) card.emails = cardEmails;
	if (cardAddresses.length) card.addresses = cardAddresses;
	return card;
}
