import type { TemplateRow, TemplateType } from '../api/types';
import { InvalidInput } from '../errors/invalid-input';
import { excerpt, isRecord, quoted } from '../values';
import {
	fieldsDigest,
	fromTemplateMark,
	headerMedium,
	isPlaceholder,
	partOfField,
	templateFields,
	type TemplateField,
	type TemplateMark,
} from './placeholder-fields';
import { sendType, TEMPLATE_KINDS } from './kinds';
import { findTemplate, type TemplateKey } from './locator';

/** What the resource mapper of the form stores: the values by field id, and the fields it showed. */
export interface StoredVariables {
	value: Record<string, unknown> | null;
	schema: TemplateField[];
}

/** Reads what the parameter 'Variables' holds. */
export function storedVariables(stored: unknown): StoredVariables {
	const { value, schema } = isRecord(stored) ? stored : {};
	const fields = Array.isArray(schema) ? schema.filter(isRecord) : [];
	return {
		value: isRecord(value) ? value : null,
		schema: fields.map(({ id, displayName }) => ({
			id: String(id),
			displayName: String(displayName ?? id),
		})),
	};
}

/** Whether the form ever showed the fields of the picked template. */
export function formWasFilled({ schema, value }: StoredVariables): boolean {
	return schema.length > 0 || Object.keys(value ?? {}).length > 0;
}

/**
 * What the form's fields say of themselves. The editor does not notice that another template was
 * picked while a parameter holds an expression that it cannot evaluate yet, and then keeps the
 * fields of the template before. Translations have one id and share their fields.
 * @throws InvalidInput when they belong to another template, or do not say to which
 */
export function markFor({ schema }: StoredVariables, { templateId }: TemplateKey): TemplateMark {
	const marks = schema.flatMap((field) => fromTemplateMark(field) ?? []);
	const mark = marks.find((each) => each.templateId === templateId);
	if (mark) return mark;
	const remedy =
		"Close the node and open it again, or choose 'Refresh Variable List' in the menu (⋮) of 'Variables', and check every value. When an expression chooses the template, set 'Define Variables' to 'Using JSON'.";
	throw new InvalidInput(
		marks[0]
			? `'Variables' holds the fields of template ${quoted(marks[0].templateId)}, and 'Template' is ${quoted(templateId)}`
			: "'Variables' does not say which template its fields belong to",
		remedy,
	);
}

/**
 * Compares the fields with the template as Zoko lists it in the language in which they were read. One
 * that is sent in another language has to have the same parts.
 * @throws InvalidInput when it was changed since then
 */
export function checkUnedited(
	type: TemplateType,
	{ schema }: StoredVariables,
	mark: TemplateMark,
	key: TemplateKey,
	templates: TemplateRow[],
): void {
	const sent = findTemplate(templates, key, type);
	const isRead = (row: TemplateRow) =>
		row.templateId === mark.templateId &&
		row.templateLanguage === mark.templateLanguage &&
		sendType(row) === type;
	const same = templates
		.filter(isRead)
		.some((row) => fieldsDigest(templateFields(row)) === mark.digest);
	if (same && partsOf(templateFields(sent)) === partsOf(schema.filter(isPlaceholder))) return;
	throw new InvalidInput(
		`Template ${quoted(key.templateId)} (${excerpt(key.templateLanguage)}) is not the one that the fields of 'Variables' were read from`,
		'It was changed since then. Close the node and open it again, check every value, and fill in what is empty.',
	);
}

const partsOf = (fields: TemplateField[]) => fields.map(({ id }) => partOfField(id)).join();

/**
 * Fields that another kind of template left behind would be sent as the wrong kind.
 * @throws InvalidInput
 */
export function checkKind(type: TemplateType, stored: StoredVariables): void {
	const parts = stored.schema.map(({ id }) => partOfField(id) ?? '');
	const button = parts.includes('button') && type !== 'buttonTemplate';
	const media = parts.some((part) => headerMedium(part)) && type === 'template';
	if (!button && !media) return;
	throw new InvalidInput(
		`'Variables' belongs to a template that '${TEMPLATE_KINDS[type].operationName}' cannot send`,
		button
			? `Use '${TEMPLATE_KINDS.buttonTemplate.operationName}', or pick another template.`
			: `Use '${TEMPLATE_KINDS.richTemplate.operationName}', or pick another template.`,
	);
}
