import type { RunOperation } from '../operation';
import { deletion } from '../results';
import { customerField, customerIdOf, customerPath, tagField } from './fields';

export const removeTag: RunOperation = {
	option: {
		name: 'Remove Tag',
		value: 'removeTag',
		action: 'Remove tag from customer',
		description: 'Remove a tag and keep the others',
	},
	fields: [customerField, tagField],
	async run(item) {
		const tag = item.text('Tag', 'tag');
		const answer = await item.call('DELETE', customerPath(item, 'tags'), { query: { tag } });
		return deletion(answer, { customerId: customerIdOf(item), tag });
	},
};
