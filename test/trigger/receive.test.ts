import fc from 'fast-check';
import type { INodeParameters } from 'n8n-workflow';
import nock from 'nock';
import { newNonce } from '../../nodes/Zoko/trigger/secret';
import { HOST, useNock } from '../harness';
import { MESSAGE, outgoing, received, tapped, update } from './payloads';
import { finish, Installed, registered, WEBHOOK_ID, type Call } from './surroundings';

useNock();

const DELIVERY: INodeParameters = { events: ['messageDelivered', 'messageRead', 'messageFailed'] };
const withOptions = (options: INodeParameters): INodeParameters => ({ ...DELIVERY, options });

const began = ({ result }: Call) => result.workflowData !== undefined;

/** Answered 200 by n8n, and nothing starts. */
function ignored({ result, answer }: Call) {
	expect(result).toEqual({});
	expect(answer.statusCode).toBe(200);
}

describe('the secret', () => {
	it('lets nothing in without it', async () => {
		const { installed, secret } = await registered();
		for (const given of [undefined, '', newNonce(), secret.slice(1), `${secret}/`, [secret]]) {
			const { result, answer } = await installed.post(received, given);
			expect(result).toEqual({ noWebhookResponse: true });
			expect(answer).toMatchObject({ statusCode: 401, body: { message: 'Unknown webhook' } });
		}
		expect(began(await installed.deliver(received, secret))).toBe(true);
	});

	it('is missed in the log once a minute, and the log does not show what came instead', async () => {
		const { installed, secret } = await registered();
		const warn = jest.spyOn(installed.logger, 'warn').mockImplementation();
		const clock = jest.spyOn(Date, 'now');
		const start = Date.now() + 3_600_000;
		const given = newNonce();
		for (const at of [0, 1000, 59_999, 60_000, 61_000]) {
			clock.mockReturnValue(start + at);
			await installed.post(received, given);
		}
		expect(warn).toHaveBeenCalledTimes(2);
		const told = JSON.stringify(warn.mock.calls);
		expect(told).toMatch(/wrong secret was answered 401/);
		for (const hidden of [given, secret, WEBHOOK_ID]) expect(told).not.toContain(hidden);
		jest.restoreAllMocks();
	});

	it('of an earlier registration is void', async () => {
		const { installed, webhooks, secret } = await registered();
		await installed.hook('create');
		expect((await installed.post(received, secret)).answer.statusCode).toBe(401);
		await installed.hook('delete');
		const { answer } = await new Installed().post(received, '');
		expect(answer.statusCode).toBe(401);
		expect(webhooks.list).toEqual([]);
	});
});

describe('what starts a run', () => {
	it.each([
		['messageReceived', received],
		['replyReceived', tapped],
		['messageOutgoing', outgoing],
		['messageDelivered', update('delivered')],
		['messageRead', update('seen')],
		['messageFailed', update('failed')],
	])('%s, when it was chosen', async (event, body) => {
		const { installed, secret } = await registered({ events: [event] });
		const { result, json } = await installed.deliver(body, secret);
		expect(result.workflowData).toHaveLength(1);
		expect(result.workflowData?.[0]).toHaveLength(1);
		expect(json).toMatchObject({ event, messageId: body.id });
	});

	it('no other event, and no filtered one', async () => {
		const options = { payloadFilter: 'cancel_*' };
		const { installed, secret } = await registered({ events: ['replyReceived'], options });
		for (const body of [
			received,
			tapped,
			outgoing,
			update('read'),
			{ event: 'customer:tag:added' },
		]) {
			ignored(await installed.post(body, secret));
		}
		const cancelled = { ...tapped, context: { postback: 'cancel_A1001' } };
		expect(began(await installed.deliver(cancelled, secret))).toBe(true);
	});

	it('the same event again once it has what a filter asks for', async () => {
		const { installed, secret } = await registered({ options: { textFilter: 'stop' } });
		ignored(await installed.post(received, secret));
		expect(began(await installed.deliver({ ...received, text: 'Stop' }, secret))).toBe(true);
	});

	it('nothing, whatever the body is', async () => {
		const { installed, secret } = await registered();
		for (const body of [undefined, null, 'text', 7, [], [received], {}, { event: {} }]) {
			ignored(await installed.post(body, secret));
		}
		await fc.assert(
			fc.asyncProperty(fc.jsonValue(), async (body) => ignored(await installed.post(body, secret))),
			{ numRuns: 300 },
		);
	});

	it('a number of the credential’s country passes the phone filter', async () => {
		const options = { phoneFilter: '98765 43201' };
		const { installed, secret } = await registered({ options });
		expect(began(await installed.deliver(received, secret))).toBe(true);
		const other = { ...received, id: 'm2', platformSenderId: '+447700900123' };
		ignored(await installed.post(other, secret));
	});

	it('without Simplify the item is the body', async () => {
		const { installed, secret } = await registered({ simplify: false });
		expect((await installed.deliver(tapped, secret)).json).toEqual(tapped);
	});

	it('asks nobody anything by default', async () => {
		const { installed, secret } = await registered(DELIVERY);
		const reads = installed.pack.credentialReads;
		await installed.deliver(update('failed'), secret);
		expect(installed.pack.credentialReads).toBe(reads);
	});
});

describe('repeats', () => {
	it('start nothing, also after n8n was started anew', async () => {
		const { installed, secret } = await registered(DELIVERY);
		expect(began(await installed.deliver(update('read'), secret))).toBe(true);
		ignored(await installed.post(update('read'), secret));
		ignored(await installed.post(update('seen'), secret));
		expect(began(await installed.deliver(update('failed'), secret))).toBe(true);

		const seen = installed.data.seen as string;
		expect(seen).toHaveLength(16);
		await jest.isolateModulesAsync(async () => {
			const { receive } = await import('../../nodes/Zoko/trigger/receive');
			installed.trigger.webhook = async function () {
				return await receive(this);
			};
			ignored(await installed.post(update('read'), secret));
			expect(began(await installed.post(update('read', 'other'), secret))).toBe(true);
		});
	});

	it('at the same moment start one run', async () => {
		const { installed, secret } = await registered(DELIVERY);
		const calls = await Promise.all([
			installed.deliver(update('delivered'), secret),
			...Array.from(
				{ length: 4 },
				async () => await installed.deliver(update('delivered'), secret),
			),
		]);
		expect(calls.filter(began)).toHaveLength(1);
		expect(calls.every(({ answer }) => answer.statusCode === 200)).toBe(true);
	});

	it('start a run when the first one could not be started', async () => {
		const { installed, secret } = await registered(DELIVERY);
		finish(await installed.post(update('read'), secret), 500);
		expect(installed.data.seen).toBeUndefined();
		expect(began(await installed.deliver(update('read'), secret))).toBe(true);
	});

	it('are dropped once n8n has started the run, though nobody waited for its answer', async () => {
		const { installed, secret } = await registered(DELIVERY);
		const first = await installed.post(update('read'), secret);
		first.answer.tell('close');
		void first.result.webhookResponse;
		ignored(await installed.post(update('read'), secret));
		expect(installed.data.seen).toHaveLength(8);
	});

	it('are put off while it is not known what became of the first', async () => {
		const { installed, secret } = await registered(DELIVERY);
		(await installed.post(update('read'), secret)).answer.tell('close');
		const again = await installed.post(update('read'), secret);
		expect(again.answer.statusCode).toBe(503);
		expect(again.result).toEqual({ noWebhookResponse: true });
	});

	it('start runs when duplicates are not ignored', async () => {
		const { installed, secret } = await registered(withOptions({ ignoreDuplicates: false }));
		for (let count = 0; count < 3; count++) {
			expect(began(await installed.deliver(update('read'), secret))).toBe(true);
		}
		expect(installed.data.seen).toBeUndefined();
	});

	it('are known again after the workflow was published anew', async () => {
		const { installed, webhooks, secret } = await registered(DELIVERY);
		await installed.deliver(update('read'), secret);
		await installed.hook('delete');
		await installed.hook('create');
		ignored(await installed.post(update('read'), webhooks.secret));
	});
});

describe('an event that has to be verified', () => {
	const verified = withOptions({ verifyWithZoko: true });
	const path = `/v2/message/${MESSAGE}`;
	const record = { id: MESSAGE, platformSenderId: '919876543201', deliveryStatus: 'read' };

	it('starts a run when Zoko knows its message', async () => {
		const { installed, secret } = await registered(verified);
		const zoko = nock(HOST).get(path).reply(200, record);
		const { json } = await installed.deliver(update('read'), secret);
		expect(json).toMatchObject({ event: 'messageRead' });
		expect(json).not.toHaveProperty('message');
		expect(zoko.isDone()).toBe(true);
	});

	it('starts nothing when Zoko does not know it, or it is about another phone', async () => {
		const { installed, secret } = await registered(verified);
		nock(HOST).get(path).times(2).reply(404, { message: 'Message not found' });
		ignored(await installed.post(update('read'), secret));
		nock(HOST)
			.get(path)
			.reply(200, { ...record, platformSenderId: '447700900123' });
		ignored(await installed.post(update('read'), secret));
		nock(HOST).get(path).reply(200, record);
		expect(began(await installed.deliver(update('read'), secret))).toBe(true);
	});

	it('starts a run when Zoko knows it at the second look', async () => {
		const { installed, secret } = await registered(verified);
		nock(HOST).get(path).reply(404, { message: 'Message not found' }).get(path).reply(200, record);
		expect(began(await installed.deliver(update('read'), secret))).toBe(true);
	});

	it.each([
		['busy', 503, { message: 'Busy' }],
		['limited', 429, {}],
		['in trouble', 500, 'oops'],
		['talking of something else', 200, { id: 'other' }],
		['no Zoko', 200, '<html></html>'],
	])('is asked for again when Zoko is %s', async (_why, status, body) => {
		const { installed, secret } = await registered(verified);
		nock(HOST).get(path).reply(status, body);
		const { result, answer } = await installed.post(update('read'), secret);
		expect(result).toEqual({ noWebhookResponse: true });
		expect(answer.statusCode).toBe(503);
		nock(HOST).get(path).reply(200, record);
		expect(began(await installed.deliver(update('read'), secret))).toBe(true);
	});

	it('is verified once when it comes twice at the same moment', async () => {
		const { installed, secret } = await registered(verified);
		const zoko = nock(HOST).get(path).delay(50).reply(200, record);
		const calls = await Promise.all([
			installed.deliver(update('read'), secret),
			installed.deliver(update('read'), secret),
		]);
		expect(calls.filter(began)).toHaveLength(1);
		expect(zoko.isDone()).toBe(true);
	});
});
