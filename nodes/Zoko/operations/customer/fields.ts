import type { INodeProperties } from 'n8n-workflow';
import { pathOf } from '../../api/path';
import { textField } from '../fields';
import type { RunItem } from '../item';

export const customerField = textField(
	'Customer ID',
	'customerId',
	'5b0f3c1e-0c3a-4b52-9d2a-1f6f0f1d0a02',
	"ID that 'Get Many', a message or Zoko Trigger gives as customerId; not the phone number",
);

export const tagField = textField('Tag', 'tag', 'vip', 'One tag, as Zoko shows it');

export const propertyIdField: INodeProperties = textField(
	'Property ID',
	'propertyId',
	'5b0f3c1e-0c3a-4b52-9d2a-1f6f0f1d0a07',
	"ID that 'Get Properties' gives as propertyId",
);

/** The customer that an item is about. */
export const customerIdOf = (item: RunItem) => item.text('Customer ID', 'customerId');

/** Path of a customer, or of something below it. */
export const customerPath = (item: RunItem, below?: string, propertyId?: string) =>
	pathOf('customer', customerIdOf(item), below, propertyId);
