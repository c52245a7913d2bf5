import type { IDataObject } from 'n8n-workflow';
import type { TemplateRow } from '../../api/types';
import { parseDescription, templateSlots } from '../../template/describe';
import { toField } from '../../template/fields';
import { OPERATION_NAMES, sendType } from '../../template/locator';
import { present } from '../output';

/** A template with its description taken apart, so that parts and placeholders can be mapped. */
export function simplifiedTemplate(row: TemplateRow): IDataObject {
	const { templateId, templateLanguage, templateDesc, templateVariableCount, active } = row;
	const { header, body, footer, buttons } = parseDescription(templateDesc);
	const type = sendType(row);
	return present({
		templateId,
		language: templateLanguage,
		type,
		sendWith: OPERATION_NAMES[type],
		active,
		header: header?.kind,
		body,
		footer,
		buttons: buttons.map(({ title }) => title),
		placeholders: templateSlots(templateDesc, templateVariableCount).map((slot) => ({
			number: slot.placeholder,
			part: slot.part,
			label: toField(slot).displayName,
		})),
	});
}
