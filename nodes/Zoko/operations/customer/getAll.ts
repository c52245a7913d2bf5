import type { INodeProperties } from 'n8n-workflow';
import { numberBetween, oneOf } from '../../message/checks';
import { withoutGaps } from '../../values';
import { listFields, simplifyField } from '../fields';
import type { RunOperation } from '../operation';
import { limitOf, shapeFor } from '../results';
import { readCustomers } from './list';
import { simplifiedCustomer } from './simplified';

const SORTS = [
	{ name: 'Last Incoming Message', value: 'lastIncomingMessageAt' },
	{ name: 'Name', value: 'name' },
	{ name: 'Open 24-Hour Window', value: 'contactable' },
];
const SORT_VALUES = SORTS.map(({ value }) => value);

const noticeField: INodeProperties = {
	displayName:
		"Zoko gives this list once every 5 minutes per account, and refused attempts count too, so turn off 'Retry On Fail'. It gives up to 1,000 customers at a time; for more, the node waits 5 minutes per 1,000.",
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
			description: "Page to start from. A page has as many customers as 'Limit', up to 1,000.",
		},
		{
			displayName: 'Include Assignment',
			name: 'includeAssignment',
			type: 'boolean',
			default: false,
			description: "Whether to also return each customer's agent or team",
		},
		{
			displayName: 'Sort By',
			name: 'sortBy',
			type: 'options',
			options: SORTS,
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
		description: 'Get customers. Zoko allows this once every 5 minutes.',
	},
	fields: [noticeField, ...listFields, optionsField, simplifyField],
	async run(item) {
		const { firstPage = 1, includeAssignment, sortBy, sortOrder } = item.group('options');
		const first = Math.floor(numberBetween('First Page', firstPage, 1, 1e9));
		const query = withoutGaps({
			includeAssign: String(includeAssignment) === 'true' || undefined,
			sortBy: sortBy && oneOf('Sort By', sortBy, SORT_VALUES),
			orderBy: sortOrder && oneOf('Sort Order', sortOrder, ['asc', 'desc']),
		});
		const rows = await readCustomers(item, query, limitOf(item), first);
		return rows.map((row) => shapeFor(item, row, simplifiedCustomer));
	},
};
