import { Bench } from './harness';

const BASE = '/channels/whatsapp/cloud/group';
const ASHA = '919876543201';
const BILAL = '919876543202';
const NOT_ON_WHATSAPP = '919876543226';

interface Created {
	_id: string;
	group_id: string;
	customer_id: string;
	status: string;
}

describe('groups', () => {
	const bench = Bench.use();

	const create = async () => {
		const { body } = await bench.api<Created>('POST', BASE, { subject: 'Book club' });
		return { id: body._id, path: `${BASE}/${body._id}`, created: body };
	};
	const openLink = async (id: string, phone: string) =>
		await bench.control<{ joinRequests: Array<{ id: string }> }>(
			'POST',
			`/groups/${id}/open-link`,
			{ phone },
		);

	test('are created at once, listed under another key of the id, and customers too', async () => {
		const { id, path, created } = await create();
		expect(created).toEqual({
			_id: id,
			request_id: expect.any(String) as string,
			group_id: expect.stringMatching(/^\d{18}$/) as string,
			customer_id: id,
			subject: 'Book club',
			status: 'complete',
		});
		expect((await bench.api('GET', BASE)).body).toEqual([
			{ id, subject: 'Book club', activeParticipantCount: 0 },
		]);
		expect((await bench.api('GET', path)).body).toMatchObject({ _id: id, participants: [] });
		expect((await bench.api('GET', `/customer/${id}`)).body).toMatchObject({ name: 'Book club' });
	});

	test('are pending until WhatsApp has confirmed them', async () => {
		await bench.control('PATCH', '/settings', { groupPendingMs: 5000 });
		const { status, body } = await bench.api('POST', BASE, { subject: 'Book club' });
		expect([status, Object.keys(body).sort()]).toEqual([202, ['request_id', 'status', 'subject']]);
		expect((await bench.api('GET', BASE)).body).toEqual([]);
		await bench.emulator.clock.advance(5000);
		expect((await bench.api('GET', BASE)).body).toHaveLength(1);
	});

	test.each([
		['without a subject', 'POST', '', {}],
		['a subject that is too long', 'POST', '', { subject: 'x'.repeat(129) }],
		['a description that is too long', 'POST', '', { subject: 'a', description: 'x'.repeat(2049) }],
		['participants', 'POST', '', { subject: 'a', participants: [ASHA] }],
		['a photo over plain HTTP', 'PUT', '/settings', { photo_url: 'http://example.com/a.jpg' }],
		['nobody to invite', 'POST', '/invitations', { phone_numbers: [] }],
		['somebody who is no participant', 'POST', '/remove-participants', { participants: [ASHA] }],
		['a word for a switch', 'PUT', '/auto-approval', { auto_approval: 'yes' }],
		['no template', 'PUT', '/invitation-template', { template_args: {} }],
	] as const)('%s: refused', async (_what, method, below, body) => {
		const { path } = await create();
		expect((await bench.api(method, below ? path + below : BASE, body)).status).toBe(400);
	});

	test('invite everybody once', async () => {
		const { path } = await create();
		const invite = async (...phone_numbers: string[]) =>
			(await bench.api('POST', `${path}/invitations`, { phone_numbers })).body;
		expect(await invite(ASHA, NOT_ON_WHATSAPP)).toEqual({
			sent: [ASHA],
			skipped: [],
			failed: [{ phone_number: NOT_ON_WHATSAPP, reason: '131026: Message undeliverable' }],
		});
		expect(await invite(ASHA, BILAL)).toEqual({ sent: [BILAL], skipped: [ASHA], failed: [] });
	});

	test('ask before somebody joins, unless they approve by themselves', async () => {
		const { id, path } = await create();
		const { body } = await openLink(id, ASHA);
		const [asha] = body.joinRequests;
		expect((await bench.api('GET', `${path}/join-requests`)).body).toMatchObject({
			count: 1,
			data: [{ join_request_id: asha?.id, wa_id: ASHA }],
		});
		const join_requests = [asha?.id];
		const approved = await bench.api('POST', `${path}/join-requests/approve`, { join_requests });
		expect(approved.body).toMatchObject({ status: 'success' });
		const again = await bench.api('POST', `${path}/join-requests/reject`, { join_requests });
		expect(again.status).toBe(404);
		await bench.api('PUT', `${path}/auto-approval`, { auto_approval: true });
		await openLink(id, BILAL);
		const { body: group } = await bench.api('GET', path);
		expect(group.participants).toEqual([{ wa_id: ASHA }, { wa_id: BILAL }]);
	});

	test('hold eight, and take nobody whom they removed by invitation', async () => {
		const { id, path } = await create();
		await bench.api('PUT', `${path}/auto-approval`, { auto_approval: true });
		for (let last = 10; last < 18; last++) await openLink(id, `4477009001${last}`);
		expect((await openLink(id, ASHA)).status).toBe(409);
		const participants = ['447700900110'];
		await bench.api('POST', `${path}/remove-participants`, { participants });
		const { body } = await bench.api('POST', `${path}/invitations`, {
			phone_numbers: participants,
		});
		expect(body).toMatchObject({ sent: [], skipped: participants });
	});

	test('have a link and an invitation template that can be changed, and can be deleted', async () => {
		const { path } = await create();
		const { body: first } = await bench.api('GET', `${path}/invite-link`);
		const { body: second } = await bench.api('PUT', `${path}/invite-link`);
		expect(second).not.toEqual(first);
		expect((await bench.api('GET', `${path}/invite-link`)).body).toEqual(second);
		const template = { invitation_template_id: 'join_us', template_args: { '1': 'Acme' } };
		await bench.api('PUT', `${path}/invitation-template`, template);
		expect((await bench.api('GET', `${path}/invitation-template`)).body).toEqual(template);
		await bench.api('PUT', `${path}/settings`, { subject: 'Readers', description: 'One a month' });
		expect((await bench.api('GET', path)).body).toMatchObject({ subject: 'Readers' });
		expect((await bench.api('POST', `${path}/delete`)).body).toMatchObject({ status: 'success' });
		expect((await bench.api('GET', path)).status).toBe(404);
	});
});
