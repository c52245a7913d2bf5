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
import {
	fromTemplateMark,
	idApart,
	isApart,
	isPlaceholder,
	NO_VARIABLES_ID,
	templateMark,
	toField,
} from '../template/fields';
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
	const own = areOf(chosen, present);
	try {
		const context = requestContext(this);
		const operation = this.getCurrentNodeParameter('operation') as string;
		const connection = await connect(context);
		const rows = await listTemplates(context, connection);
		// A template that is switched off for a while keeps what was filled in.
		const usable = own ? rows.map((row) => ({ ...row, active: true })) : rows;
		const form = templateForm(usable, chosen, TEMPLATE_TYPES[operation] ?? 'template');
		const apart = present.length > 0 && (!own || present.some(({ id }) => isApart(id)));
		return apart ? setApart(form, chosen) : form;
	} catch (error) {
		const { message, advice } = problemOf(error);
		// Zoko's saying that there is no such template is news about the fields; its silence is not.
		const gone = error instanceof InvalidInput;
		return orPresent(own && !gone ? present : [], `${message}. ${advice}`);
	}
}

/** Values that were filled in for another template must not slip into the fields of this one. */
function setApart({ fields }: ResourceMapperFields, chosen: string): ResourceMapperFields {
	const { templateId } = parseLocator(chosen);
	return {
		fields: fields.map((each) =>
			isPlaceholder(each.id) ? { ...each, id: idApart(each.id, templateId) } : each,
		),
	};
}

/** The fields that the node has stored. */
function fieldsOf(variables: unknown): ResourceMapperField[] {
	const schema = isRecord(variables) ? variables.schema : undefined;
	return Array.isArray(schema) ? (schema as ResourceMapperField[]) : [];
}

/** Whether fields are those of a template. Without a mark nothing says that they are another's. */
function areOf(chosen: string, fields: ResourceMapperField[]): boolean {
	const marks = fields.flatMap(({ id }) => fromTemplateMark(id) ?? []);
	if (marks.length === 0) return fields.length > 0;
	const bar = chosen.lastIndexOf('|');
	return marks.includes((bar === -1 ? chosen : chosen.slice(0, bar)).trim());
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
