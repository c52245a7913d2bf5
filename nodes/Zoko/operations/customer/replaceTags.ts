import { textField, toolWarning } from '../fields';
import { listOf } from '../item';
import type { RunOperation } from '../operation';
import { customerIdOf, customerPath, namedCustomerField } from './fields';

export const replaceTags: RunOperation = {
	option: {
		name: 'Replace Tags',
		value: 'replaceTags',
		action: 'Replace tags of customer',
		description: "Replace all of a customer's tags",
	},
	fields: [
		toolWarning,
		namedCustomerField,
		textField(
			'Tags',
			'tags',
			'vip, mumbai',
			'Comma-separated, or an expression that returns a list. An empty list such as {{ [] }} removes all tags.',
		),
	],
	async run(item) {
		const given = item.get('tags');
		const tags = Array.isArray(given) && given.length === 0 ? [] : listOf('Tags', given);
		await item.call('PUT', customerPath(item, 'tags'), { body: { tags } });
		return { success: true, customerId: customerIdOf(item), tags };
	},
};
