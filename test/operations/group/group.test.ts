import type { INodeParameters } from 'n8n-workflow';
import nock from 'nock';
import { HOST, items, jsonOf, runZoko, useNock, zokoPack } from '../../harness';

useNock();

const BASE = '/v2/channels/whatsapp/cloud/group';
const group = { __rl: true, mode: 'id', value: 'g-1' };
const INVITE = { resource: 'group', operation: 'invite', group, phoneNumbers: '={{ $json.to }}' };
const CREATE = { resource: 'group', operation: 'create', subject: 'Book club' };
const TWICE = { retryOnFail: true, maxTries: 2, waitBetweenTries: 0 };
const ASHA = { to: '+91 98765 43201' };

async function refusal(parameters: INodeParameters, json: object = ASHA, ...more: object[]) {
	const run = await runZoko(zokoPack(), parameters, items(json, ...more));
	const error = run.data.resultData.error as { message: string; description?: string } | undefined;
	return `${error?.message} | ${error?.description}`;
}

const output = async (parameters: INodeParameters, json: object = ASHA) =>
	jsonOf(await runZoko(zokoPack(), parameters, items(json)), 'zoko');

describe('before anything is asked', () => {
	const update = (updateFields: INodeParameters) => ({
		resource: 'group',
		operation: 'update',
		group,
		updateFields,
	});
	const template = {
		resource: 'group',
		operation: 'setInvitationTemplate',
		group,
		invitationTemplateId: 'join',
	};

	it.each<[INodeParameters, RegExp]>([
		[{ ...CREATE, subject: 'x'.repeat(129) }, /^'Subject' is 129 .+ at most 128/],
		[{ ...CREATE, subject: '={{ "" }}' }, /^'Subject' is empty/],
		[
			{ ...CREATE, additionalFields: { description: 'x'.repeat(2049) } },
			/^'Description' is 2,049 .+ at most 2,048/,
		],
		[update({}), /^'Update Fields' has nothing that is to be changed/],
		[update({ agentEmail: 'meera@shop.example' }), /^'Update Fields' has nothing/],
		[update({ description: '={{ "" }}' }), /^'Description' is empty/],
		[update({ photoUrl: 'http://example.com/a.jpg' }), /^'Photo URL' is no https:/],
		[update({ photoUrl: 'https://example.com/a.PNG?v=2' }), /^'Photo URL' is a .PNG file/],
		[update({ photoUrl: 'https://10.0.0.7/a.jpg' }), /^'Photo URL' points to 10.0.0.7/],
		[{ ...INVITE, phoneNumbers: '+91 98765 4320' }, /^'Phone Numbers' \+91 98765 4320 has 9/],
		[{ ...INVITE, group: { ...group, value: '={{ "" }}' } }, /^'Group' is empty/],
		[{ ...template, templateArgs: '[1]' }, /^'Variables \(JSON\)' is not a JSON object/],
		[{ ...template, templateArgs: '{' }, /^'Variables \(JSON\)' is not valid JSON/],
	])('%#: it is refused', async (parameters, expected) => {
		expect(await refusal(parameters)).toMatch(expected);
	});

	it('all items are checked, so that nobody is invited when one cannot be', async () => {
		expect(await refusal(INVITE, ASHA, { to: '12' })).toMatch(/^'Phone Numbers' 12 .+\[item 1\]/);
	});

	it.each([
		{ options: { allowedRecipients: '+44*' } },
		{ options: { allowedRecipients: '={{ "" }}' } },
	])('nobody but those who are allowed is invited: %j', async (more) => {
		expect(await refusal({ ...INVITE, ...more })).toMatch(/Allowed Recipients/);
	});
});

describe('invite', () => {
	it('tells of each number once, whatever Zoko writes in its lists', async () => {
		const to = ['+91 98765 43201', '098765 43201', '+5215512345678', '+44 7700 900123'];
		nock(HOST)
			.post(`${BASE}/g-1/invitations`, {
				phone_numbers: ['919876543201', '5215512345678', '447700900123'],
			})
			.reply(200, {
				sent: [{ to: '+525512345678' }],
				failed: [{ wa_id: '919876543201', error: { message: 'group is full' } }],
			});
		expect(await output(INVITE, { to })).toEqual([
			{ id: 'g-1', phone: '+919876543201', status: 'failed', reason: 'group is full' },
			{ id: 'g-1', phone: '+5215512345678', status: 'sent' },
			{
				id: 'g-1',
				phone: '+447700900123',
				status: 'unknown',
				reason: expect.stringContaining('Zoko does not say') as string,
			},
		]);
	});

	it('goes to numbers that are allowed', async () => {
		nock(HOST)
			.post(`${BASE}/g-1/invitations`)
			.reply(200, { sent: ['919876543201'] });
		const parameters = { ...INVITE, options: { allowedRecipients: '+91*' } };
		expect(await output(parameters)).toMatchObject([{ status: 'sent' }]);
	});
});

describe('create', () => {
	it('tells a group that WhatsApp has yet to confirm from one that is there', async () => {
		const answer = { request_id: 'r-1', subject: 'Book club', status: 'pending' };
		nock(HOST).post(BASE, { subject: 'Book club' }).reply(202, answer);
		expect(await output(CREATE)).toEqual([
			{ status: 'pending', requestId: 'r-1', subject: 'Book club' },
		]);
	});

	it('does not take a failure inside a success for a group', async () => {
		nock(HOST)
			.post(BASE)
			.reply(200, { request_id: 'r-1', status: 'failed', message: 'not an OBA' });
		expect(await refusal(CREATE)).toMatch(/^Zoko did not do it \(failed\): not an OBA/);
	});
});

describe.each<[string, INodeParameters, string, object]>([
	['create', CREATE, BASE, { _id: 'g-1', status: 'complete' }],
	['invite', INVITE, `${BASE}/g-1/invitations`, { sent: ['919876543201'] }],
])('%s is not repeated', (_name, parameters, path, answer) => {
	it.each<[string, number, string | object]>([
		['a fault of the server', 500, ''],
		['a login page', 200, '<html>login</html>'],
		['something else', 200, { ok: true }],
	])('after %s, also by Retry On Fail, and the error says so', async (_what, status, body) => {
		const scope = nock(HOST).post(path).reply(status, body);
		const run = await runZoko(zokoPack(), parameters, items(ASHA), TWICE);
		expect(scope.isDone()).toBe(true);
		expect(run.data.resultData.error?.message).toMatch(/earlier try .+ not known/);
		nock(HOST).post(path).reply(status, body);
		expect(await refusal(parameters)).toMatch(/it is not known whether the change was made/);
	});

	it('for an item that is done, when Retry On Fail repeats another one', async () => {
		nock(HOST).post(path).reply(200, answer);
		nock(HOST).post(path).reply(400, { message: 'no' });
		nock(HOST).post(path).reply(200, answer);
		const run = await runZoko(zokoPack(), parameters, items(ASHA, ASHA), TWICE);
		expect(jsonOf(run, 'zoko')).toHaveLength(2);
		expect(nock.isDone()).toBe(true);
	});
});

it('participants are removed by number or by the ID of a user without one', async () => {
	const participants = '+91 98765 43201, IN.4kQ7z92mXb1RtY8w';
	nock(HOST)
		.post(`${BASE}/g-1/remove-participants`, {
			participants: ['919876543201', 'IN.4kQ7z92mXb1RtY8w'],
		})
		.reply(204);
	const parameters = { resource: 'group', operation: 'removeParticipants', group, participants };
	expect(await output(parameters)).toEqual([
		{ success: true, id: 'g-1', participants: ['+919876543201', 'IN.4kQ7z92mXb1RtY8w'] },
	]);
});
