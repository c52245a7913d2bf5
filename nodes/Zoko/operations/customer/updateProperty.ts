import type { IDataObject } from 'n8n-workflow';
import { isRecord } from '../../message/checks';
import { InvalidInput } from '../../message/invalid-input';
import type { RunOperation } from '../operation';
import { present } from '../output';
import { customerField, customerPath, propertyIdField } from './fields';
import { moreFields, propertyBody, titleField, typeField, valuesField } from './property';
import { simplifiedProperty } from './simplified';

export const updateProperty: RunOperation = {
	option: {
		name: 'Update Property',
		value: 'updateProperty',
		action: 'Update property of customer',
		description: 'Change a property and keep what is not given',
	},
	fields: [
		customerField,
		propertyIdField,
		{
			displayName: 'Update Fields',
			name: 'updateFields',
			type: 'collection',
			placeholder: 'Add field',
			default: {},
			options: [...moreFields, titleField, typeField, valuesField],
		},
	],
	async run(item) {
		const changes = propertyBody(item.group('updateFields'));
		if (Object.keys(changes).length === 0) {
			throw new InvalidInput("'Update Fields' is empty", 'Add a field that is to be changed.');
		}
		const path = customerPath(item, 'properties', item.text('Property ID', 'propertyId'));
		// Zoko does not say whether it keeps what is left out, so the whole property is sent.
		const before = await item.record(path);
		const { type, title, description, messages, priority } = before;
		const body = present({ type, title, description, messages, priority, ...changes });
		const answer = await item.call('PUT', path, { body });
		const after = isRecord(answer) ? (answer as IDataObject) : {};
		return { success: true, ...simplifiedProperty({ ...before, ...body, ...after }) };
	},
};
