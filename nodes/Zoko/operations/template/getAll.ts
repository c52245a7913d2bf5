import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { listTemplates } from '../../lookups/templateList';
import type { TemplateRow } from '../../api/types';
import { toText } from '../../message/checks';
import { sendType, TEMPLATE_KINDS } from '../../template/kinds';
import { listFields, simplifyField } from '../fields';
import type { RunOperation } from '../operation';
import { limitOf, shapeFor } from '../results';
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
			description: 'Whether to return templates that can be sent or those that cannot',
		},
		{
			displayName: 'Language',
			name: 'language',
			type: 'string',
			default: '',
			placeholder: 'e.g. en_US',
			description: 'Language code as Zoko shows it, such as en, en_US or hi',
		},
		{
			displayName: 'Text',
			name: 'text',
			type: 'string',
			default: '',
			placeholder: 'e.g. order',
			description: 'Part of the name or text, case-insensitive',
		},
		{
			displayName: 'Type',
			name: 'type',
			type: 'options',
			options: Object.entries(TEMPLATE_KINDS).map(([value, { name }]) => ({ name, value })),
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
		description: 'Get approved templates with their text, buttons and placeholders',
	},
	fields: [...listFields, filtersField, simplifyField],
	async run(item) {
		const limit = limitOf(item);
		const wanted = filterOf(item.group('filters'));
		const rows = await listTemplates(item.connection, item.age);
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
