import type { IDataObject } from 'n8n-workflow';
import { toolWarning } from '../fields';
import type { RunOperation } from '../operation';
import { groupField, groupPath, linkIn } from './fields';

export const resetInviteLink: RunOperation = {
	option: {
		name: 'Reset Invite Link',
		value: 'resetInviteLink',
		action: 'Reset invite link of group',
		description: 'Make a new link. The old one, in every invitation that was sent, stops working.',
	},
	fields: [toolWarning, groupField],
	async run(item) {
		const answer = await item.call('PUT', groupPath(item, 'invite-link'), {}, 'record');
		return { success: true, ...linkIn(item, answer as IDataObject) };
	},
};
