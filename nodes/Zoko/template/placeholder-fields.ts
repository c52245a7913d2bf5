import { createHash } from 'node:crypto';
import type { TemplateRow } from '../api/types';
import { excerpt } from '../values';
import { templateSlots, type Slot } from './describe';
import type { TemplateKey } from './locator';
import { placesOf } from './places';

const MEDIA = ['image', 'video', 'document'] as const;
type HeaderMedium = (typeof MEDIA)[number];

/** The parts of a template that decide which fields its form has. */
type TemplateText = Pick<TemplateRow, 'templateId' | 'templateDesc' | 'templateVariableCount'>;

/** A placeholder as the form shows it and as a workflow stores it. */
export interface TemplateField {
	/**
	 * Kept in workflow files: what the place is, in words that a person can read, and a hash that
	 * makes it unique, for example `button_confirm_1f0c9a3e`. Never its number: a value must not move
	 * into another place when the template changes.
	 */
	id: string;
	displayName: string;
}

/** The medium of a template header, or undefined when the header holds words. */
export function headerMedium(kind: string): HeaderMedium | undefined {
	return MEDIA.find((medium) => medium === kind.toLowerCase());
}

/**
 * Names a slot so that the person who fills it in sees where the value goes: by the placeholder's own
 * name when it has one, except where the medium or the button says more.
 */
export function labelOf(slot: Slot): string {
	switch (slot.part) {
		case 'header':
			if (headerMedium(slot.kind)) return `Header ${slot.kind} URL`;
			return slot.name ?? `Header ${excerpt(slot.kind)}`.trim();
		case 'body':
			return slot.name ?? slot.sentence;
		case 'button':
			return buttonLabel(slot.title);
		case 'unknown':
			return `Variable {{${slot.placeholder}}}`;
	}
}

/** How the form calls the field of a button. */
export function buttonLabel(title: string): string {
	return `Payload of "${excerpt(title)}"`;
}

/** The fields of a template, in the order of its placeholders. */
export function templateFields(template: TemplateText): TemplateField[] {
	const { templateId, templateDesc, templateVariableCount } = template;
	const slots = templateSlots(templateDesc, templateVariableCount);
	const places = placesOf(slots, templateDesc);
	return slots.map((slot, index) => {
		const { words = '', unique = '' } = places[index] ?? {};
		const name = nameOf(slot, words);
		const id = `${name}_${hash([templateId, slot.part, unique])}`;
		return { id, displayName: labelOf(slot) };
	});
}

function nameOf(slot: Slot, words: string): string {
	const medium = slot.part === 'header' && headerMedium(slot.kind);
	if (medium) return `header_${medium}`;
	const names = { header: 'header_text', body: 'body', button: 'button', unknown: 'variable' };
	return [names[slot.part], words].filter(Boolean).join('_');
}

function hash(value: unknown): string {
	return createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 8);
}

const FIELD_ID =
	/^(?:header_(image|video|document)|(header)_text(?:_[\p{L}\p{M}\p{N}_]+?)?|(body|button|variable)(?:_[\p{L}\p{M}\p{N}_]+?)?)_[0-9a-f]{8}$/u;

/**
 * The part of the template that a stored field id names: a medium of the header, `header` for its
 * words, `body`, `button` or `variable`. Undefined for an id that is not one of ours.
 */
export function partOfField(id: string): string | undefined {
	const [, medium, words, other] = FIELD_ID.exec(id) ?? [];
	return medium ?? words ?? other;
}

const TEMPLATE_MARK = 'template:';

/**
 * The hidden field that says for which template, in which language, the form's fields were made, and
 * which they are. n8n keeps old fields when it does not notice that another template was picked, and
 * it does not notice that fields changed places; the digest of their ids makes it see that.
 */
export function templateMark(
	{ templateId, templateLanguage }: TemplateKey,
	fields: TemplateField[],
): TemplateField {
	const displayName = `Template ${templateLanguage} ${fieldsDigest(fields)}`;
	return { id: `${TEMPLATE_MARK}${templateId}`, displayName };
}

/** What {@link templateMark} says. */
export interface TemplateMark extends TemplateKey {
	digest: string;
}

/** What a hidden field says, or undefined for a field that is none of these. */
export function fromTemplateMark({ id, displayName }: TemplateField): TemplateMark | undefined {
	if (!id.startsWith(TEMPLATE_MARK)) return undefined;
	const [, templateLanguage = '', digest = ''] = displayName.split(' ');
	return { templateId: id.slice(TEMPLATE_MARK.length), templateLanguage, digest };
}

/** Stands for fields and their order. */
export function fieldsDigest(fields: TemplateField[]): string {
	return hash(fields.map(({ id }) => id));
}

/**
 * Id of the field that the form shows for a template without placeholders. Without it a template
 * that has none could not be told from one whose fields never loaded.
 */
export const NO_VARIABLES_ID = 'no_variables';

/** Whether a stored field stands for a placeholder, as opposed to one that only says something. */
export function isPlaceholder(field: TemplateField): boolean {
	return field.id !== NO_VARIABLES_ID && fromTemplateMark(field) === undefined;
}
