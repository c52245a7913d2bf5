import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { numberBetween, oneOf, requiredText, toText } from '../../message/checks';
import { LIMITS } from '../../message/limits';
import { withoutGaps } from '../../values';
import { listOf } from '../item';

const TYPES = [
	{ name: 'Document', value: 'document' },
	{ name: 'Image', value: 'image' },
	{ name: 'Text', value: 'text' },
	{ name: 'Video', value: 'video' },
];

const TYPE_VALUES = TYPES.map(({ value }) => value);

export const titleField: INodeProperties = {
	displayName: 'Title',
	name: 'title',
	type: 'string',
	default: '',
	placeholder: 'e.g. Plan',
	description: 'What the property is called in Zoko',
};

export const typeField: INodeProperties = {
	displayName: 'Type',
	name: 'type',
	type: 'options',
	options: TYPES,
	default: 'text',
	description: 'Type of the values. For every type except Text, they are links.',
};

export const valuesField: INodeProperties = {
	displayName: 'Values',
	name: 'values',
	type: 'string',
	typeOptions: { rows: 2 },
	default: '',
	placeholder: 'e.g. Gold',
	description: 'One value per line, or an expression that returns a list',
};

export const moreFields: INodeProperties[] = [
	{
		displayName: 'Description',
		name: 'description',
		type: 'string',
		default: '',
		placeholder: 'e.g. Current plan',
	},
	{
		displayName: 'Priority',
		name: 'priority',
		type: 'number',
		default: 1,
		description: "Position among the customer's properties in Zoko",
	},
];

/**
 * The body of a property from the fields that are given.
 * @throws InvalidInput
 */
export function propertyBody(fields: Record<string, unknown>): IDataObject {
	const { title, type, values, description, priority } = fields;
	const given = <Value>(value: unknown, read: (value: unknown) => Value) =>
		value === undefined || value === null ? undefined : read(value);
	return withoutGaps({
		type: given(type, (value) => oneOf('Type', value, TYPE_VALUES)),
		title: given(title, (value) => requiredText('Title', value, LIMITS.text)),
		description: given(description, (value) => toText('Description', value)),
		messages: given(values, (value) => listOf('Values', value, /\n/)),
		priority: given(priority, (value) => Math.round(numberBetween('Priority', value, -1e6, 1e6))),
	});
}
