import assert from 'node:assert/strict';
import { ASHA, gives, NOT_ON_WHATSAPP } from './gives.mjs';

const BASE = '/channels/whatsapp/cloud/group';
const at = (method, below = '') => `${method} ${BASE}/:id${below}`;
const BILAL = '919876543202';

/** A group of its own for each operation, with a participant and somebody who asks to join. */
export async function prepareGroup(bench) {
	const { _id: groupId } = await bench.api('POST', BASE, { subject: 'Book club' });
	const open = async (phone) =>
		await bench.emulator.control('POST', `/groups/${groupId}/open-link`, { phone });
	await bench.api('PUT', `${BASE}/${groupId}/auto-approval`, { auto_approval: true });
	await open(ASHA);
	await bench.api('PUT', `${BASE}/${groupId}/auto-approval`, { auto_approval: false });
	const { joinRequests } = await open(BILAL);
	return {
		groupId,
		joinRequestId: joinRequests[0].id,
		participant: '+91 98765 43201',
		phones: ['+91 98765 43201', '098765 43203', `+${NOT_ON_WHATSAPP}`],
	};
}

const read = async ({ item, bench }) => await bench.api('GET', `${BASE}/${item.groupId}`);
const changes = (method, below, values, check) => async (items, facts) => {
	gives(values, at(method, below))(items, facts);
	await check?.(facts);
};

/** What each operation is expected to give. */
export const group = {
	'group/create': (items, { operations }) => {
		const [{ status, id, groupId, customerId, subject }] = items;
		assert.deepEqual([status, subject, customerId], ['complete', 'Book club', id]);
		assert.match(groupId, /^\d{18}$/);
		assert.deepEqual(operations, [`POST ${BASE}`]);
	},
	'group/getAll': (items, { item, operations }) => {
		const { subject, activeParticipantCount } = items.find(({ id }) => id === item.groupId);
		assert.deepEqual([subject, activeParticipantCount], ['Book club', 1]);
		assert.deepEqual(operations, [`GET ${BASE}`]);
	},
	'group/get': gives(
		({ item }) => ({ id: item.groupId, participants: [{ wa_id: ASHA }] }),
		at('GET'),
	),
	'group/update': changes('PUT', '/settings', { success: true }, async (facts) =>
		assert.equal((await read(facts)).subject, 'Readers'),
	),
	'group/delete': changes('POST', '/delete', { deleted: true }, async ({ item, bench }) =>
		assert.ok((await bench.api('GET', BASE)).every(({ id }) => id !== item.groupId)),
	),
	'group/invite': (items, { operations }) => {
		assert.deepEqual(
			items.map(({ phone, status }) => [phone, status]),
			[
				[`+${ASHA}`, 'skipped'],
				['+919876543203', 'sent'],
				[`+${NOT_ON_WHATSAPP}`, 'failed'],
			],
		);
		assert.match(items[2].reason, /131026/);
		assert.deepEqual(operations, [at('POST', '/invitations')]);
	},
	'group/removeParticipants': changes(
		'POST',
		'/remove-participants',
		{ success: true, participants: [`+${ASHA}`] },
		async (facts) => assert.deepEqual((await read(facts)).participants, []),
	),
	'group/getInviteLink': (items, { operations }) => {
		assert.match(items[0].inviteLink, /^https:\/\/chat\.whatsapp\.com\/\w+$/);
		assert.deepEqual(operations, [at('GET', '/invite-link')]);
	},
	'group/resetInviteLink': changes('PUT', '/invite-link', { success: true }),
	'group/getJoinRequests': gives(
		({ item }) => ({ join_request_id: item.joinRequestId, wa_id: BILAL }),
		at('GET', '/join-requests'),
	),
	'group/approveJoinRequests': changes(
		'POST',
		'/join-requests/approve',
		{ success: true },
		async (facts) => assert.equal((await read(facts)).participants.length, 2),
	),
	'group/rejectJoinRequests': changes(
		'POST',
		'/join-requests/reject',
		{ success: true },
		async (facts) => assert.equal((await read(facts)).participants.length, 1),
	),
	'group/setAutoApproval': changes('PUT', '/auto-approval', { autoApproval: true }),
	'group/getInvitationTemplate': gives(
		{ invitationTemplateId: 'group_invitation' },
		at('GET', '/invitation-template'),
	),
	'group/setInvitationTemplate': changes(
		'PUT',
		'/invitation-template',
		{ success: true },
		async ({ item, bench }) => {
			const { template_args } = await bench.api(
				'GET',
				`${BASE}/${item.groupId}/invitation-template`,
			);
			assert.equal(template_args['2'], '{{group.invite_link}}');
		},
	),
};

/** What groups have beyond their outputs. */
export async function checkGroups(bench, emulator, check) {
	await check(
		'a group that WhatsApp has yet to confirm is told from one that is there',
		async () => {
			await emulator.control('PATCH', '/settings', { groupPendingMs: 600_000 });
			const { items } = await bench.run('group/create', [{}]);
			assert.deepEqual([items[0].status, items[0].id], ['pending', undefined]);
			await emulator.control('PATCH', '/settings', { groupPendingMs: null });
		},
	);
	await check(
		'a group that may have been made is not made again, by Retry On Fail neither',
		async () => {
			const before = (await bench.api('GET', BASE)).length;
			await emulator.control('POST', '/faults', {
				operation: `POST ${BASE}`,
				next: 1,
				faults: [{ kind: 'status', status: 500, when: 'after' }],
			});
			const retrying = { retryOnFail: true, maxTries: 3, waitBetweenTries: 100 };
			const { execution } = await bench.run('group/create', [{}], {}, retrying);
			assert.match(execution.error.message, /not known whether the change was made/);
			assert.equal((await bench.api('GET', BASE)).length, before + 1);
		},
	);
}
