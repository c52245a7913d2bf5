import { randomUUID } from 'crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';

import type { Group } from '../../nodes/Zoko/api/types';
import { testNumber } from '../faults/testNumbers';
import { MAX_PARTICIPANTS, type StoredGroup } from '../store/groups';
import type { World } from '../world';
import { invalid, notFound } from './errors';
import { addOperation } from './operation';

const BASE = '/channels/whatsapp/cloud/group';

const text = (maxLength?: number) => ({
	type: 'string',
	minLength: 1,
	...(maxLength && { maxLength }),
});
const body = (properties: object, required: string[] = []) => ({
	type: 'object',
	additionalProperties: false,
	required,
	properties,
});
const texts = { type: 'array', minItems: 1, items: text() };

const subject = text(128);
const description = text(2048);

const done = (message: string) => ({ status: 'success', message });

/** The fifteen operations of Zoko's Groups API. */
export function groupOperations(app: FastifyInstance, world: World) {
	const { groups } = world.store;
	const find = ({ params }: FastifyRequest): StoredGroup => {
		const group = groups.active().find(({ id }) => id === (params as { id: string }).id);
		if (group === undefined) throw notFound('Group');
		return group;
	};

	addOperation(app, world, {
		method: 'POST',
		path: BASE,
		body: body({ subject, description, agent_id: text() }, ['subject']),
		run: (request, reply) => {
			const given = request.body as { subject: string; description?: string; agent_id?: string };
			const { agent_id } = given;
			if (agent_id !== undefined && !world.store.agents.some(({ id }) => id === agent_id)) {
				throw notFound('Agent');
			}
			const request_id = randomUUID();
			const wait = world.settings.groupPendingMs;
			const { id, groupId } = groups.create(given, world.clock.now() + (wait ?? 0));
			world.feed.everythingChanged();
			const created = { request_id, subject: given.subject };
			if (wait !== null) {
				void reply.code(202);
				return { ...created, status: 'pending' };
			}
			return { _id: id, group_id: groupId, customer_id: id, ...created, status: 'complete' };
		},
	});
	addOperation(app, world, {
		method: 'GET',
		path: BASE,
		run: () =>
			groups.active().map(
				({ id, subject, participants }): Group => ({
					id,
					subject,
					activeParticipantCount: participants.length,
				}),
			),
	});
	addOperation(app, world, {
		method: 'GET',
		path: `${BASE}/:id`,
		run: (request) => {
			const { id, groupId, subject, description, participants } = find(request);
			return {
				_id: id,
				group_id: groupId,
				customer_id: id,
				subject,
				description,
				participants: participants.map((wa_id) => ({ wa_id })),
			};
		},
	});
	addOperation(app, world, {
		method: 'PUT',
		path: `${BASE}/:id/settings`,
		body: body({
			subject,
			description,
			photo_url: { type: 'string', pattern: '^https://' },
			messaging_settings: text(),
			agent_email: text(),
		}),
		run: (request) => {
			const { subject, description, photo_url } = request.body as Partial<StoredGroup> & {
				photo_url?: string;
			};
			const group = find(request);
			Object.assign(group, subject && { subject }, description && { description });
			Object.assign(group, photo_url && { photoUrl: photo_url });
			return done('group settings updated');
		},
	});
	addOperation(app, world, {
		method: 'POST',
		path: `${BASE}/:id/delete`,
		run: (request) => {
			groups.delete(find(request));
			return done('group deleted');
		},
	});
	memberOperations(app, world, find);
	joiningOperations(app, world, find);
}

type Template = StoredGroup['invitationTemplate'];
type Find = (request: FastifyRequest) => StoredGroup;

function memberOperations(app: FastifyInstance, world: World, find: Find) {
	addOperation(app, world, {
		method: 'POST',
		path: `${BASE}/:id/invitations`,
		body: body({ phone_numbers: texts }, ['phone_numbers']),
		run: (request) => {
			const { phone_numbers } = request.body as { phone_numbers: string[] };
			const group = find(request);
			const sent: string[] = [];
			const skipped: string[] = [];
			const failed: object[] = [];
			for (const phone of phone_numbers) {
				const reason = unreachable(phone);
				if (reason !== undefined) failed.push({ phone_number: phone, reason });
				else if (group.states.has(phone)) skipped.push(phone);
				else {
					group.states.set(phone, 'invited');
					sent.push(phone);
				}
			}
			return { sent, skipped, failed };
		},
	});
	addOperation(app, world, {
		method: 'POST',
		path: `${BASE}/:id/remove-participants`,
		body: body({ participants: texts, agent_email: text() }, ['participants']),
		run: (request) => {
			const { participants } = request.body as { participants: string[] };
			const group = find(request);
			const stranger = participants.find((phone) => !group.participants.includes(phone));
			if (stranger !== undefined) throw invalid(`${stranger} is not a participant of the group`);
			for (const phone of participants) group.states.set(phone, 'removed');
			return done('participants removed');
		},
	});
}

/** Why an invitation cannot arrive; a number that does not exist, or that is not on WhatsApp. */
function unreachable(phone: string): string | undefined {
	if (!/^[1-9]\d{6,14}$/.test(phone)) return 'not a phone number';
	const failure = testNumber(phone)?.failure ?? '';
	return /^1310(26|49)/.test(failure) ? failure : undefined;
}

function joiningOperations(app: FastifyInstance, world: World, find: Find) {
	addOperation(app, world, {
		method: 'GET',
		path: `${BASE}/:id/invite-link`,
		run: (request) => ({ invite_link: find(request).inviteLink }),
	});
	addOperation(app, world, {
		method: 'PUT',
		path: `${BASE}/:id/invite-link`,
		run: (request) => ({ invite_link: find(request).resetLink() }),
	});
	addOperation(app, world, {
		method: 'GET',
		path: `${BASE}/:id/join-requests`,
		run: (request) => {
			const data = find(request).joinRequests.map(({ id, phone, at }) => ({
				join_request_id: id,
				wa_id: phone,
				creation_timestamp: Math.floor(at / 1000),
			}));
			return { count: data.length, data };
		},
	});
	for (const answer of ['approve', 'reject'] as const) {
		addOperation(app, world, {
			method: 'POST',
			path: `${BASE}/:id/join-requests/${answer}`,
			body: body({ join_requests: texts }, ['join_requests']),
			run: (request) => {
				const { join_requests } = request.body as { join_requests: string[] };
				const group = find(request);
				const known = group.joinRequests.filter(({ id }) => join_requests.includes(id));
				if (known.length < new Set(join_requests).size) throw notFound('Join request');
				if (answer === 'approve' && group.participants.length + known.length > MAX_PARTICIPANTS) {
					throw invalid(`a group has at most ${MAX_PARTICIPANTS} participants`);
				}
				group.joinRequests = group.joinRequests.filter((each) => !known.includes(each));
				for (const { phone } of known) {
					if (answer === 'approve') group.states.set(phone, 'joined');
				}
				return done(`join requests ${answer === 'approve' ? 'approved' : 'rejected'}`);
			},
		});
	}
	addOperation(app, world, {
		method: 'PUT',
		path: `${BASE}/:id/auto-approval`,
		body: body({ auto_approval: { type: 'boolean' } }, ['auto_approval']),
		run: (request) => {
			const { auto_approval } = request.body as { auto_approval: boolean };
			find(request).autoApproval = auto_approval;
			return done('auto approval updated');
		},
	});
	addOperation(app, world, {
		method: 'GET',
		path: `${BASE}/:id/invitation-template`,
		run: (request) => find(request).invitationTemplate,
	});
	addOperation(app, world, {
		method: 'PUT',
		path: `${BASE}/:id/invitation-template`,
		body: body({ invitation_template_id: text(), template_args: { type: 'object' } }, [
			'invitation_template_id',
		]),
		run: (request) => {
			const { invitation_template_id, template_args = {} } = request.body as Partial<Template> &
				Pick<Template, 'invitation_template_id'>;
			find(request).invitationTemplate = { invitation_template_id, template_args };
			return done('invitation template updated');
		},
	});
}
