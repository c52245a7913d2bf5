import type { INodeProperties } from 'n8n-workflow';
import { numberBetween } from '../../message/checks';
import { listFields, simplifyField } from '../fields';
import type { RunOperation } from '../operation';
import { limitOf, present, shapeFor } from '../output';
import { readCustomers } from './list';
import { simplifiedCustomer } from './simplified';

const noticeField: INodeProperties = {
	displayName:
		"Zoko gives this list once in 300 seconds per account, and a refused try counts too. So it is never tried again by itself; switch 'Retry On Fail' off. One request brings up to 1,000 customers; for more, the node waits 300 seconds per 1,000.",
	name: 'customerListNotice',
	type: 'notice',
	default: '',
};

const optionsField: INodeProperties = {
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add option',
	default: {},
	options: [
		{
			displayName: 'First Page',
			name: 'firstPage',
			type: 'number',
			typeOptions: { minValue: 1 },
			default: 1,
			description:
				"Page to begin with. A page holds as many customers as 'Limit' says, at most 1,000.",
		},
		{
			displayName: 'Include Assignment',
			name: 'includeAssignment',
			type: 'boolean',
			default: false,
			description: 'Whether to return the agent or team of each customer too',
		},
		{
			displayName: 'Sort By',
			name: 'sortBy',
			type: 'options',
			options: [
				{ name: 'Last Incoming Message', value: 'lastIncomingMessageAt' },
				{ name: 'Name', value: 'name' },
				{ name: 'Open 24-Hour Window', value: 'contactable' },
			],
			default: 'name',
		},
		{
			displayName: 'Sort Order',
			name: 'sortOrder',
			type: 'options',
			options: [
				{ name: 'Ascending', value: 'asc' },
				{ name: 'Descending', value: 'desc' },
			],
			default: 'asc',
		},
	],
};

export const getAll: RunOperation = {
	option: {
		name: 'Get Many',
		value: 'getAll',
		action: 'Get many customers',
		description: 'Get customers. Zoko allows it once in 300 seconds.',
	},
	fields: [noticeField, ...listFields, optionsField, simplifyField],
	async run(item) {
		const { firstPage = 1, includeAssignment, sortBy, sortOrder } = item.group('options');
		const first = Math.floor(numberBetween('First Page', firstPage, 1, 1e9));
		const query = present({
			includeAssign: String(includeAssignment) === 'true' || undefined,
			sortBy,
			orderBy: sortOrder,
		});
		const rows = await readCustomers(item, query, limitOf(item), first);
		return rows.map((row) => shapeFor(item, row, simplifiedCustomer));
	},
};
