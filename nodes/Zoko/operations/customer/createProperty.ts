import { isRecord, nonEmpty, withoutGaps } from '../../values';
import { additionalFields } from '../fields';
import type { RunOperation } from '../operation';
import { customerField, customerIdOf, customerPath } from './fields';
import { moreFields, propertyBody, titleField, typeField, valuesField } from './property';

export const createProperty: RunOperation = {
	option: {
		name: 'Create Property',
		value: 'createProperty',
		action: 'Create property of customer',
		description: 'Add a property that agents see next to the conversation',
	},
	fields: [
		customerField,
		{ ...titleField, required: true },
		typeField,
		{ ...valuesField, required: true },
		additionalFields(...moreFields),
	],
	async run(item) {
		const [title, type, values] = ['title', 'type', 'values'].map((name) => item.get(name) ?? '');
		const body = propertyBody({ title, type, values, ...item.group('additionalFields') });
		const answer = await item.call('POST', customerPath(item, 'properties'), { body });
		// Zoko's reference shows an answer without the new id.
		const said = isRecord(answer) ? answer : {};
		return withoutGaps({
			success: true,
			customerId: customerIdOf(item),
			propertyId: nonEmpty(said.id),
			title,
			details: nonEmpty(said.details),
		});
	},
};
