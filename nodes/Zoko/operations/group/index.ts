import type { Resource } from '../operation';
import { approveJoinRequests } from './approveJoinRequests';
import { create } from './create';
import { deleteOne } from './delete';
import { get } from './get';
import { getAll } from './getAll';
import { getInvitationTemplate } from './getInvitationTemplate';
import { getInviteLink } from './getInviteLink';
import { getJoinRequests } from './getJoinRequests';
import { invite } from './invite';
import { rejectJoinRequests } from './rejectJoinRequests';
import { removeParticipants } from './removeParticipants';
import { resetInviteLink } from './resetInviteLink';
import { setAutoApproval } from './setAutoApproval';
import { setInvitationTemplate } from './setInvitationTemplate';
import { update } from './update';

export const group: Resource = {
	option: {
		name: 'Group',
		value: 'group',
		description: 'WhatsApp groups of an official business account',
	},
	operations: [
		approveJoinRequests,
		create,
		deleteOne,
		get,
		getInvitationTemplate,
		getInviteLink,
		getJoinRequests,
		getAll,
		invite,
		rejectJoinRequests,
		removeParticipants,
		resetInviteLink,
		setAutoApproval,
		setInvitationTemplate,
		update,
	],
	defaultOperation: 'getAll',
};
