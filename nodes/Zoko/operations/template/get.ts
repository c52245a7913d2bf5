import type { IDataObject } from 'n8n-workflow';
import { listTemplates } from '../../api/templates';
import { findTemplate, parseLocator } from '../../template/locator';
import { templateField } from '../../template/operation';
import { simplifyField } from '../fields';
import type { RunOperation } from '../operation';
import { shapeFor } from '../output';
import { simplifiedTemplate } from './simplified';

export const get: RunOperation = {
	option: {
		name: 'Get',
		value: 'get',
		action: 'Get template',
		description: 'Get one template with its text, buttons and placeholders',
	},
	fields: [templateField, simplifyField],
	async run(item) {
		const key = parseLocator(item.get('template'));
		const rows = await listTemplates(item.requests, item.connection, item.age);
		const row =
			rows.find(
				({ templateId, templateLanguage }) =>
					templateId === key.templateId && templateLanguage === key.templateLanguage,
			) ?? findTemplate(rows, key, 'template');
		return shapeFor(item, row as unknown as IDataObject, () => simplifiedTemplate(row));
	},
};
