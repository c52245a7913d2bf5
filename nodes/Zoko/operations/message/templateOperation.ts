import type { INodeProperties } from 'n8n-workflow';
import type { TemplateRow, TemplateType } from '../../api/types';
import { InvalidInput } from '../../errors/invalid-input';
import { isOn } from '../../message/checks';
import type { Draft } from '../../message/draft';
import type { Form } from '../../message/form';
import {
	argumentsFromForm,
	argumentsFromJson,
	type TemplateArguments,
} from '../../template/arguments';
import { type Slot, templateSlots } from '../../template/describe';
import { TEMPLATE_KINDS } from '../../template/kinds';
import { isPlaceholder, partOfField, templateFields } from '../../template/placeholder-fields';
import { findTemplate, parseLocator, type TemplateKey } from '../../template/locator';
import {
	checkKind,
	checkUnedited,
	formWasFilled,
	markFor,
	storedVariables,
	type StoredVariables,
} from '../../template/stored';
import { isRecord, quoted } from '../../values';
import type { SendOperation } from '../operation';
import { formOrJson } from '../send/formOrJson';

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
					message: 'With many templates, Zoko can take up to a minute to list them',
					timeout: 8000,
				},
			},
		},
		{
			displayName: 'By ID',
			name: 'id',
			type: 'string',
			placeholder: 'e.g. order_shipped or order_shipped|de',
			hint: 'Name of the template, followed by |language unless it is English (en)',
		},
	],
};

/**
 * Shows the picked template as the customer will see it. A resource mapper without fields is the
 * only part of n8n's form that can show a text loaded while the form is filled in.
 */
const templateTextField: INodeProperties = {
	displayName: 'Template Text',
	name: 'templateText',
	type: 'resourceMapper',
	noDataExpression: true,
	default: { mappingMode: 'defineBelow', value: null },
	typeOptions: {
		loadOptionsDependsOn: ['template.value'],
		resourceMapper: {
			resourceMapperMethod: 'getTemplateText',
			mode: 'add',
			fieldWords: { singular: 'text', plural: 'texts' },
			addAllFields: true,
			multiKeyMatch: false,
			supportAutoMap: false,
			refreshStaleSchemaOnOpen: true,
		},
	},
};

const variables = formOrJson({
	name: 'variablesSource',
	label: 'Variables',
	descriptions: {
		both: 'What stands in place of the placeholders of the template, such as {{1}}',
		form: 'One field for each placeholder of the selected template',
		json: 'Provide the values as JSON, for example when an expression chooses the template',
	},
	form: {
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
	},
	json: {
		name: 'variablesJson',
		typeOptions: { rows: 5 },
		required: false,
		hint: 'e.g. ["Jane", "A1001", "https://example.com/t/A1001"]',
		description:
			'A list in the order of the placeholders, or an object by their numbers or names, such as {"1": "Jane"} or {"customer_name": "Jane"}. The order is header, body, buttons.',
	},
});

/** One form for the three kinds: switching the operation keeps what was filled in. */
const formFields = [templateField, templateTextField, ...variables.fields];

/** A send of one kind of template; the three kinds share form and rules. */
export function templateOperation(
	type: TemplateType,
	texts: { action: string; description: string },
): SendOperation {
	const { operation, operationName } = TEMPLATE_KINDS[type];
	return {
		option: { name: operationName, value: operation, ...texts },
		fields: formFields,
		toMessage: (form) => toMessage(type, form),
		needsTemplates: (form) => mustCompare(form) || storedIn(form) === undefined,
	};
}

function toMessage(type: TemplateType, form: Form): Draft {
	const key = parseLocator(form.get('template'));
	const { templateArgs, notices } = argumentsOf(type, form, key);
	return {
		content: { type, ...key, templateArgs },
		notices,
		buttonArgs: buttonArgsOf(type, form, key),
	};
}

function argumentsOf(type: TemplateType, form: Form, key: TemplateKey): TemplateArguments {
	const stored = storedIn(form);
	if (stored) {
		const mark = markFor(stored, key);
		checkKind(type, stored);
		if (mustCompare(form)) checkUnedited(type, stored, mark, key, form.templates);
		return argumentsFromForm(stored, mark.digest, form.reach);
	}
	const row = findTemplate(form.templates, key, type);
	const slots = slotsOf(row);
	const { json, value } = variables.read(form);
	if (json) return argumentsFromJson(value, slots, form.reach);
	if (slots.length === 0) return { templateArgs: [], notices: [] };
	throw new InvalidInput(
		`'Variables' is empty, and template ${quoted(key.templateId)} has placeholders`,
		"Open the node, pick the template again in 'Template' and fill in its fields, or give the values with 'Using JSON'.",
	);
}

/**
 * What the fields of the template hold; undefined when the values are JSON, or none were filled in.
 */
function storedIn(form: Form): StoredVariables | undefined {
	const { json, value } = variables.read(form);
	const stored = storedVariables(value);
	return !json && formWasFilled(stored) ? stored : undefined;
}

function slotsOf({ templateDesc, templateVariableCount }: TemplateRow): Slot[] {
	return templateSlots(templateDesc, templateVariableCount);
}

/** Which of the arguments belong to a button; for a form whose arguments could be built. */
function buttonArgsOf(type: TemplateType, form: Form, key: TemplateKey): Draft['buttonArgs'] {
	const fields =
		storedIn(form)?.schema.filter(isPlaceholder) ??
		templateFields(findTemplate(form.templates, key, type));
	return fields.flatMap(({ id, displayName }, index) =>
		partOfField(id) === 'button' ? [{ index, label: displayName }] : [],
	);
}

/** Whether the fields are compared with the template as it now is at Zoko. */
function mustCompare(form: Form): boolean {
	const options = form.get('options');
	return isRecord(options) && isOn('Check Template', options.checkTemplate);
}
