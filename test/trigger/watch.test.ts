import type { IDataObject, INodeParameters } from 'n8n-workflow';
import nock from 'nock';
import { connect } from '../../nodes/Zoko/api/connection';
import { rememberSent } from '../../nodes/Zoko/trigger/recent';
import { HOST, keyOf, refusal, useNock } from '../harness';
import { received } from './payloads';
import { ADDRESS, Installed, registered, Webhooks } from './surroundings';

useNock();

const MINUTE = 60_000;
const OTHER = 'b'.repeat(32);

let now = Date.parse('2026-11-25T06:00:00Z');
beforeEach(() => void jest.spyOn(Date, 'now').mockImplementation(() => now));
afterEach(() => jest.restoreAllMocks());

type Watched = Awaited<ReturnType<Installed['watch']>>;

/** Lets minutes pass, one tick in each, and waits for what they do. */
async function pass(watched: Watched, minutes: number): Promise<void> {
	for (let minute = 0; minute < minutes; minute++) {
		now += MINUTE;
		await ticked(watched);
	}
}

async function ticked({ crons }: Watched): Promise<void> {
	await Promise.all(crons.map(async ({ tick }) => await tick()));
}

async function watched(parameters: INodeParameters = {}, secrets = {}) {
	const all = await registered(parameters, secrets);
	all.webhooks.calls.length = 0;
	const watch = await all.installed.watch();
	const log = {
		warn: jest.spyOn(watch.context.logger, 'warn').mockImplementation(),
		info: jest.spyOn(watch.context.logger, 'info').mockImplementation(),
	};
	return { ...all, watch, log };
}

describe('when it looks', () => {
	it('first in the second minute, then every ten minutes', async () => {
		const { watch, webhooks } = await watched();
		expect(watch.crons).toHaveLength(1);
		expect(watch.crons[0]?.expression).toMatch(/^[1-5]?\d \* \* \* \* \*$/);
		now += MINUTE - 1;
		await ticked(watch);
		expect(webhooks.calls).toEqual([]);
		await pass(watch, 1);
		expect(webhooks.calls).toEqual(['GET']);
		await pass(watch, 20);
		expect(webhooks.calls).toEqual(['GET', 'GET', 'GET']);
		expect(watch.failures).toEqual([]);
	});

	it('every minute while Zoko does not answer, and says so once', async () => {
		const { watch, webhooks, log } = await watched();
		nock.cleanAll();
		let asked = 0;
		nock(HOST)
			.get('/v2/webhook')
			.reply(() => [(asked++, 503), refusal(503, 'Busy', 'api_error')])
			.persist();
		await pass(watch, 5);
		expect(log.warn).not.toHaveBeenCalled();
		await pass(watch, 5);
		expect(asked).toBe(10);
		expect(log.warn).toHaveBeenCalledTimes(1);
		expect(watch.failures).toEqual([]);
		nock.cleanAll();
		const back = new Webhooks();
		await pass(watch, 1);
		expect(back.calls).toEqual(['GET', 'POST']);
		expect(back.secret).toBe(webhooks.secret);
	});

	it('not any more once the workflow was unpublished', async () => {
		const { watch, webhooks } = await watched();
		await watch.response.closeFunction?.();
		await pass(watch, 3);
		expect(webhooks.calls).toEqual([]);
	});

	it('not while it listens for a test event', async () => {
		const { installed } = await registered();
		const test = await installed.watch({ mode: 'manual', activation: 'manual' });
		expect([test.response, test.crons]).toEqual([{}, []]);
	});

	it('one check at a time', async () => {
		const { watch, webhooks, log } = await watched();
		nock.cleanAll();
		nock(HOST).get('/v2/webhook').delay(50).reply(200, webhooks.list);
		now += MINUTE;
		await Promise.all([ticked(watch), ticked(watch)]);
		expect(nock.isDone()).toBe(true);
		expect(log.warn).not.toHaveBeenCalled();
	});
});

describe('what it repairs', () => {
	it('a webhook that is gone comes back with the secret that n8n knows', async () => {
		const { installed, watch, webhooks, secret, log } = await watched();
		const before = JSON.stringify(installed.data);
		webhooks.all.clear();
		await pass(watch, 1);
		expect(webhooks.calls).toEqual(['GET', 'POST']);
		expect(webhooks.secret).toBe(secret);
		expect((await installed.deliver(received, webhooks.secret)).json).toBeDefined();
		// A tick can save nothing: what it wrote would only be lost.
		expect(JSON.parse(JSON.stringify(installed.data)) as IDataObject).toMatchObject(
			JSON.parse(before) as IDataObject,
		);
		expect(watch.failures.map(({ message }) => message)).toEqual([
			expect.stringMatching(/^Zoko had no webhook for this workflow any more/),
		]);
		const told = JSON.stringify([log.warn.mock.calls, watch.failures.map((each) => ({ ...each }))]);
		for (const hidden of [secret, ADDRESS, keyOf(installed.pack)])
			expect(told).not.toContain(hidden);
	});

	it('events that were taken away come back, and what was ticked stays', async () => {
		const { watch, webhooks } = await watched();
		webhooks.list[0]!.events = ['message:store:out'];
		await pass(watch, 1);
		expect(webhooks.calls).toEqual(['GET', 'PUT']);
		expect(webhooks.list[0]?.events).toEqual(['message:user:in', 'message:store:out']);
		expect(watch.failures[0]?.message).toMatch(/other events/);
	});

	it("another secret, as after restoring n8n's database", async () => {
		const { installed, watch, webhooks, secret } = await watched();
		webhooks.list[0]!.url = `${ADDRESS}${OTHER}`;
		expect((await installed.post(received, OTHER)).answer.statusCode).toBe(401);
		await pass(watch, 1);
		expect(webhooks.calls).toEqual(['GET', 'POST', 'DELETE']);
		expect(webhooks.secret).toBe(secret);
		expect(watch.failures[0]?.message).toMatch(/another secret/);
	});

	it('what a crash left behind goes, and nobody is bothered', async () => {
		const { watch, webhooks } = await watched();
		webhooks.add({ url: `${ADDRESS}${OTHER}`, events: ['message:user:in'] });
		await pass(watch, 1);
		expect(webhooks.calls).toEqual(['GET', 'DELETE']);
		expect(watch.failures).toEqual([]);
	});

	it('says since when events may be lost, in the time of the workflow', async () => {
		const { watch, webhooks } = await watched();
		await pass(watch, 1);
		webhooks.all.clear();
		await pass(watch, 10);
		const [error] = watch.failures as Array<Error & { description: string }>;
		expect(error?.description).toMatch(/^Events since \d+ Nov 2026, \d\d:\d\d \([\w/]+\) may not/);
	});

	it('tells of a webhook that goes again and again once, of the next one after a good time again', async () => {
		const { watch, webhooks, log } = await watched();
		await pass(watch, 10);
		for (let time = 0; time < 3; time++) {
			webhooks.all.clear();
			await pass(watch, 10);
		}
		expect(watch.failures).toHaveLength(1);
		expect(log.warn).toHaveBeenCalledTimes(3);
		await pass(watch, 10);
		webhooks.all.clear();
		await pass(watch, 10);
		expect(watch.failures).toHaveLength(2);
	});

	it('repairs without a report when that is switched off', async () => {
		const { watch, webhooks } = await watched({ options: { reportRepairs: false } });
		webhooks.all.clear();
		await pass(watch, 1);
		expect(webhooks.list).toHaveLength(1);
		expect(watch.failures).toEqual([]);
	});
});

describe('a webhook that Zoko lists and does not use', () => {
	it('is set again, then replaced, and told of', async () => {
		const { watch, webhooks, secret, log } = await watched({ events: ['messageDelivered'] });
		const { account } = await connect(watch.context);
		const send = () => ['a', 'b', 'c'].forEach((id) => rememberSent(account, `${now}-${id}`));
		nock(HOST)
			.get(/^\/v2\/message\//)
			.reply(200, {})
			.persist();
		await pass(watch, 10);
		webhooks.calls.length = 0;
		send();
		await pass(watch, 20);
		expect(webhooks.calls).toEqual(['GET', 'GET', 'PUT']);
		expect(watch.failures).toEqual([]);
		send();
		await pass(watch, 20);
		expect(webhooks.calls.slice(3)).toEqual(['GET', 'GET', 'POST', 'DELETE']);
		expect(webhooks.list).toMatchObject([{ id: 'w2', events: ['message:delivery:update'] }]);
		expect(webhooks.secret).toBe(secret);
		expect(watch.failures[0]?.message).toMatch(/told this workflow nothing/);
		expect(log.warn).toHaveBeenCalledTimes(2);
	});

	it('is left alone where no news about messages is wanted', async () => {
		const { watch, webhooks } = await watched({ events: ['messageReceived'] });
		const { account } = await connect(watch.context);
		for (const id of ['a', 'b', 'c']) rememberSent(account, `${now}-${id}`);
		await pass(watch, 30);
		expect(new Set(webhooks.calls)).toEqual(new Set(['GET']));
	});
});

describe('what it cannot repair', () => {
	it('a key that Zoko refuses: told once, until it is another thing', async () => {
		const { watch, webhooks } = await watched();
		nock.cleanAll();
		nock(HOST).get('/v2/webhook').reply(401, { message: 'bad key' }).persist();
		await pass(watch, 30);
		expect(watch.failures.map(({ message }) => message)).toEqual([
			expect.stringMatching(/refused the API key: bad key/),
		]);
		nock.cleanAll();
		const back = new Webhooks();
		await pass(watch, 10);
		expect(back.calls).toEqual(['GET', 'POST']);
		expect(back.secret).toBe(webhooks.secret);
		expect(watch.failures).toHaveLength(2);
	});

	it('a webhook that is gone after the key was changed: it asks to publish again', async () => {
		const { installed, watch, webhooks } = await watched();
		installed.pack.credentials.zokoApi!.apiKey = 'another-key';
		await pass(watch, 1);
		expect(watch.failures).toEqual([]);
		webhooks.all.clear();
		await pass(watch, 30);
		expect(webhooks.list).toEqual([]);
		expect(watch.failures).toMatchObject([
			{
				message: expect.stringMatching(/API key has changed/),
				description: expect.stringMatching(/publish/),
			},
		]);
	});

	it('a credential that is none, without harm to the workflow', async () => {
		const { installed, watch } = await watched();
		installed.pack.credentials.zokoApi!.baseUrl = 'zoko';
		await pass(watch, 2);
		expect(watch.failures.map(({ message }) => message)).toEqual([
			expect.stringMatching(/not a web address/),
		]);
	});

	it('leaves alone what was never registered', async () => {
		const webhooks = new Webhooks();
		const watch = await new Installed().watch();
		await pass(watch, 3);
		expect(webhooks.calls).toEqual([]);
	});
});

describe('a workflow that is unpublished during a check', () => {
	it('gets no webhook after Zoko has listed them', async () => {
		const { watch, webhooks } = await watched();
		nock.cleanAll();
		nock(HOST).get('/v2/webhook').delay(50).reply(200, []);
		now += MINUTE;
		const checked = ticked(watch);
		await watch.response.closeFunction?.();
		await checked;
		expect(nock.isDone()).toBe(true);
		expect(webhooks.calls).toEqual([]);
		expect(watch.failures).toEqual([]);
	});

	it('gets rid of one that was being made', async () => {
		const { watch } = await watched();
		nock.cleanAll();
		const zoko = nock(HOST).get('/v2/webhook').reply(200, []);
		zoko.delete('/v2/webhook/w7').reply(200, { status: '204' });
		zoko.post('/v2/webhook').reply(() => {
			void watch.response.closeFunction?.();
			return [200, { id: 'w7' }];
		});
		await pass(watch, 1);
		expect(zoko.isDone()).toBe(true);
	});
});

describe('where n8n lacks something', () => {
	it('goes on without a scheduler, and without failed executions', async () => {
		const { installed, watch, webhooks } = await watched();
		Object.assign(watch.context, { saveFailedExecution: undefined });
		webhooks.all.clear();
		await pass(watch, 1);
		expect(webhooks.list).toHaveLength(1);

		const { context } = await installed.watch();
		Object.assign(context.helpers, { registerCron: undefined });
		const response = await installed.trigger.trigger.call(context);
		expect(typeof response.closeFunction).toBe('function');
	});

	it('survives a scheduler that throws', async () => {
		const { installed, watch } = await watched();
		const registerCron = () => {
			throw new Error('no');
		};
		Object.assign(watch.context.helpers, { registerCron });
		await expect(installed.trigger.trigger.call(watch.context)).resolves.toBeDefined();
	});
});
