import type { ILoadOptionsFunctions, ResourceMapperFields } from 'n8n-workflow';
import { connect } from '../api/connection';
import { listTemplates } from './templateList';
import type { TemplateRow } from '../api/types';
import { parseDescription, type TemplateParts } from '../template/describe';
import { headerMedium } from '../template/placeholder-fields';
import { typeSentBy } from '../template/kinds';
import { findTemplate, parseLocator } from '../template/locator';
import { picked } from '../values';

/**
 * The picked template as the customer will see it, its placeholders marked, as the notice of a form
 * without fields. There is no notice when there is nothing to show; the field for the variables
 * says why.
 */
export async function getTemplateText(this: ILoadOptionsFunctions): Promise<ResourceMapperFields> {
	const chosen = chosenTemplate(this);
	if (chosen === '' || chosen.startsWith('=')) return { fields: [] };
	const operation = this.getCurrentNodeParameter('operation') as string;
	const shown = async () => {
		const rows = await listTemplates(await connect(this));
		const type = typeSentBy(operation) ?? 'template';
		return textAsHtml(findTemplate(rows, parseLocator(chosen), type));
	};
	const emptyFieldsNotice = await shown().catch(() => undefined);
	return { fields: [], emptyFieldsNotice };
}

/** What 'Template' holds: `name|language`, an expression, or nothing. */
export function chosenTemplate(context: ILoadOptionsFunctions): string {
	return String(picked(context.getCurrentNodeParameter('template')) ?? '').trim();
}

/** Header, body, footer and buttons of a template, a line each. */
function textAsHtml({ templateDesc }: Pick<TemplateRow, 'templateDesc'>): string {
	const { header, body, footer, buttons } = parseDescription(templateDesc);
	const lines: string[] = [];
	if (header) lines.push(headerAsHtml(header));
	lines.push(marked(body));
	if (footer) lines.push(`<em>${escapeHtml(footer)}</em>`);
	if (buttons.length > 0) lines.push(buttons.map(({ title }) => `[${marked(title)}]`).join(' '));
	return lines.join('<br>');
}

function headerAsHtml({ kind, placeholder }: NonNullable<TemplateParts['header']>): string {
	const medium = headerMedium(kind);
	const place = placeholder === undefined ? '' : ` {{${placeholder}}}`;
	return medium ? marked(`[${medium}]${place}`) : marked(`${kind}${place}`.trim());
}

const PLACEHOLDER = /\{\{[^{}]*\}\}/g;

function marked(text: string): string {
	return escapeHtml(text).replace(PLACEHOLDER, '<strong>$&</strong>').replace(/\n/g, '<br>');
}

/** The editor renders notices as HTML, and Zoko's words may contain anything. */
export function escapeHtml(text: string): string {
	return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}
