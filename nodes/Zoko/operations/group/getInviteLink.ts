import type { RunOperation } from '../operation';
import { groupField, groupPath, linkIn } from './fields';

export const getInviteLink: RunOperation = {
	option: {
		name: 'Get Invite Link',
		value: 'getInviteLink',
		action: 'Get invite link of group',
		description: 'Get the link with which people can join a group',
	},
	fields: [groupField],
	run: async (item) => linkIn(item, await item.record(groupPath(item, 'invite-link'))),
};
