import type { INodeProperties } from 'n8n-workflow';
import type { TemplateType } from '../api/types';
import type { Draft, SendOperation } from '../message/draft';
import type { Form } from '../message/form';
import { isRecord } from '../message/checks';
import { InvalidInput } from '../message/invalid-input';
import {
	argumentsFromForm,
	argumentsFromJson,
	fieldsOf,
	formWasFilled,
	type StoredVariables,
	type TemplateArguments,
} from './arguments';
import { templateSlots } from './describe';
import { fromFieldId, fromTemplateMark, headerMedium } from './fields';
import { findTemplate, OPERATION_NAMES, parseLocator, type TemplateKey } from './locator';

export const templateField: INodeProperties = {
	displayName: 'Template',
	name: 'template',
	type: 'resourceLocator',
	required: true,
	default: { mode: 'list', value: '' },
	description: 'Approved template of this Zoko account',
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			placeholder: 'Choose a template',
			typeOptions: {
				searchListMethod: 'searchTemplates',
				searchable: true,
				slowLoadNotice: {
					message: 'Zoko can take up to a minute to list many templates',
					timeout: 8000,
				},
			},
		},
		{
			displayName: 'By ID',
			name: 'id',
			type: 'string',
			placeholder: 'e.g. order_shipped or order_shipped|de',
			hint: 'Name of the template, with |language unless it is English (en)',
		},
	],
};

const variablesFields: INodeProperties[] = [
	{
		displayName: 'Define Variables',
		name: 'variablesSource',
		type: 'options',
		noDataExpression: true,
		options: [
			{
				name: 'Using Fields Below',
				value: 'form',
				description: 'One field for each placeholder of the picked template',
			},
			{
				name: 'Using JSON',
				value: 'json',
				description: 'Take them from data, also for a template that an expression chooses',
			},
		],
		default: 'form',
	},
	{
		displayName: 'Variables',
		name: 'variables',
		type: 'resourceMapper',
		noDataExpression: true,
		required: true,
		default: { mappingMode: 'defineBelow', value: null },
		typeOptions: {
			loadOptionsDependsOn: ['template.value', 'operation'],
			resourceMapper: {
				resourceMapperMethod: 'getTemplateVariables',
				mode: 'add',
				valuesLabel: 'Variables',
				fieldWords: { singular: 'variable', plural: 'variables' },
				addAllFields: true,
				multiKeyMatch: false,
				supportAutoMap: false,
				// Picking another template may go unnoticed; opening the node then shows its fields.
				refreshStaleSchemaOnOpen: true,
			},
		},
		displayOptions: { show: { variablesSource: ['form'] } },
	},
	{
		displayName: 'Variables (JSON)',
		name: 'variablesJson',
		type: 'json',
		typeOptions: { rows: 5 },
		default: '',
		placeholder: '["Jane", "A1001", "https://example.com/t/A1001"]',
		description:
			'A list in the order of the placeholders, or an object by their numbers such as {"1": "Jane"}. Header first, then body, then buttons.',
		displayOptions: { show: { variablesSource: ['json'] } },
	},
];

/** One form for the three kinds: switching the operation keeps what was filled in. */
const templateFields = [templateField, ...variablesFields];

/** A send of one kind of template; the three kinds share form and rules. */
export function templateOperation(
	type: TemplateType,
	option: SendOperation['option'],
): SendOperation {
	return {
		option,
		fields: templateFields,
		toMessage: (form) => toMessage(type, form),
		template: {
			type,
			needsCatalogue: (form) =>
				form.get('variablesSource') === 'json' || !formWasFilled(storedVariables(form)),
		},
	};
}

function toMessage(type: TemplateType, form: Form): Draft {
	const key = parseLocator(form.get('template'));
	const { templateArgs, notices } = argumentsOf(type, form, key);
	return { content: { type, ...key, templateArgs }, notices };
}

function argumentsOf(type: TemplateType, form: Form, key: TemplateKey): TemplateArguments {
	const stored = storedVariables(form);
	if (form.get('variablesSource') !== 'json' && formWasFilled(stored)) {
		checkTemplate(stored, key);
		checkKind(type, stored);
		return argumentsFromForm(stored, form.reach);
	}
	const row = findTemplate(form.templates, key, type);
	const slots = templateSlots(row.templateDesc, row.templateVariableCount);
	if (form.get('variablesSource') === 'json') {
		return argumentsFromJson(form.get('variablesJson'), slots, form.reach);
	}
	if (slots.length === 0) return { templateArgs: [], notices: [] };
	throw new InvalidInput(
		`'Variables' is empty, and template '${key.templateId}' has placeholders`,
		"Open the node, pick the template again in 'Template' and fill in its fields, or give the values with 'Using JSON'.",
	);
}

function storedVariables(form: Form): StoredVariables {
	const stored = form.get('variables');
	if (!isRecord(stored)) return { value: null };
	return {
		value: isRecord(stored.value) ? stored.value : null,
		schema: Array.isArray(stored.schema) ? (stored.schema as StoredVariables['schema']) : undefined,
	};
}

/**
 * The editor does not notice that another template was picked while a parameter holds an expression
 * that it cannot evaluate yet, and then keeps the fields of the template before. Translations have
 * one id and share their fields.
 */
function checkTemplate({ schema = [] }: StoredVariables, { templateId }: TemplateKey): void {
	const marks = schema.flatMap(({ id }) => fromTemplateMark(id) ?? []);
	const [madeFor] = marks;
	if (madeFor === undefined || marks.includes(templateId)) return;
	throw new InvalidInput(
		`'Variables' holds the fields of template '${madeFor}', and 'Template' is '${templateId}'`,
		"Close the node and open it again, or choose 'Refresh Variable List' in the menu (⋮) of 'Variables', and check every value. When an expression chooses the template, set 'Define Variables' to 'Using JSON'.",
	);
}

/** Fields that another kind of template left behind would be sent as the wrong kind. */
function checkKind(type: TemplateType, stored: StoredVariables): void {
	const parts = fieldsOf(stored).map(({ id }) => fromFieldId(id)?.part ?? '');
	const button = parts.includes('button') && type !== 'buttonTemplate';
	const media = parts.some((part) => headerMedium(part)) && type === 'template';
	if (!button && !media) return;
	throw new InvalidInput(
		`'Variables' belongs to a template that '${OPERATION_NAMES[type]}' cannot send`,
		button
			? `Use '${OPERATION_NAMES.buttonTemplate}', or pick another template.`
			: `Use '${OPERATION_NAMES.richTemplate}', or pick another template.`,
	);
}
