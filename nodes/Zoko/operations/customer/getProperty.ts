import { simplifyField } from '../fields';
import type { RunOperation } from '../operation';
import { shapeFor } from '../results';
import { customerField, customerPath, propertyIdField } from './fields';
import { simplifiedProperty } from './simplified';

export const getProperty: RunOperation = {
	option: {
		name: 'Get Property',
		value: 'getProperty',
		action: 'Get property of customer',
		description: 'Get one property of a customer',
	},
	fields: [customerField, propertyIdField, simplifyField],
	async run(item) {
		const path = customerPath(item, 'properties', item.text('Property ID', 'propertyId'));
		return shapeFor(item, await item.record(path), simplifiedProperty);
	},
};
