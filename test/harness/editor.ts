import type { INodeParameters } from 'n8n-workflow';
import nock from 'nock';
import type { TemplateRow } from '../../nodes/Zoko/api/types';
import { Zoko } from '../../nodes/Zoko/Zoko.node';
import { loadOptionsContext } from './contexts';
import type { Pack } from './pack';
import { HOST, zokoNode, zokoPack } from './zoko';

/** A template as Zoko lists it. */
export function row(templateId: string, more: Partial<TemplateRow> = {}): TemplateRow {
	return {
		channel: 'whatsapp',
		isRichTemplate: false,
		templateType: 'template',
		templateId,
		templateLanguage: 'en',
		templateDesc: ` Text of ${templateId}\n`,
		templateVariableCount: 0,
		active: true,
		...more,
	};
}

/** Answers of an account to the requests of the editor. */
export function answers(replies: Record<string, unknown>): void {
	for (const [path, reply] of Object.entries(replies)) {
		const [status, body] = typeof reply === 'number' ? [reply, { message: 'no' }] : [200, reply];
		nock(HOST).get(`/v2${path}`).reply(status, JSON.stringify(body), {
			'Content-Type': 'application/json',
		});
	}
}

/** The methods that the editor calls for a node with these parameters. */
export function editor(parameters: INodeParameters, pack: Pack = zokoPack()) {
	const { listSearch, loadOptions, resourceMapping } = new Zoko().methods;
	const context = () => loadOptionsContext(pack, zokoNode(parameters));
	return {
		pack,
		templates: async (filter?: string) =>
			(await listSearch.searchTemplates.call(context(), filter)).results,
		assignees: async (filter?: string) =>
			(await listSearch.searchAssignees.call(context(), filter)).results,
		templateButtons: async () => await loadOptions.getTemplateButtons.call(context()),
		templateText: async () =>
			(await resourceMapping.getTemplateText.call(context())).emptyFieldsNotice,
		fields: async () => await resourceMapping.getTemplateVariables.call(context()),
	};
}
