import type { INodeProperties } from 'n8n-workflow';
import { pickerField } from '../fields';
import type { RunOperation } from '../operation';
import { customerField, customerIdOf, customerPath } from './fields';

const assignToField = pickerField(
	'Assign To',
	'assignTo',
	'searchAssignees',
	'5b0f3c1e-0c3a-4b52-9d2a-1f6f0f1d0a04',
	'Agent or team to assign the conversation to in Zoko',
);

const overrideField: INodeProperties = {
	displayName: 'Override Assignment',
	name: 'overrideAssignment',
	type: 'boolean',
	default: false,
	description:
		'Whether to replace an agent or team that already has the conversation. When off, an assigned customer stays as is.',
};

export const assign: RunOperation = {
	option: {
		name: 'Assign',
		value: 'assign',
		action: 'Assign customer',
		description: 'Give the conversation to an agent or team',
	},
	fields: [customerField, assignToField, overrideField],
	async run(item) {
		const id = customerIdOf(item);
		const assigneeId = item.text('Assign To', 'assignTo');
		const override = item.isOn('overrideAssignment');
		await item.call('POST', customerPath(item, 'assign'), { body: { id, assigneeId, override } });
		return { success: true, customerId: id, assigneeId, override };
	},
};
