import type { INodeProperties } from 'n8n-workflow';
import { pathOf } from '../../api/path';
import { InvalidInput } from '../../errors/invalid-input';
import { quoted } from '../../values';
import { textField } from '../fields';
import type { RunItem } from '../item';

/** Where much is lost, the customer has to be named. */
export const namedCustomerField = textField(
	'Customer ID',
	'customerId',
	'5b0f3c1e-0c3a-4b52-9d2a-1f6f0f1d0a02',
	"ID that a send, Zoko Trigger or 'Get Many' gives as customerId; not the phone number",
);

/** The default is the customer whom the node before has written to, or whom a trigger reports. */
export const customerField: INodeProperties = {
	...namedCustomerField,
	default: '={{ $json.customerId }}',
};

export const tagField = textField('Tag', 'tag', 'vip', 'One tag, as Zoko shows it');

export const propertyIdField: INodeProperties = textField(
	'Property ID',
	'propertyId',
	'5b0f3c1e-0c3a-4b52-9d2a-1f6f0f1d0a07',
	"ID that 'Get Properties' gives as propertyId",
);

/** No ID of Zoko's looks like this. */
const PHONE_NUMBER = /^\+?[\d\s().-]{7,24}$/;

/**
 * The customer that an item is about.
 * @throws InvalidInput also for a phone number, which is what people know a customer by
 */
export function customerIdOf(item: RunItem): string {
	const id = item.text('Customer ID', 'customerId');
	if (!PHONE_NUMBER.test(id)) return id;
	throw new InvalidInput(
		`'Customer ID' ${quoted(id)} looks like a phone number, and Zoko finds customers only by an ID of its own`,
		'A send and Zoko Trigger give that ID as customerId: use {{ $json.customerId }} after one of them.',
	);
}

/** Path of a customer, or of something below it. */
export const customerPath = (item: RunItem, below?: string, propertyId?: string) =>
	pathOf('customer', customerIdOf(item), below, propertyId);
