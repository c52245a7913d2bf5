import { simplifyField } from '../fields';
import type { RunOperation } from '../operation';
import { shapeFor } from '../results';
import { customerField, customerPath } from './fields';
import { simplifiedCustomer } from './simplified';

export const get: RunOperation = {
	option: {
		name: 'Get',
		value: 'get',
		action: 'Get customer',
		description: 'Get a customer and who the conversation is assigned to',
	},
	fields: [customerField, simplifyField],
	run: async (item) => shapeFor(item, await item.record(customerPath(item)), simplifiedCustomer),
};
