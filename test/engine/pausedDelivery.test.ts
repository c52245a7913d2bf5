import type { INode } from 'n8n-workflow';
import nock from 'nock';
import { GRACE } from '../../nodes/Zoko/waiting/notes';
import { digestOfToken, readToken } from '../../nodes/Zoko/waiting/token';
import { HOST, INSTANCE, items, jsonOf, runZoko, useNock, zokoPack } from '../harness';

useNock();

const ID = '6f1c2b9e-9a53-4f0e-8d51-0c5a4a1f7d11';
const PATH = `/webhook/${ID}/${ID}/${'a'.repeat(32)}`;
const MESSAGE = '5b0f3c1e-0c3a-4b52-9d2a-1f6f0f1d0a01';
const PAUSE = {
	operation: 'waitForDelivery',
	messageId: MESSAGE,
	whileWaiting: 'pause',
	timeLimit: 2,
	timeLimitUnit: 'days',
};
const GOES_ON: Partial<INode> = { onError: 'continueRegularOutput' };

/** What Zoko lists. */
function listed(...webhooks: Array<{ url: string; events?: string[] }>) {
	const rows = webhooks.map((webhook, index) => ({
		id: `w${index}`,
		events: ['message:delivery:update'],
		...webhook,
	}));
	return nock(HOST).persist().get('/v2/webhook').reply(200, rows);
}

/** What Zoko says of the message, one status for each look and the last one for ever. */
function statuses(...all: string[]) {
	const looks: string[] = [];
	nock(HOST)
		.persist()
		.get(`/v2/message/${MESSAGE}`)
		.reply(() => {
			const deliveryStatus = all[Math.min(looks.length, all.length - 1)] ?? '';
			looks.push(deliveryStatus);
			return [200, { direction: 'FROM_STORE', deliveryStatus }];
		});
	nock(HOST)
		.persist()
		.get(`/v2/message/${MESSAGE}/history`)
		.reply(() => [200, { history: looks.map((state) => ({ state })) }]);
	return looks;
}

/** A trigger that takes notes. @param answers to the first requests; then the note is kept */
function trigger(...answers: object[]) {
	const notes: Array<Record<string, unknown>> = [];
	nock(INSTANCE)
		.persist()
		.post(PATH)
		.reply((_uri, body) => {
			const { note } = body as { note: string };
			notes.push(JSON.parse(note) as Record<string, unknown>);
			return [200, JSON.stringify(answers.shift() ?? { noted: true, kept: true })];
		});
	return notes;
}

it('leaves a note, looks again, and pauses with what n8n passes on when the time is up', async () => {
	listed({ url: INSTANCE + PATH });
	const looks = statuses('sent');
	const notes = trigger({ noted: true, kept: false });
	const before = Date.now();
	const run = await runZoko(zokoPack(), PAUSE);
	expect(run.status).toBe('waiting');
	expect(looks).toHaveLength(2);

	expect(notes).toHaveLength(2);
	expect(notes[1]).toEqual(notes[0]);
	const { token: written, goal, until, message } = notes[0] ?? {};
	const limit = 2 * 86_400_000;
	expect([goal, message]).toEqual(['delivered', expect.not.stringContaining(MESSAGE)]);
	expect(Number(until)).toBeGreaterThanOrEqual(before + limit);
	expect(Number(until)).toBeLessThanOrEqual(Date.now() + limit);
	expect(Number(run.waitTill)).toBe(Number(until) + GRACE);

	const [entry] = run.data.executionData?.nodeExecutionStack ?? [];
	const json = {
		messageId: MESSAGE,
		status: 'sent',
		delivered: false,
		read: false,
		timedOut: true,
		waitedMs: limit + GRACE,
		history: [],
		notices: [expect.stringContaining('n8n has ended this wait by itself')],
	};
	expect(entry?.data.main).toEqual([[{ json, pairedItem: { item: 0 } }]]);

	const token = readToken(String(written))?.token;
	const context = run.data.executionData?.contextData['node:zoko'] ?? {};
	expect(JSON.parse(String(context.zokoWait))).toMatchObject({
		digest: digestOfToken({ wait: token?.wait ?? '', key: token?.key ?? '' }),
		messageId: MESSAGE,
		goal: 'delivered',
	});
	expect(JSON.stringify(run.data.resultData)).not.toContain('~zk1');
});

it.each([
	['delivered', {}, { delivered: true, read: false }],
	['seen', { waitUntil: 'read' }, { delivered: true, read: true }],
	['failed', { waitUntil: 'read' }, { delivered: false, read: false }],
])('already %s: goes on at once, and needs no trigger', async (status, more, expected) => {
	statuses(status);
	const run = await runZoko(zokoPack(), { ...PAUSE, ...more });
	expect(run.status).toBe('success');
	expect(jsonOf(run, 'zoko')).toMatchObject([{ ...expected, timedOut: false }]);
});

it('what comes before the note is seen by the look after it', async () => {
	listed({ url: INSTANCE + PATH });
	statuses('sent', 'delivered');
	const notes = trigger();
	const run = await runZoko(zokoPack(), PAUSE);
	expect(run.status).toBe('success');
	expect(notes).toHaveLength(1);
	expect(jsonOf(run, 'zoko')).toMatchObject([{ delivered: true, timedOut: false }]);
});

it.each([
	['nothing is registered', []],
	['it hears of nothing but messages', [{ url: INSTANCE + PATH, events: ['message:user:in'] }]],
	['it belongs to another n8n', [{ url: `https://n8n.example.org${PATH}` }]],
])('does not pause when nobody would end it: %s', async (_name, webhooks) => {
	listed(...webhooks);
	statuses('sent');
	const run = await runZoko(zokoPack(), PAUSE);
	expect(run.status).toBe('error');
	expect(run.data.resultData.error).toMatchObject({
		message: expect.stringContaining('No published Zoko Trigger of this n8n hears of deliveries'),
		description: expect.stringContaining("'Message Failed'"),
	});
});

it('does not pause when the trigger does not take the note', async () => {
	listed({ url: INSTANCE + PATH });
	statuses('sent');
	trigger({ noted: false, message: 'too many runs are waiting at the same time' });
	const run = await runZoko(zokoPack(), PAUSE, undefined, GOES_ON);
	expect(run.status).toBe('success');
	const [json] = jsonOf(run, 'zoko');
	expect(json?.error).toContain('too many runs are waiting at the same time');
	expect(json?.category).toBe('invalid_input');
});

it('one trigger that keeps the note is enough', async () => {
	listed({ url: INSTANCE + PATH.replace(/a/g, 'b') }, { url: INSTANCE + PATH });
	nock(INSTANCE).persist().post(PATH.replace(/a/g, 'b')).reply(404, { message: 'not registered' });
	statuses('sent');
	trigger();
	expect((await runZoko(zokoPack(), PAUSE)).status).toBe('waiting');
});

it('does not pause when n8n does not reach itself', async () => {
	listed({ url: INSTANCE + PATH });
	statuses('sent');
	nock(INSTANCE).persist().post(PATH).reply(502, '<html>Bad gateway</html>');
	const run = await runZoko(zokoPack(), PAUSE, undefined, GOES_ON);
	expect(jsonOf(run, 'zoko')).toMatchObject([
		{
			category: 'unreachable',
			error: expect.stringContaining('cannot reach its own Zoko Trigger'),
		},
	]);
}, 60_000);

it('refuses several items, with the ways out', async () => {
	const run = await runZoko(zokoPack(), PAUSE, items({}, {}), GOES_ON);
	const json = jsonOf(run, 'zoko');
	expect(json).toHaveLength(2);
	expect(json[0]?.error).toContain('2 items came in');
	expect(json[0]?.advice).toContain('Execute Sub-workflow');
	expect(json[0]?.advice).toContain('Keep the Run Open');
});

it.each([
	['pause', 'hours'],
	['keepOpen', 'seconds'],
])("proposes for '%s' a limit in %s", async (whileWaiting, unit) => {
	const wait = { operation: 'waitForDelivery', messageId: MESSAGE, whileWaiting };
	const run = await runZoko(zokoPack(), { ...wait, timeLimit: 9999 });
	expect(run.data.resultData.error?.message).toMatch(`'Time Limit' is 9999 ${unit}`);
});

it.each([
	[{ timeLimit: 0 }, /^'Time Limit' is 0/],
	[{ timeLimit: 400 }, /^'Time Limit' is 400/],
	[{ whileWaiting: 'sleep' }, /^'While Waiting' is sleep/],
	[{ whileWaiting: 'keepOpen', timeLimit: 1 }, /^'Time Limit' is 1/],
])('refuses %j', async (more, expected) => {
	const run = await runZoko(zokoPack(), { ...PAUSE, ...more }, undefined, GOES_ON);
	expect(jsonOf(run, 'zoko')[0]?.error).toMatch(expected);
});
