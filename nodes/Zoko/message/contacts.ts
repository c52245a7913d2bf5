import type { ContactCard } from '../api/types';
import { InvalidInput } from '../errors/invalid-input';
import { isRecord } from '../values';
import { jsonValue, onlyKeys, toText } from './checks';
import type { FormOrJson } from './form';

const JSON_SHAPE =
	'Give a list of contacts, for example [{"firstName": "Jane", "lastName": "Doe", "phones": [{"phone": "+91 98765 43210"}]}].';

/**
 * The contact cards that a form or JSON field holds. JSON may have the flat names of the
 * form or the nested names of Zoko's API.
 * @throws InvalidInput
 */
export function contactCards({ label, value, json }: FormOrJson): ContactCard[] {
	const given = json
		? cardsIn(label, jsonValue(label, value, JSON_SHAPE))
		: entries(value, 'contact');
	if (!given || given.length === 0) {
		throw new InvalidInput(`'${label}' has no contact`, json ? JSON_SHAPE : 'Add at least one.');
	}
	return given.map((contact, index) => toCard(`${label}, contact ${index + 1}`, contact));
}

function cardsIn(label: string, value: unknown): unknown[] | undefined {
	if (Array.isArray(value)) return value;
	if (!isRecord(value)) return undefined;
	if (!Array.isArray(value.whatsappContacts)) return [value];
	onlyKeys(label, value, ['whatsappContacts']);
	return value.whatsappContacts;
}

/** The rows of a fixed collection or of a list; anything else that is there counts as one row. */
function entries(value: unknown, name: string): unknown[] {
	if (Array.isArray(value)) return value;
	if (value === undefined || value === null || value === '') return [];
	if (!isRecord(value)) return [value];
	const keys = Object.keys(value);
	if (keys.length === 0) return [];
	return keys.length === 1 && Array.isArray(value[name]) ? value[name] : [value];
}

type Texts = Record<string, string>;

/** The named keys of an object that hold text, trimmed; blank ones are left out. */
function textsOf(label: string, source: Record<string, unknown>, keys: readonly string[]): Texts {
	const texts: Texts = {};
	for (const key of keys) {
		const text = toText(`${label}: ${key}`, source[key]).trim();
		if (text) texts[key] = text;
	}
	return texts;
}

/**
 * A part of a card that is an object of its own.
 * @param main the key that a text in place of the object stands for
 * @throws InvalidInput for a key that the part does not have
 */
function partOf(label: string, source: unknown, keys: readonly string[], main?: string): Texts {
	if (source === undefined || source === null) return {};
	if (isRecord(source)) return textsOf(label, onlyKeys(label, source, keys), keys);
	if (main !== undefined) return textsOf(label, { [main]: source }, [main]);
	throw new InvalidInput(`'${label}' is not an object`, `It can have: ${keys.join(', ')}.`);
}

const NAME_KEYS = [
	'prefix',
	'firstName',
	'middleName',
	'lastName',
	'suffix',
	'formattedName',
] as const;
const ORG_KEYS = ['company', 'department', 'title'] as const;
const ADDRESS_KEYS = ['street', 'city', 'state', 'zip', 'countryCode', 'country', 'url'] as const;
const PARTS = ['name', 'org', 'phones', 'emails', 'addresses'] as const;

function toCard(label: string, contact: unknown): ContactCard {
	if (!isRecord(contact)) throw new InvalidInput(`'${label}' is not an object`, JSON_SHAPE);
	onlyKeys(label, contact, [...NAME_KEYS, ...ORG_KEYS, ...PARTS]);
	const name = {
		...textsOf(label, contact, NAME_KEYS),
		...partOf(`${label}: name`, contact.name, NAME_KEYS, 'formattedName'),
	};
	const spoken = [name.prefix, name.firstName, name.middleName, name.lastName, name.suffix];
	const formattedName = name.formattedName ?? spoken.filter(Boolean).join(' ');
	if (!formattedName) {
		throw new InvalidInput(
			`'${label}' has no name`,
			"Fill in 'First Name'; WhatsApp shows no contact without it.",
		);
	}

	const org = {
		...textsOf(label, contact, ORG_KEYS),
		...partOf(`${label}: org`, contact.org, ORG_KEYS, 'company'),
	};
	const rows = (key: string, entry: string, keys: readonly string[], main?: string) =>
		entries(contact[key], entry).map((row, index) =>
			partOf(`${label}: ${key}, ${entry} ${index + 1}`, row, keys, main),
		);
	const phones = rows('phones', 'phone', ['phone', 'type'], 'phone');
	const emails = rows('emails', 'email', ['email', 'type'], 'email');
	const addresses = rows('addresses', 'address', ADDRESS_KEYS);

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
