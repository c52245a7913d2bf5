import nock from 'nock';
import { connect } from '../../nodes/Zoko/api/connection';
import { noteRequest } from '../../nodes/Zoko/waiting/note-request';
import { GRACE, MAX_NOTES } from '../../nodes/Zoko/waiting/notes';
import { instanceMark, type RunToken } from '../../nodes/Zoko/waiting/token';
import { INSTANCE, useNock, webhookContext } from '../harness';
import { MESSAGE, update } from './payloads';
import { Answer, Installed, registered } from './surroundings';

useNock();

const HEX = '0123456789abcdef'.repeat(4);
const HOUR = 3_600_000;
let runs = 0;

/** A published trigger that hears of deliveries, and the way to leave notes at it. */
async function listening(parameters: object = {}) {
	const world = await registered({ events: ['messageFailed'], ...parameters });
	const { installed, secret } = world;
	const context = webhookContext(
		installed.pack,
		installed.node,
		{} as never,
		{ request: {}, response: new Answer() },
		{ workflow: installed.workflow },
	);
	const connection = await connect(context);

	/** A run that waits, with the note that tells of it. */
	const waiting = (more: Partial<Parameters<typeof noteRequest>[1]> = {}) => {
		const executionId = String(++runs);
		const token: RunToken = {
			instance: instanceMark(context.getInstanceId()),
			executionId,
			wait: executionId.padStart(6, 'n'),
			key: Buffer.from(HEX, 'hex').toString('base64url'),
		};
		const until = Date.now() + HOUR;
		const request = noteRequest(connection, {
			messageId: MESSAGE,
			goal: 'delivered',
			token,
			until,
			...more,
		});
		return { request, until, path: `/webhook-waiting/${executionId}?signature=${HEX}` };
	};
	return {
		...world,
		connection,
		waiting,
		note: async (body: object) => await leave(installed, body, secret),
	};
}

/** Posts a note; n8n asks for the answer, and saves the static data. */
async function leave(installed: Installed, body: object, secret: unknown) {
	const { result } = await installed.post(body, secret);
	expect(result.workflowData).toBeUndefined();
	return JSON.parse(String(result.webhookResponse)) as unknown;
}

/** What a run is told; n8n answers that it goes on. */
function resuming(path: string, said: object = { resumed: true }, status = 200) {
	const told: unknown[] = [];
	const scope = nock(INSTANCE)
		.post(path, ({ answer }: { answer: string }) => {
			const { delivery } = JSON.parse(answer) as { delivery: unknown };
			told.push(delivery);
			return true;
		})
		.reply(status, said);
	return { scope, told };
}

it('a note is taken, and found again in what n8n has saved', async () => {
	const { installed, waiting, note } = await listening();
	const { request } = waiting();
	expect(await note(request)).toEqual({ noted: true, kept: false });
	expect(await note(request)).toEqual({ noted: true, kept: true });
	expect(String(installed.data.awaited)).not.toContain(MESSAGE);
});

it('notes of the same moment do not take each other from what is saved', async () => {
	const { installed, waiting, secret, note } = await listening();
	const [one, two] = [waiting(), waiting()];
	const first = await installed.post(one.request, secret);
	await note(two.request);
	// Another request has loaded the data before both, and saves it after them.
	delete installed.data.awaited;
	void first.result.webhookResponse;
	for (const { request } of [one, two]) {
		expect(await note(request)).toEqual({ noted: true, kept: true });
	}
});

it.each(['delivered', 'read', 'seen', 'failed'])(
	'%s: the run is told, and the trigger starts nothing that was not chosen',
	async (status) => {
		const { installed, secret, waiting, note } = await listening({ events: ['messageReceived'] });
		const { request, path } = waiting();
		await note(request);
		const { told } = resuming(path);
		const { json, answer } = await installed.deliver(update(status), secret);
		expect([json, answer.statusCode]).toEqual([undefined, 200]);
		expect(told).toEqual([{ status: status === 'seen' ? 'read' : status }]);
		expect(installed.data.awaited).toBeUndefined();
		// A repeat finds no note: nock would refuse a second call.
		await installed.deliver(update(status), secret);
	},
);

it('what does not end the wait leaves the run alone', async () => {
	const { installed, secret, waiting, note } = await listening();
	const { request } = waiting({ goal: 'read' });
	await note(request);
	for (const status of ['accepted', 'sent', 'delivered']) {
		await installed.deliver(update(status), secret);
	}
	await installed.deliver({ ...update('read'), id: 'another-message-1' }, secret);
	expect(installed.data.awaited).toBeDefined();
});

it('two runs that wait for one message are both told, and the chosen event starts its own', async () => {
	const { installed, secret, waiting, note } = await listening({ events: ['messageDelivered'] });
	const [one, two] = [waiting(), waiting()];
	await note(one.request);
	await note(two.request);
	const all = [resuming(one.path), resuming(two.path)];
	const { json } = await installed.deliver(update('delivered'), secret);
	expect(json).toMatchObject({ event: 'messageDelivered', messageId: MESSAGE });
	expect(all.map(({ scope }) => scope.isDone())).toEqual([true, true]);
});

it.each([
	[404, { code: 404, message: 'The execution "1" does not exist.' }],
	[409, { code: 409, message: 'The execution "1" has finished with error.' }],
	[410, { resumed: false, message: 'This run waits for the answer to another message' }],
])('%d: a run that waits no more is forgotten', async (status, said) => {
	const { installed, secret, waiting, note } = await listening();
	const { request, path } = waiting();
	await note(request);
	resuming(path, said, status);
	await installed.deliver(update('delivered'), secret);
	expect(installed.data.awaited).toBeUndefined();
});

it('another process, or this one after a restart, finds the note in the saved data', async () => {
	const { installed, secret, waiting, note, webhooks } = await listening();
	const { request, path } = waiting();
	await note(request);
	const { awaited } = installed.data;
	// Published anew, the trigger knows nothing but what is saved.
	await installed.hook('delete');
	await installed.hook('create');
	expect(installed.data.awaited).toBe(awaited);
	expect(webhooks.secret).not.toBe(secret);
	const { told } = resuming(path);
	await installed.deliver(update('delivered'), webhooks.secret);
	expect(told).toEqual([{ status: 'delivered' }]);
});

it('saved data of before does not bring back a note that is done with', async () => {
	const { installed, secret, waiting, note } = await listening();
	const { request, path } = waiting();
	await note(request);
	const { awaited } = installed.data;
	resuming(path);
	await installed.deliver(update('delivered'), secret);
	installed.data.awaited = awaited;
	await installed.deliver(update('read'), secret);
	expect(installed.data.awaited).toBeUndefined();
});

it('takes no note that the account has not signed, and starts nothing with it', async () => {
	const { installed, waiting, note } = await listening({ events: ['otherEvent'] });
	const { request } = waiting();
	for (const forged of [
		{ ...request, signature: 'f'.repeat(64) },
		{ ...request, note: request.note.replace('delivered', 'read') },
		{ event: 'n8n:wait' },
	]) {
		expect(await note(forged)).toMatchObject({ noted: false });
	}
	expect(installed.data.awaited).toBeUndefined();
});

it('says so when it has no room for more notes', async () => {
	const { waiting, note } = await listening();
	for (let run = 0; run < MAX_NOTES; run++) await note(waiting().request);
	expect(await note(waiting().request)).toEqual({
		noted: false,
		message: 'too many runs are waiting at the same time',
	});
});

describe('once a minute', () => {
	afterEach(() => jest.restoreAllMocks());

	async function tick(installed: Installed, now: number) {
		jest.spyOn(Date, 'now').mockReturnValue(now);
		const { crons } = await installed.watch();
		await Promise.all(crons.map(async (cron) => await cron.tick()));
	}

	it('the waits whose time is up are ended, without a status', async () => {
		const { installed, waiting, note } = await listening();
		const { request, path, until } = waiting();
		await note(request);
		const { told } = resuming(path);
		await tick(installed, until - 1);
		expect(told).toEqual([]);
		await tick(installed, until);
		expect(told).toEqual([{}]);
		await tick(installed, until + 1);
	});

	it('a run that could not be told about its delivery, nor when Zoko repeated it, is told then', async () => {
		const { installed, secret, waiting, note } = await listening({ events: ['messageDelivered'] });
		const { request, path } = waiting();
		await note(request);
		const away = nock(INSTANCE).post(path).thrice().reply(502, '<html>Bad gateway</html>');
		jest.spyOn(installed.logger, 'warn').mockImplementation();
		for (let time = 0; time < 2; time++) {
			const { answer, json } = await installed.deliver(update('delivered'), secret);
			expect([answer.statusCode, json]).toEqual([503, undefined]);
		}
		const { json } = await installed.deliver(update('delivered'), secret);
		expect(json).toMatchObject({ event: 'messageDelivered' });
		expect(away.isDone()).toBe(true);
		const { told } = resuming(path);
		await tick(installed, Date.now());
		expect(told).toEqual([{ status: 'delivered' }]);
	});

	it('what n8n has ended by itself is forgotten', async () => {
		const { installed, secret, waiting, note } = await listening();
		const { request, until } = waiting();
		await note(request);
		jest.spyOn(Date, 'now').mockReturnValue(until + GRACE + 1);
		await installed.deliver(update('sent'), secret);
		expect(installed.data.awaited).toBeUndefined();
	});
});
