import type { Slot } from './describe';

const MEDIA = ['image', 'video', 'document'] as const;
export type HeaderMedium = (typeof MEDIA)[number];

/** A placeholder as the form shows it and as a workflow stores it. */
export interface TemplateField {
	/** Kept in workflow files: `<part>_<placeholder number>`, for example `body_2`; see `idApart`. */
	id: string;
	displayName: string;
}

/** The medium of a template header, or undefined when the header holds words. */
export function headerMedium(kind: string): HeaderMedium | undefined {
	return MEDIA.find((medium) => medium === kind.toLowerCase());
}

/** Names a slot so that the person who fills it in sees where the value goes. */
export function toField(slot: Slot): TemplateField {
	const { placeholder } = slot;
	switch (slot.part) {
		case 'header': {
			const medium = headerMedium(slot.kind);
			return medium
				? { id: `${medium}_${placeholder}`, displayName: `Header ${slot.kind} URL` }
				: { id: `header_${placeholder}`, displayName: `Header ${slot.kind}`.trim() };
		}
		case 'body':
			return { id: `body_${placeholder}`, displayName: slot.sentence };
		case 'button':
			return { id: `button_${placeholder}`, displayName: `Button "${slot.title}": payload` };
		case 'unknown':
			return { id: `variable_${placeholder}`, displayName: `Variable {{${placeholder}}}` };
	}
}

const FIELD_ID = /^(image|video|document|header|body|button|variable)_([1-9]\d{0,2})(:.+)?$/;

/** What a stored field id says, or undefined for an id that is not one of ours. */
export function fromFieldId(id: string): { part: string; placeholder: number } | undefined {
	const match = FIELD_ID.exec(id);
	return match?.[1] && match[2] ? { part: match[1], placeholder: Number(match[2]) } : undefined;
}

/**
 * The id of a field that takes the place of another template's: when n8n reads the fields anew, it
 * keeps the values of all ids that are still there, and nearly every template has a `body_1`.
 */
export function idApart(id: string, templateId: string): string {
	return `${id}:${templateId}`;
}

/** Whether a field's id was set apart from those of another template. */
export function isApart(id: string): boolean {
	return FIELD_ID.exec(id)?.[3] !== undefined;
}

const TEMPLATE_MARK = 'template:';

/**
 * The id of a hidden field that says which template the form's fields were made for. n8n keeps old
 * fields when it does not notice that another template was picked.
 */
export function templateMark(templateId: string): string {
	return `${TEMPLATE_MARK}${templateId}`;
}

/** The template that a hidden field names, or undefined for a field that is none of these. */
export function fromTemplateMark(id: string): string | undefined {
	return id.startsWith(TEMPLATE_MARK) ? id.slice(TEMPLATE_MARK.length) : undefined;
}

/**
 * Id of the field that the form shows for a template without placeholders. Without it a template
 * that has none could not be told from one whose fields never loaded.
 */
export const NO_VARIABLES_ID = 'no_variables';

/** Whether a stored field stands for a placeholder, as opposed to one that only says something. */
export function isPlaceholder(id: string): boolean {
	return id !== NO_VARIABLES_ID && fromTemplateMark(id) === undefined;
}
