import type { TemplateRow } from '../../nodes/Zoko/api/types';
import {
	argumentCount,
	bodyVariableCount,
	messageType,
	replacePlaceholders,
	type TemplateDefinition,
} from './definition';

/** Characters after which the listing cuts button titles and footers, as seen in a real account. */
const LONGEST_TITLE = 20;
const LONGEST_FOOTER = 60;

const HEADER_WORDS = { image: 'Image', video: 'Video', document: 'Document' };

const cut = (text: string, length: number) => [...text].slice(0, length).join('');

/** `templateDesc` of a template: lone bodies have no prefix, headers end in a blank. */
export function describeTemplate(template: TemplateDefinition): string {
	const { header, footer, buttons } = template;
	const first = header === undefined ? 0 : 1;
	const body = replacePlaceholders(template.body, (number) => `{{${first + number}}}`);
	if (header === undefined && footer === undefined && buttons === undefined) return ` ${body}\n`;

	let description = header === undefined ? '' : `Header: ${HEADER_WORDS[header]} {{1}} \n`;
	description += `Body: ${body}\n`;
	if (footer !== undefined) description += `Footer: ${cut(footer, LONGEST_FOOTER)}\n`;
	if (buttons !== undefined) {
		const firstButton = first + bodyVariableCount(template.body) + 1;
		const parts = buttons.map(
			({ title }, index) => `[${cut(title, LONGEST_TITLE)}] {{${firstButton + index}}}`,
		);
		description += `Buttons: ${parts.join(', ')}\n`;
	}
	return description;
}

/** The row of `GET /account/templates`, its eight keys in Zoko's order. */
export function templateRow(template: TemplateDefinition): TemplateRow {
	return {
		channel: 'whatsapp',
		isRichTemplate: template.header !== undefined,
		templateType: template.listed?.type ?? messageType(template),
		templateId: template.id,
		templateLanguage: template.language,
		templateDesc: template.listed?.desc ?? describeTemplate(template),
		templateVariableCount: template.listed?.count ?? argumentCount(template),
		active: template.active ?? true,
	};
}
