import type { ILoadOptionsFunctions, INodePropertyOptions } from 'n8n-workflow';
import { connect } from '../api/connection';
import { toNodeError } from '../errors/node-error';
import { templateSlots } from '../template/describe';
import { findTemplate, parseLocator } from '../template/locator';
import { listTemplates } from './templateList';
import { chosenTemplate } from './templateText';

/**
 * The buttons of the picked template that have a placeholder, by their titles; none while no template
 * is picked, or an expression picks it.
 * @throws NodeApiError or NodeOperationError, which the editor shows in place of the list
 */
export async function getTemplateButtons(
	this: ILoadOptionsFunctions,
): Promise<INodePropertyOptions[]> {
	const chosen = chosenTemplate(this);
	if (chosen === '' || chosen.startsWith('=')) return [];
	try {
		const rows = await listTemplates(await connect(this));
		const row = findTemplate(rows, parseLocator(chosen), 'buttonTemplate');
		const slots = templateSlots(row.templateDesc, row.templateVariableCount);
		return slots.flatMap((slot) =>
			slot.part === 'button' ? [{ name: slot.title, value: slot.title }] : [],
		);
	} catch (error) {
		throw toNodeError(this.getNode(), error);
	}
}
