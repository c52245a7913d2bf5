import type {
	ILoadOptionsFunctions,
	ResourceMapperField,
	ResourceMapperFields,
} from 'n8n-workflow';
import { connect, requestContext } from '../api/request';
import { listTemplates } from '../api/templates';
import type { TemplateRow, TemplateType } from '../api/types';
import { isRecord } from '../message/checks';
import { InvalidInput } from '../message/invalid-input';
import { problemOf } from '../api/node-error';
import { templateSlots } from '../template/describe';
import { fromTemplateMark, NO_VARIABLES_ID, templateMark, toField } from '../template/fields';
import { findTemplate, parseLocator } from '../template/locator';
import { TEMPLATE_TYPES } from './listSearch';

/**
 * The form of the picked template: one field per placeholder. Never throws, because the editor
 * shows nothing of an error here; the reason takes the place of the fields instead.
 */
export async function getTemplateVariables(
	this: ILoadOptionsFunctions,
): Promise<ResourceMapperFields> {
	const picked: unknown = this.getCurrentNodeParameter('template');
	const chosen = String((isRecord(picked) ? picked.value : picked) ?? '').trim();
	if (chosen === '') {
		return noFields("Pick a template in 'Template', and its fields appear here.");
	}
	const present = fieldsOf(this.getCurrentNodeParameter('variables'));
	if (chosen.startsWith('=')) {
		return orPresent(
			present,
			"The template is chosen by an expression, so its fields are not known here. Set 'Define Variables' to 'Using JSON'.",
		);
	}
	try {
		const context = requestContext(this);
		const operation = this.getCurrentNodeParameter('operation') as string;
		const connection = await connect(context);
		const type = TEMPLATE_TYPES[operation] ?? 'template';
		return templateForm(await listTemplates(context, connection), chosen, type);
	} catch (error) {
		const { message, advice, category } = problemOf(error);
		// Zoko's saying that there is no such template is news about the fields; its silence is not.
		const keep = category !== 'invalid_input' && areOf(chosen, present);
		return orPresent(keep ? present : [], `${message}. ${advice}`);
	}
}

/** The fields that the node has stored. */
function fieldsOf(variables: unknown): ResourceMapperField[] {
	const schema = isRecord(variables) ? variables.schema : undefined;
	return Array.isArray(schema) ? (schema as ResourceMapperField[]) : [];
}

function areOf(chosen: string, fields: ResourceMapperField[]): boolean {
	const marks = fields.flatMap(({ id }) => fromTemplateMark(id) ?? []);
	return marks.some((templateId) => chosen === templateId || chosen.startsWith(`${templateId}|`));
}

/** When a node is opened, n8n takes away the fields that are not given again. */
function orPresent(present: ResourceMapperField[], reason: string): ResourceMapperFields {
	return present.length > 0 ? { fields: present } : noFields(reason);
}

/**
 * The fields of a template.
 * @throws InvalidInput when there is no such template of this kind
 */
export function templateForm(
	rows: TemplateRow[],
	chosen: string,
	type: TemplateType,
): ResourceMapperFields {
	if (rows.length === 0) {
		throw new InvalidInput(
			'This Zoko account has no templates',
			'Create one in Zoko and have it approved.',
		);
	}
	const row = findTemplate(rows, parseLocator(chosen), type);
	const slots = templateSlots(row.templateDesc, row.templateVariableCount);
	const shown = slots.map(toField).map(({ id, displayName }) => field(id, displayName));
	if (shown.length === 0) {
		const text = 'This template has no variables, so there is nothing to fill in';
		shown.push({ ...field(NO_VARIABLES_ID, text), required: false, readOnly: true });
	}
	const hidden = { required: false, display: false };
	return { fields: [...shown, { ...field(templateMark(row.templateId), 'Template'), ...hidden }] };
}

function field(id: string, displayName: string): ResourceMapperField {
	return { id, displayName, required: true, defaultMatch: false, display: true, type: 'string' };
}

/** The editor renders the notice as HTML, and Zoko's words may hold anything. */
function noFields(reason: string): ResourceMapperFields {
	const escaped = reason.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
	return { fields: [], emptyFieldsNotice: escaped };
}
