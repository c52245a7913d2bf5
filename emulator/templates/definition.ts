export type HeaderKind = 'image' | 'video' | 'document';

/**
 * A button of a template. `reply` comes back with the payload given as its argument; `url` opens
 * its base with the argument appended; `code` copies the argument.
 */
export type TemplateButton =
	| { kind: 'reply'; title: string }
	| { kind: 'url'; title: string; base: string }
	| { kind: 'code'; title: string };

/** A template as its author wrote it; what the API lists is generated from this. */
export interface TemplateDefinition {
	id: string;
	language: string;
	active?: boolean;
	header?: HeaderKind;
	/** Placeholders are {{1}}, {{2}}, … in order, counted within the body. */
	body: string;
	footer?: string;
	buttons?: TemplateButton[];
	/** Columns of the listing that differ from what the definition gives, for awkward rows. */
	listed?: { desc?: string; count?: number; type?: 'template' };
}

const PLACEHOLDER = /\{\{(\d+)\}\}/g;

/** Number of placeholders in the body. */
export function bodyVariableCount(body: string): number {
	return body.match(PLACEHOLDER)?.length ?? 0;
}

/** Number of arguments that a send needs: header media, then body, then one for each button. */
export function argumentCount(template: TemplateDefinition): number {
	return (
		(template.header === undefined ? 0 : 1) +
		bodyVariableCount(template.body) +
		(template.buttons?.length ?? 0)
	);
}

/** The `type` that a message of this template must carry. */
export function messageType(template: TemplateDefinition) {
	if (template.buttons !== undefined) return 'buttonTemplate';
	return template.header === undefined ? 'template' : 'richTemplate';
}

/** Puts something else in the place of every placeholder of a text, by its number. */
export function replacePlaceholders(text: string, replace: (number: number) => string): string {
	return text.replace(PLACEHOLDER, (_all, digits: string) => replace(Number(digits)));
}

/** What the customer sees of a template message. */
export interface FilledTemplate {
	header?: { kind: HeaderKind; url: string };
	body: string;
	footer?: string;
	buttons: Array<TemplateButton & { argument: string }>;
}

/** Fills the arguments in, in Zoko's order. Missing ones become empty. */
export function fillTemplate(template: TemplateDefinition, args: string[]): FilledTemplate {
	const first = template.header === undefined ? 0 : 1;
	const firstButton = first + bodyVariableCount(template.body);
	return {
		...(template.header !== undefined && {
			header: { kind: template.header, url: args[0] ?? '' },
		}),
		body: replacePlaceholders(template.body, (number) => args[first + number - 1] ?? ''),
		...(template.footer !== undefined && { footer: template.footer }),
		buttons: (template.buttons ?? []).map((button, index) => ({
			...button,
			argument: args[firstButton + index] ?? '',
		})),
	};
}
