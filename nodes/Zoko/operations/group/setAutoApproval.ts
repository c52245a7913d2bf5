import type { RunOperation } from '../operation';
import { change, groupField } from './fields';

export const setAutoApproval: RunOperation = {
	option: {
		name: 'Set Auto Approval',
		value: 'setAutoApproval',
		action: 'Set auto-approval of group',
		description: 'Choose whether people with the invite link join at once or ask first',
	},
	fields: [
		groupField,
		{
			displayName: 'Approve Automatically',
			name: 'autoApproval',
			type: 'boolean',
			default: false,
			description:
				"Whether everybody with the invite link joins at once. When off, each waits for 'Approve Join Requests'.",
		},
	],
	async run(item) {
		const autoApproval = item.isOn('autoApproval');
		const body = { auto_approval: autoApproval };
		return await change(item, 'PUT', 'auto-approval', body, { autoApproval });
	},
};
