// Points that are seen by reading the groups, and one of them.
import { chosen, faithful, seenBy, wire } from './table.mjs';

const PATHS = faithful('the 15 of the Groups API');
const MEMBERS = chosen('a participant, a join request');

export const GROUP_POINTS = [
	...seenBy('GET /channels/whatsapp/cloud/group', [
		{
			id: 'groups.status',
			assumed: 'The groups come with 200, also where there are none.',
			is: [200],
			relies: PATHS,
		},
		{
			id: 'groups.shape',
			assumed: 'Groups are a bare list of id, subject and activeParticipantCount.',
			shape: [{ id: 'uuid', subject: 'string', activeParticipantCount: 'integer' }],
			relies: wire('export interface Group '),
		},
	]),
	...seenBy('GET of the first group, its members, join requests, link and invitation', [
		{
			id: 'group.shape',
			assumed: 'A group has _id, group_id, customer_id, subject, description and participants.',
			shape: {
				_id: 'uuid',
				'group_id?': 'string',
				'customer_id?': 'uuid',
				subject: 'string',
				'description?': 'string|null',
				participants: 'array',
			},
			relies: wire('export interface Group '),
		},
		{
			id: 'group.id',
			assumed: "The list's id and the _id of a group are the same.",
			is: ['the same'],
			relies: wire('export interface Group '),
		},
		{
			id: 'group.customer',
			assumed: 'A group is a customer under the same id.',
			is: ['the same'],
			relies: chosen('a new group'),
		},
		{
			id: 'group.participant',
			assumed: 'A participant is its WhatsApp number.',
			shape: { wa_id: 'phone without plus' },
			relies: MEMBERS,
		},
		{
			id: 'group.joinRequests',
			assumed: 'Join requests come as count and data, each with join_request_id, wa_id and a time.',
			shape: {
				count: 'integer',
				data: [
					{
						join_request_id: 'string',
						wa_id: 'phone without plus',
						creation_timestamp: 'integer',
					},
				],
			},
			relies: MEMBERS,
		},
		{
			id: 'group.link',
			assumed: 'The invite link is invite_link.',
			shape: { invite_link: 'string' },
			relies: PATHS,
		},
		{
			id: 'group.invitation',
			assumed: 'The invitation is invitation_template_id and template_args.',
			shape: { invitation_template_id: 'string|null', template_args: 'object|null' },
			relies: chosen('a new group'),
		},
	]),
];
