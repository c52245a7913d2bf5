import type { INodeProperties } from 'n8n-workflow';

/** Parameters that several operations share. */

/** Heads an entry of a list of the form with its own title, so that entries can be told apart. */
export const ITEM_TITLE = '={{ $collection.item.value.title }}';

/** What chooses between the rows that outputs share and Zoko's own, see `shapeFor`. */
export const simplifyField: INodeProperties = {
	displayName: 'Simplify',
	name: 'simplify',
	type: 'boolean',
	default: true,
	description: 'Whether to return a simplified version of the response instead of the raw data',
};

/** How many rows of a list are wanted, see `limitOf`. */
export const listFields: INodeProperties[] = [
	{
		displayName: 'Return All',
		name: 'returnAll',
		type: 'boolean',
		default: false,
		description: 'Whether to return all results or only up to a given limit',
	},
	{
		displayName: 'Limit',
		name: 'limit',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: 50,
		description: 'Max number of results to return',
		displayOptions: { show: { returnAll: [false] } },
	},
];

/** A sentence in the form, which may have HTML. @param show the values of fields that it is for */
export function notice(
	name: string,
	text: string,
	show?: Record<string, string[]>,
): INodeProperties {
	return {
		displayName: text,
		name,
		type: 'notice',
		default: '',
		...(show && { displayOptions: { show } }),
	};
}

/** Warns in the form of a tool, which a model uses without asking anybody. */
export const toolWarning: INodeProperties = {
	displayName:
		'The agent uses this tool <strong>without asking anybody</strong>, and what it takes away does not come back. Fill in yourself what it may be used on, and do not leave it to the model.',
	name: 'toolWarning',
	type: 'notice',
	default: '',
	displayOptions: { show: { '@tool': [true] } },
};

/** A required line of text. */
export function textField(
	displayName: string,
	name: string,
	example: string,
	description: string,
): INodeProperties {
	return {
		displayName,
		name,
		type: 'string',
		required: true,
		default: '',
		placeholder: `e.g. ${example}`,
		description,
	};
}

/** Fields that are added one by one; nothing inside such a collection can be required. */
function addedFields(
	displayName: string,
	name: string,
	fields: INodeProperties[],
): INodeProperties {
	return {
		displayName,
		name,
		type: 'collection',
		placeholder: 'Add field',
		default: {},
		options: fields.map((field) => ({ ...field, required: undefined })),
	};
}

/** What can be set beside the required fields of something new. */
export const additionalFields = (...fields: INodeProperties[]) =>
	addedFields('Additional Fields', 'additionalFields', fields);

/** What a change can set. */
export const updateFields = (...fields: INodeProperties[]) =>
	addedFields('Update Fields', 'updateFields', fields);

/** One thing of the account, picked from a list or given by its id. */
export function pickerField(
	displayName: string,
	name: string,
	searchListMethod: string,
	example: string,
	description: string,
	hint?: string,
): INodeProperties {
	return {
		displayName,
		name,
		type: 'resourceLocator',
		required: true,
		default: { mode: 'list', value: '' },
		description,
		modes: [
			{
				displayName: 'From List',
				name: 'list',
				type: 'list',
				typeOptions: { searchListMethod, searchable: true },
			},
			{
				displayName: 'By ID',
				name: 'id',
				type: 'string',
				placeholder: `e.g. ${example}`,
				...(hint !== undefined && { hint }),
			},
		],
	};
}
