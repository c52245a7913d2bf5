import type { Expected } from './exchange';

const BASE = '/channels/whatsapp/cloud/group';
const GROUP = `${BASE}/g-1`;

const TEMPLATE_ARGS = {
	'1': '{{brand.whatsapp_display_name}}',
	'2': '{{group.invite_link}}',
};

/** Meta's keys; in no page of Zoko's. */
const JOIN_REQUEST = {
	join_request_id: 'j-1',
	wa_id: '919876543203',
	creation_timestamp: 1777629600,
};

const done = (message: string) => ({ status: 'success', message });

/** Of the operations of groups: requests and output, see `EXPECTED`. */
export const group: Record<string, Expected> = {
	'group/create': {
		exchanges: [
			{
				method: 'POST',
				path: BASE,
				body: {
					subject: 'Book club',
					description: 'We read one book a month',
					agent_id: 'a0000000-0000-4000-8000-000000000001',
				},
				answer: {
					_id: 'g-1',
					request_id: 'r-1',
					group_id: '120363041234567890',
					customer_id: 'g-1',
					subject: 'Book club',
					status: 'complete',
				},
			},
		],
		output: [
			{
				status: 'complete',
				id: 'g-1',
				groupId: '120363041234567890',
				customerId: 'g-1',
				requestId: 'r-1',
				subject: 'Book club',
			},
		],
	},
	'group/getAll': {
		exchanges: [
			{
				method: 'GET',
				path: BASE,
				answer: [{ id: 'g-1', subject: 'Book club', activeParticipantCount: 3 }],
			},
		],
		output: [{ id: 'g-1', subject: 'Book club', activeParticipantCount: 3 }],
	},
	'group/get': {
		exchanges: [
			{
				method: 'GET',
				path: GROUP,
				answer: { _id: 'g-1', subject: 'Book club', participants: [{ wa_id: '919876543201' }] },
			},
		],
		output: [{ id: 'g-1', subject: 'Book club', participants: [{ wa_id: '919876543201' }] }],
	},
	'group/update': {
		exchanges: [
			{
				method: 'PUT',
				path: `${GROUP}/settings`,
				body: { subject: 'Readers', photo_url: 'https://example.com/group.jpg' },
				answer: done('updated'),
			},
		],
		output: [
			{
				success: true,
				id: 'g-1',
				subject: 'Readers',
				photoUrl: 'https://example.com/group.jpg',
				message: 'updated',
			},
		],
	},
	'group/delete': {
		exchanges: [{ method: 'POST', path: `${GROUP}/delete`, answer: done('deleted') }],
		output: [{ deleted: true, id: 'g-1' }],
	},
	'group/invite': {
		exchanges: [
			{
				method: 'POST',
				path: `${GROUP}/invitations`,
				body: { phone_numbers: ['919876543201', '919876543202', '919876543226'] },
				answer: {
					sent: ['919876543201'],
					skipped: ['919876543202'],
					failed: [{ phone_number: '919876543226', reason: '131026: Message undeliverable' }],
				},
			},
		],
		output: [
			{ id: 'g-1', phone: '+919876543201', status: 'sent' },
			{
				id: 'g-1',
				phone: '+919876543202',
				status: 'skipped',
				reason: 'This number has joined, has left, was removed, or has an invitation already',
			},
			{
				id: 'g-1',
				phone: '+919876543226',
				status: 'failed',
				reason: '131026: Message undeliverable',
			},
		],
	},
	'group/removeParticipants': {
		exchanges: [
			{
				method: 'POST',
				path: `${GROUP}/remove-participants`,
				body: { participants: ['919876543201'], agent_email: 'tom+orders@shop.example' },
				answer: done('removed'),
			},
		],
		output: [{ success: true, id: 'g-1', participants: ['+919876543201'], message: 'removed' }],
	},
	'group/getInviteLink': {
		exchanges: [
			{
				method: 'GET',
				path: `${GROUP}/invite-link`,
				answer: { invite_link: 'https://chat.whatsapp.com/a' },
			},
		],
		output: [{ id: 'g-1', inviteLink: 'https://chat.whatsapp.com/a' }],
	},
	'group/resetInviteLink': {
		exchanges: [
			{
				method: 'PUT',
				path: `${GROUP}/invite-link`,
				answer: { invite_link: 'https://chat.whatsapp.com/b' },
			},
		],
		output: [{ success: true, id: 'g-1', inviteLink: 'https://chat.whatsapp.com/b' }],
	},
	'group/getJoinRequests': {
		exchanges: [
			{
				method: 'GET',
				path: `${GROUP}/join-requests`,
				answer: { count: 1, data: [JOIN_REQUEST] },
			},
		],
		output: [JOIN_REQUEST],
	},
	'group/approveJoinRequests': {
		exchanges: [
			{
				method: 'POST',
				path: `${GROUP}/join-requests/approve`,
				body: { join_requests: ['j-1'] },
				answer: done('approved'),
			},
		],
		output: [{ success: true, id: 'g-1', joinRequestIds: ['j-1'], message: 'approved' }],
	},
	'group/rejectJoinRequests': {
		exchanges: [
			{
				method: 'POST',
				path: `${GROUP}/join-requests/reject`,
				body: { join_requests: ['j-1'] },
				answer: done('rejected'),
			},
		],
		output: [{ success: true, id: 'g-1', joinRequestIds: ['j-1'], message: 'rejected' }],
	},
	'group/setAutoApproval': {
		exchanges: [
			{
				method: 'PUT',
				path: `${GROUP}/auto-approval`,
				body: { auto_approval: true },
				answer: done('set'),
			},
		],
		output: [{ success: true, id: 'g-1', autoApproval: true, message: 'set' }],
	},
	'group/getInvitationTemplate': {
		exchanges: [
			{
				method: 'GET',
				path: `${GROUP}/invitation-template`,
				answer: { invitation_template_id: 'group_invitation', template_args: TEMPLATE_ARGS },
			},
		],
		output: [{ id: 'g-1', invitationTemplateId: 'group_invitation', templateArgs: TEMPLATE_ARGS }],
	},
	'group/setInvitationTemplate': {
		exchanges: [
			{
				method: 'PUT',
				path: `${GROUP}/invitation-template`,
				body: { invitation_template_id: 'group_invitation', template_args: TEMPLATE_ARGS },
				answer: done('set'),
			},
		],
		output: [
			{
				success: true,
				id: 'g-1',
				invitationTemplateId: 'group_invitation',
				templateArgs: TEMPLATE_ARGS,
				message: 'set',
			},
		],
	},
};
