import type { TemplateRow, TemplateType } from '../api/types';
import { InvalidInput } from '../message/invalid-input';
import { isRecord, toText } from '../message/checks';

/** A template is one text in one language; Zoko repeats the id across languages. */
export interface TemplateKey {
	templateId: string;
	templateLanguage: string;
}

const DEFAULT_LANGUAGE = 'en';

/** The value of a list entry, `templateId|language`, which workflow files keep. */
export function toLocatorValue({ templateId, templateLanguage }: TemplateKey): string {
	return `${templateId}|${templateLanguage}`;
}

/**
 * Reads what the Template field holds: `name|language`, or `name` alone, which means English.
 * @throws InvalidInput when nothing was picked
 */
export function parseLocator(value: unknown): TemplateKey {
	const text = toText('Template', isRecord(value) ? value.value : value).trim();
	const bar = text.lastIndexOf('|');
	const templateId = (bar === -1 ? text : text.slice(0, bar)).trim();
	const templateLanguage = bar === -1 ? '' : text.slice(bar + 1).trim();
	if (templateId === '') {
		throw new InvalidInput(
			"'Template' is empty",
			'Pick a template from the list, or give its name in By ID mode. If it holds an expression, check that the incoming item has that field.',
		);
	}
	return { templateId, templateLanguage: templateLanguage || DEFAULT_LANGUAGE };
}

/**
 * The kind by which a row has to be sent. A row that says `template` and rich at once is sent as
 * a rich template, as integrations with Zoko do.
 */
export function sendType(row: TemplateRow): TemplateType {
	return row.templateType === 'template' && row.isRichTemplate ? 'richTemplate' : row.templateType;
}

/** What the operations call each kind, in the words of the form. */
export const OPERATION_NAMES: Record<TemplateType, string> = {
	template: 'Send Template',
	richTemplate: 'Send Rich Template',
	buttonTemplate: 'Send Button Template',
};

/**
 * Finds a template of one kind, or says where it is.
 * @throws InvalidInput naming the languages or the operation under which it can be found
 */
export function findTemplate(
	rows: TemplateRow[],
	{ templateId, templateLanguage }: TemplateKey,
	type: TemplateType,
): TemplateRow {
	const named = rows.filter((row) => row.templateId === templateId);
	const inLanguage = named.filter((row) => row.templateLanguage === templateLanguage);
	const match = inLanguage.find((row) => sendType(row) === type);
	if (match?.active === false) {
		throw new InvalidInput(
			`Template '${templateId}' (${templateLanguage}) is inactive at Zoko, so it cannot be sent`,
			"Activate it in Zoko, or pick another one in 'Template'.",
		);
	}
	if (match) return match;
	if (inLanguage[0]) {
		throw new InvalidInput(
			`Template '${templateId}' is not one that '${OPERATION_NAMES[type]}' can send`,
			`Use the operation '${OPERATION_NAMES[sendType(inLanguage[0])]}' for it.`,
		);
	}
	if (named.length > 0) {
		const languages = named.map((row) => row.templateLanguage).join(', ');
		throw new InvalidInput(
			`Zoko has no template '${templateId}' in language '${templateLanguage}'`,
			`It exists in ${languages}. Write it as ${templateId}|${named[0]?.templateLanguage ?? ''}, or pick it from the list.`,
		);
	}
	throw new InvalidInput(
		`Zoko has no template '${templateId}'`,
		"Pick it again in 'Template', or check in Zoko that it is approved and active.",
	);
}
