import type { RunOperation } from '../operation';
import { customerField, customerIdOf, customerPath, tagField } from './fields';

export const addTag: RunOperation = {
	option: {
		name: 'Add Tag',
		value: 'addTag',
		action: 'Add tag to customer',
		description: 'Add a tag and keep the others',
	},
	fields: [customerField, tagField],
	async run(item) {
		const tag = item.text('Tag', 'tag');
		await item.call('POST', customerPath(item, 'tags'), { query: { tag } });
		return { success: true, customerId: customerIdOf(item), tag };
	},
};
