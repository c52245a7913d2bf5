import type { INodeProperties, IDataObject } from 'n8n-workflow';
import { listTemplates } from '../../api/templates';
import type { TemplateRow } from '../../api/types';
import { toText } from '../../message/checks';
import { sendType } from '../../template/locator';
import { listFields, simplifyField } from '../fields';
import type { RunOperation } from '../operation';
import { limitOf, shapeFor } from '../output';
import { simplifiedTemplate } from './simplified';

const filtersField: INodeProperties = {
	displayName: 'Filters',
	name: 'filters',
	type: 'collection',
	placeholder: 'Add filter',
	default: {},
	options: [
		{
			displayName: 'Active',
			name: 'active',
			type: 'boolean',
			default: true,
			description: 'Whether to return the templates that can be sent, or those that cannot',
		},
		{
			displayName: 'Language',
			name: 'language',
			type: 'string',
			default: '',
			placeholder: 'e.g. en_US',
			description: 'Language code as Zoko shows it',
		},
		{
			displayName: 'Text',
			name: 'text',
			type: 'string',
			default: '',
			placeholder: 'e.g. order',
			description: 'Part of the name or of the text, in any case',
		},
		{
			displayName: 'Type',
			name: 'type',
			type: 'options',
			options: [
				{ name: 'Button Template', value: 'buttonTemplate' },
				{ name: 'Rich Template', value: 'richTemplate' },
				{ name: 'Template', value: 'template' },
			],
			default: 'template',
			description: 'The operation that sends it',
		},
	],
};

export const getAll: RunOperation = {
	option: {
		name: 'Get Many',
		value: 'getAll',
		action: 'Get many templates',
		description: 'Get the approved templates with their texts, buttons and placeholders',
	},
	fields: [...listFields, filtersField, simplifyField],
	async run(item) {
		const limit = limitOf(item);
		const wanted = filterOf(item.group('filters'));
		const rows = await listTemplates(item.requests, item.connection, item.age);
		return rows
			.filter(wanted)
			.slice(0, limit)
			.map((row) => shapeFor(item, row as unknown as IDataObject, () => simplifiedTemplate(row)));
	},
};

function filterOf(filters: Record<string, unknown>): (row: TemplateRow) => boolean {
	const lower = (label: string, name: string) => toText(label, filters[name]).trim().toLowerCase();
	const language = lower('Language', 'language');
	const text = lower('Text', 'text');
	const type = lower('Type', 'type');
	const active = 'active' in filters ? String(filters.active) === 'true' : undefined;
	return (row) =>
		(active === undefined || row.active === active) &&
		(language === '' || row.templateLanguage.toLowerCase() === language) &&
		(type === '' || sendType(row).toLowerCase() === type) &&
		`${row.templateId}\n${row.templateDesc}`.toLowerCase().includes(text);
}
