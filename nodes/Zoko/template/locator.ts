import type { TemplateRow, TemplateType } from '../api/types';
import { InvalidInput } from '../errors/invalid-input';
import { toText } from '../message/checks';
import { excerpt, picked, quoted } from '../values';
import { sendType, TEMPLATE_KINDS } from './kinds';

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
	const text = toText('Template', picked(value)).trim();
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
 * Finds a template of one kind, or says where it is.
 * @param which also one that is switched off, where only its text matters
 * @throws InvalidInput naming the languages or the operation under which it can be found
 */
export function findTemplate(
	rows: TemplateRow[],
	{ templateId, templateLanguage }: TemplateKey,
	type: TemplateType,
	which: 'active' | 'inactive too' = 'active',
): TemplateRow {
	const named = rows.filter((row) => row.templateId === templateId);
	const inLanguage = named.filter((row) => row.templateLanguage === templateLanguage);
	const matches = inLanguage.filter((row) => sendType(row) === type);
	const active = matches.filter((row) => row.active);
	const [match] = active;
	if (match && active.some(({ templateDesc }) => templateDesc !== match.templateDesc)) {
		throw new InvalidInput(
			`Zoko lists two different templates ${quoted(templateId)} (${excerpt(templateLanguage)})`,
			'It is not known which of them it would send. Rename or delete one of them in Zoko.',
		);
	}
	if (match) return match;
	if (matches[0] && which === 'inactive too') return matches[0];
	if (matches[0]) {
		throw new InvalidInput(
			`Template ${quoted(templateId)} (${excerpt(templateLanguage)}) is inactive at Zoko, so it cannot be sent`,
			"Activate it in Zoko, or pick another one in 'Template'.",
		);
	}
	if (inLanguage[0]) {
		throw new InvalidInput(
			`Template ${quoted(templateId)} is not one that '${TEMPLATE_KINDS[type].operationName}' can send`,
			`Use the operation '${TEMPLATE_KINDS[sendType(inLanguage[0])].operationName}' for it.`,
		);
	}
	if (named.length > 0) {
		const languages = named.map((row) => row.templateLanguage).join(', ');
		throw new InvalidInput(
			`Zoko has no template ${quoted(templateId)} in language ${quoted(templateLanguage)}`,
			`It exists in ${languages}. Write it as ${excerpt(templateId)}|${named[0]?.templateLanguage ?? ''}, or pick it from the list.`,
		);
	}
	throw new InvalidInput(
		`Zoko has no template ${quoted(templateId)}`,
		"Pick it again in 'Template', or check in Zoko that it is approved and active.",
	);
}
