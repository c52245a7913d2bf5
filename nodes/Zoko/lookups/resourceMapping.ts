import type {
	ILoadOptionsFunctions,
	ResourceMapperField,
	ResourceMapperFields,
} from 'n8n-workflow';
import { connect } from '../api/connection';
import { listTemplates } from './templateList';
import type { TemplateRow, TemplateType } from '../api/types';
import { InvalidInput } from '../errors/invalid-input';
import { problemOf } from '../errors/node-error';
import {
	fromTemplateMark,
	NO_VARIABLES_ID,
	templateFields,
	templateMark,
	type TemplateField,
} from '../template/placeholder-fields';
import { typeSentBy } from '../template/kinds';
import { findTemplate, parseLocator } from '../template/locator';
import { chosenTemplate, escapeHtml } from './templateText';
import { isRecord } from '../values';

/**
 * The form of the picked template: one field per placeholder. Never throws, because the editor does
 * not show an error here; the reason is shown in place of the fields.
 */
export async function getTemplateVariables(
	this: ILoadOptionsFunctions,
): Promise<ResourceMapperFields> {
	const chosen = chosenTemplate(this);
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
	const own = areOf(chosen, present);
	try {
		const operation = this.getCurrentNodeParameter('operation') as string;
		const rows = await listTemplates(await connect(this));
		// A template that is inactive for a while keeps what was filled in.
		const which = own ? 'inactive too' : 'active';
		return templateForm(rows, chosen, typeSentBy(operation) ?? 'template', which);
	} catch (error) {
		const { message, advice } = problemOf(error);
		// That Zoko has no such template is news about the fields; that it does not answer is not.
		const gone = error instanceof InvalidInput;
		return orPresent(own && !gone ? present : [], `${message}. ${advice}`);
	}
}

/** The fields that the node has stored. */
function fieldsOf(variables: unknown): ResourceMapperField[] {
	const schema = isRecord(variables) ? variables.schema : undefined;
	return Array.isArray(schema) ? (schema as ResourceMapperField[]) : [];
}

/** Whether fields were made for a template. */
function areOf(chosen: string, fields: ResourceMapperField[]): boolean {
	const bar = chosen.lastIndexOf('|');
	const templateId = (bar === -1 ? chosen : chosen.slice(0, bar)).trim();
	return fields.some((field) => fromTemplateMark(field)?.templateId === templateId);
}

/** When a node is opened, n8n removes the fields that are not returned again. */
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
	which: 'active' | 'inactive too' = 'active',
): ResourceMapperFields {
	if (rows.length === 0) {
		throw new InvalidInput(
			'This Zoko account has no templates',
			'Create one in Zoko and have it approved.',
		);
	}
	const row = findTemplate(rows, parseLocator(chosen), type, which);
	const placeholders = templateFields(row);
	const shown = placeholders.map(toMapperField);
	if (shown.length === 0) {
		const text = 'This template has no variables, so there is nothing to fill in';
		const nothing = toMapperField({ id: NO_VARIABLES_ID, displayName: text });
		shown.push({ ...nothing, required: false, readOnly: true });
	}
	const mark = toMapperField(templateMark(row, placeholders));
	return { fields: [...shown, { ...mark, required: false, display: false }] };
}

function toMapperField({ id, displayName }: TemplateField): ResourceMapperField {
	return { id, displayName, required: true, defaultMatch: false, display: true, type: 'string' };
}

function noFields(reason: string): ResourceMapperFields {
	return { fields: [], emptyFieldsNotice: escapeHtml(reason) };
}
