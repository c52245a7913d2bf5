import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { numberBetween, requiredText, toText } from '../../message/checks';
import { InvalidInput } from '../../message/invalid-input';
import { LIMITS } from '../../message/limits';
import { listOf } from '../item';
import { present } from '../output';

const TYPES = [
	{ name: 'Document', value: 'document' },
	{ name: 'Image', value: 'image' },
	{ name: 'Text', value: 'text' },
	{ name: 'Video', value: 'video' },
];

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
	description: 'What the values are; for all but Text they are links',
};

export const valuesField: INodeProperties = {
	displayName: 'Values',
	name: 'values',
	type: 'string',
	typeOptions: { rows: 2 },
	default: '',
	placeholder: 'e.g. Gold',
	description: 'One value per line, or an expression that gives a list',
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
		description: 'Place among the properties of the customer in Zoko',
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
	return present({
		type: given(type, typeOf),
		title: given(title, (value) => requiredText('Title', value, LIMITS.text)),
		description: given(description, (value) => toText('Description', value)),
		messages: given(values, (value) => listOf('Values', value, /\n/)),
		priority: given(priority, (value) => Math.round(numberBetween('Priority', value, -1e6, 1e6))),
	});
}

function typeOf(value: unknown): unknown {
	if (TYPES.some((type) => type.value === value)) return value;
	throw new InvalidInput(
		`'Type' is ${String(value)}, which is no type of property`,
		'Use document, image, text or video.',
	);
}
