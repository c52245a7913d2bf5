import { toolWarning } from '../fields';
import type { RunOperation } from '../operation';
import { deletion } from '../results';
import { customerIdOf, customerPath, namedCustomerField, propertyIdField } from './fields';

export const deleteProperty: RunOperation = {
	option: {
		name: 'Delete Property',
		value: 'deleteProperty',
		action: 'Delete property of customer',
		description: 'Delete one property of a customer',
	},
	fields: [toolWarning, namedCustomerField, propertyIdField],
	async run(item) {
		const propertyId = item.text('Property ID', 'propertyId');
		const answer = await item.call('DELETE', customerPath(item, 'properties', propertyId));
		return deletion(answer, { customerId: customerIdOf(item), propertyId });
	},
};
