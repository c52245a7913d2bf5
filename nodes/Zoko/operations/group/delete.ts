import { toolWarning } from '../fields';
import type { RunOperation } from '../operation';
import { change, groupField } from './fields';

export const deleteOne: RunOperation = {
	option: {
		name: 'Delete',
		value: 'delete',
		action: 'Delete group',
		description: 'Leave a group and delete it for everybody. This cannot be undone.',
	},
	fields: [toolWarning, groupField],
	async run(item) {
		const { id } = await change(item, 'POST', 'delete', undefined);
		return { deleted: true, id };
	},
};
