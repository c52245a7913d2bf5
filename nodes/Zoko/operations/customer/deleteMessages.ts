import { toolWarning } from '../fields';
import type { RunOperation } from '../operation';
import { deletion } from '../results';
import { customerIdOf, customerPath, namedCustomerField } from './fields';

export const deleteMessages: RunOperation = {
	option: {
		name: 'Delete Messages',
		value: 'deleteMessages',
		action: 'Delete messages of customer',
		description: "Delete the whole conversation from Zoko. It stays on the customer's phone.",
	},
	fields: [toolWarning, namedCustomerField],
	run: async (item) =>
		deletion(await item.call('DELETE', customerPath(item, 'messages')), {
			customerId: customerIdOf(item),
		}),
};
