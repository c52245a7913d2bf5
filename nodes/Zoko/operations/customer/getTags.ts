import { simplifyField } from '../fields';
import type { RunOperation } from '../operation';
import { shapeFor } from '../results';
import { customerField, customerIdOf, customerPath } from './fields';

export const getTags: RunOperation = {
	option: {
		name: 'Get Tags',
		value: 'getTags',
		action: 'Get tags of customer',
		description: 'Get the tags of a customer',
	},
	fields: [customerField, simplifyField],
	async run(item) {
		const record = await item.record(customerPath(item, 'tags'));
		return shapeFor(item, record, ({ tags }) => ({
			customerId: customerIdOf(item),
			tags: Array.isArray(tags) ? tags : [],
		}));
	},
};
