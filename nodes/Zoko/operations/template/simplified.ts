import type { IDataObject } from 'n8n-workflow';
import type { TemplateRow } from '../../api/types';
import { parseDescription, templateSlots } from '../../template/describe';
import { labelOf } from '../../template/placeholder-fields';
import { sendType, TEMPLATE_KINDS } from '../../template/kinds';
import { withoutGaps } from '../../values';

/** A template with its description taken apart, so that parts and placeholders can be mapped. */
export function simplifiedTemplate(row: TemplateRow): IDataObject {
	const { templateId, templateLanguage, templateDesc, templateVariableCount, active } = row;
	const { header, body, footer, buttons } = parseDescription(templateDesc);
	const type = sendType(row);
	return withoutGaps({
		templateId,
		language: templateLanguage,
		type,
		sendWith: TEMPLATE_KINDS[type].operationName,
		active,
		header: header?.kind,
		body,
		footer,
		buttons: buttons.map(({ title }) => title),
		placeholders: templateSlots(templateDesc, templateVariableCount).map((slot) => ({
			number: slot.placeholder,
			...(slot.name !== undefined && { name: slot.name }),
			part: slot.part,
			label: labelOf(slot),
		})),
	});
}
