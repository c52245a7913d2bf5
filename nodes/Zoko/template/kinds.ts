import type { TemplateRow, TemplateType } from '../api/types';

interface Kind {
	/** What the form calls it. */
	name: string;
	/** The operation that sends it. */
	operation: string;
	operationName: string;
}

/** The kinds of template, in alphabetical order of their names. */
export const TEMPLATE_KINDS: Record<TemplateType, Kind> = {
	buttonTemplate: {
		name: 'Button Template',
		operation: 'sendButtonTemplate',
		operationName: 'Send Button Template',
	},
	richTemplate: {
		name: 'Rich Template',
		operation: 'sendRichTemplate',
		operationName: 'Send Rich Template',
	},
	template: { name: 'Template', operation: 'sendTemplate', operationName: 'Send Template' },
};

/** The kind of template that an operation sends; undefined for one that sends none. */
export function typeSentBy(operation: string): TemplateType | undefined {
	// Only a template with buttons can ask.
	if (operation === 'sendAndWait') return 'buttonTemplate';
	const types = Object.keys(TEMPLATE_KINDS) as TemplateType[];
	return types.find((type) => TEMPLATE_KINDS[type].operation === operation);
}

/**
 * The kind by which a row has to be sent. A row that says `template` and rich at once is sent as
 * a rich template, as integrations with Zoko do.
 */
export function sendType(row: TemplateRow): TemplateType {
	return row.templateType === 'template' && row.isRichTemplate ? 'richTemplate' : row.templateType;
}
