import { simplifyField } from '../fields';
import type { RunOperation } from '../operation';
import { shapeFor } from '../results';
import { customerField, customerPath } from './fields';
import { simplifiedProperty } from './simplified';

export const getProperties: RunOperation = {
	option: {
		name: 'Get Properties',
		value: 'getProperties',
		action: 'Get properties of customer',
		description: 'Get all properties of a customer',
	},
	fields: [customerField, simplifyField],
	async run(item) {
		const rows = await item.list(customerPath(item, 'properties'));
		return rows.map((row) => shapeFor(item, row, simplifiedProperty));
	},
};
