import type { IDataObject } from 'n8n-workflow';
import { listTemplates } from '../../lookups/templateList';
import { findTemplate, parseLocator } from '../../template/locator';
import { simplifyField } from '../fields';
import { templateField } from '../message/templateOperation';
import type { RunOperation } from '../operation';
import { shapeFor } from '../results';
import { simplifiedTemplate } from './simplified';

export const get: RunOperation = {
	option: {
		name: 'Get',
		value: 'get',
		action: 'Get template',
		description: 'Get a template with its text, buttons and placeholders',
	},
	fields: [templateField, simplifyField],
	async run(item) {
		const key = parseLocator(item.get('template'));
		const rows = await listTemplates(item.connection, item.age);
		const row =
			rows.find(
				({ templateId, templateLanguage }) =>
					templateId === key.templateId && templateLanguage === key.templateLanguage,
			) ?? findTemplate(rows, key, 'template');
		return shapeFor(item, row as unknown as IDataObject, () => simplifiedTemplate(row));
	},
};
