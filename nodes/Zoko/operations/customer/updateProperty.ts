import type { IDataObject } from 'n8n-workflow';
import { InvalidInput } from '../../errors/invalid-input';
import { isRecord, withoutGaps } from '../../values';
import { updateFields } from '../fields';
import type { RunOperation } from '../operation';
import { customerField, customerPath, propertyIdField } from './fields';
import { moreFields, propertyBody, titleField, typeField, valuesField } from './property';
import { simplifiedProperty } from './simplified';

export const updateProperty: RunOperation = {
	option: {
		name: 'Update Property',
		value: 'updateProperty',
		action: 'Update property of customer',
		description: 'Change a property. Fields that are not set stay as they are.',
	},
	fields: [
		customerField,
		propertyIdField,
		updateFields(...moreFields, titleField, typeField, valuesField),
	],
	async run(item) {
		const changes = propertyBody(item.group('updateFields'));
		if (Object.keys(changes).length === 0) {
			throw new InvalidInput("'Update Fields' is empty", 'Add a field that is to be changed.');
		}
		const path = customerPath(item, 'properties', item.text('Property ID', 'propertyId'));
		// Zoko does not document whether it keeps what is left out, so the whole property is sent.
		const before = await item.record(path);
		const { type, title, description, messages, priority } = before;
		const body = withoutGaps({ type, title, description, messages, priority, ...changes });
		const answer = await item.call('PUT', path, { body });
		const after = isRecord(answer) ? (answer as IDataObject) : {};
		return { success: true, ...simplifiedProperty({ ...before, ...body, ...after }) };
	},
};
