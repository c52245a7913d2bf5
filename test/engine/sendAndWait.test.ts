import type { INode } from 'n8n-workflow';
import nock from 'nock';
import { digestOfToken, readToken } from '../../nodes/Zoko/waiting/token';
import { HOST, Inbox, INSTANCE, items, jsonOf, runZoko, useNock, zokoPack } from '../harness';

useNock();

const ID = '6f1c2b9e-9a53-4f0e-8d51-0c5a4a1f7d11';
const TRIGGER = `${INSTANCE}/webhook/${ID}/${ID}/${'a'.repeat(32)}`;
const INCOMING = ['message:user:in'];
const QUESTION = {
	operation: 'sendAndWait',
	recipient: '+91 98765 43210',
	message: 'Confirm order A1001?',
	buttons: { button: [{ title: 'Confirm', payload: 'confirm' }, { title: 'Cancel' }] },
};
const GOES_ON: Partial<INode> = { onError: 'continueRegularOutput' };

/** What Zoko lists, as often as it is asked. */
function listed(...webhooks: Array<{ url: string; events?: string[] }>) {
	const rows = webhooks.map((webhook, index) => ({
		id: `w${index}`,
		events: INCOMING,
		...webhook,
	}));
	nock(HOST).persist().get('/v2/webhook').reply(200, rows);
}

function payloadsOf(inbox: Inbox, at = 0): string[] {
	const { interactiveButton } = inbox.bodies[at] as {
		interactiveButton: { buttons: Array<{ reply: { payload: string } }> };
	};
	return interactiveButton.buttons.map(({ reply }) => reply.payload);
}

it('sends, and waits with the item of a time-out in its place', async () => {
	listed({ url: TRIGGER });
	const inbox = new Inbox();
	const run = await runZoko(zokoPack(), QUESTION);
	expect(run.status).toBe('waiting');
	const inADay = Date.now() + 24 * 3_600_000;
	expect(Math.abs(Number(run.waitTill) - inADay)).toBeLessThan(60_000);
	const timedOut = {
		replied: false,
		timedOut: true,
		messageId: 'm1',
		phone: '+919876543210',
		waitedMs: 86_400_000,
	};
	const [entry] = run.data.executionData?.nodeExecutionStack ?? [];
	expect(entry?.data.main).toEqual([[{ json: timedOut, pairedItem: { item: 0 } }]]);

	const found = payloadsOf(inbox).map((payload) => readToken(payload));
	expect(found.map((each) => each?.payload)).toEqual(['confirm', 'Cancel']);
	const token = found[0]?.token;
	const context = run.data.executionData?.contextData['node:zoko'] ?? {};
	expect(JSON.parse(String(context.zokoWait))).toMatchObject({
		digest: digestOfToken({ wait: token?.wait ?? '', key: token?.key ?? '' }),
		messageId: 'm1',
	});
	expect(JSON.stringify(run.data.resultData)).not.toContain('~zk1');
});

it('does not ask again when n8n could not put the run to sleep and tries once more', async () => {
	listed({ url: TRIGGER });
	const inbox = new Inbox();
	const setExecutionStatus = jest.fn().mockImplementationOnce(() => {
		throw new Error('The database is locked');
	});
	const again = { retryOnFail: true, maxTries: 2, waitBetweenTries: 0 };
	const run = await runZoko(zokoPack(), QUESTION, items({}), again, {
		additional: { setExecutionStatus },
	});
	expect(setExecutionStatus).toHaveBeenCalledTimes(2);
	expect(run.status).toBe('waiting');
	expect(inbox.bodies).toHaveLength(1);
});

it('without a limit it waits for ever', async () => {
	listed({ url: TRIGGER });
	new Inbox();
	const run = await runZoko(zokoPack(), { ...QUESTION, timeLimit: 0 });
	expect(run.waitTill?.getFullYear()).toBe(3000);
});

it.each([
	['nothing is registered', []],
	['it hears no incoming messages', [{ url: TRIGGER, events: ['message:delivery:update'] }]],
	[
		'it is there while somebody listens for a test event',
		[{ url: TRIGGER.replace('/webhook/', '/webhook-test/') }],
	],
	['it belongs to another n8n', [{ url: TRIGGER.replace('n8n.example.com', 'n8n.example.org') }]],
	['it is no trigger', [{ url: `${INSTANCE}/webhook/orders` }]],
])('sends nothing when nobody would hear the answer: %s', async (_name, webhooks) => {
	listed(...webhooks);
	const inbox = new Inbox();
	const run = await runZoko(zokoPack(), QUESTION);
	expect(run.data.resultData.error?.message).toBe(
		'No published Zoko Trigger of this n8n hears the answer',
	);
	expect(run.data.resultData.error?.description).toMatch(/If it is there already, .+unpublish/);
	expect(inbox.bodies).toEqual([]);
});

it('sends nothing when Zoko cannot say who listens', async () => {
	nock(HOST).persist().get('/v2/webhook').reply(401, { message: 'no' });
	const inbox = new Inbox();
	const run = await runZoko(zokoPack(), QUESTION, undefined, GOES_ON);
	expect(jsonOf(run, 'zoko')).toMatchObject([{ category: 'authentication' }]);
	expect(inbox.bodies).toEqual([]);
});

it.each([
	['minutes', 90, 5_400_000],
	['days', 2, 172_800_000],
])('waits so many %s', async (timeLimitUnit, timeLimit, milliseconds) => {
	listed({ url: TRIGGER });
	new Inbox();
	const run = await runZoko(zokoPack(), { ...QUESTION, timeLimit, timeLimitUnit });
	const left = Number(run.waitTill) - Date.now();
	expect(Math.abs(left - milliseconds)).toBeLessThan(60_000);
});

it.each([
	[{ timeLimitUnit: 'weeks' }, /^'Limit Wait Time Unit' is weeks/],
	[{ timeLimit: -1 }, /^'Limit Wait Time' is -1/],
	[{ timeLimit: 400, timeLimitUnit: 'days' }, /^'Limit Wait Time' is 400/],
])('refuses %j before anything is sent', async (changes, expected) => {
	listed({ url: TRIGGER });
	const inbox = new Inbox();
	const run = await runZoko(zokoPack(), { ...QUESTION, ...changes }, items({}), GOES_ON);
	expect(jsonOf(run, 'zoko')[0]?.error).toMatch(expected);
	expect(inbox.bodies).toEqual([]);
});

it('refuses several items before anything is sent, with the two ways out', async () => {
	const inbox = new Inbox();
	const run = await runZoko(zokoPack(), QUESTION, items({}, {}), GOES_ON);
	const json = jsonOf(run, 'zoko');
	expect(json).toHaveLength(2);
	expect(json[0]?.error).toContain('2 items came in');
	expect(json[0]?.advice).toContain('Loop Over Items');
	expect(json[0]?.advice).toContain('Execute Sub-workflow');
	expect(inbox.bodies).toEqual([]);
});

it.each([
	['buttons', 185, (payload: string) => ({ buttons: { button: [{ title: 'Yes', payload }] } })],
	[
		'rows',
		129,
		(payload: string) => ({
			messageType: 'interactiveList',
			listTitle: 'Choose',
			sections: { section: [{ title: 'A', rows: { row: [{ title: 'B', payload }] } }] },
		}),
	],
])('a payload of %s has %d characters, and no more', async (_name, left, parameters) => {
	listed({ url: TRIGGER });
	new Inbox();
	const fits = await runZoko(zokoPack(), { ...QUESTION, ...parameters('😀'.repeat(left)) });
	expect(fits.status).toBe('waiting');
	for (const size of [left + 1, 300]) {
		const over = await runZoko(zokoPack(), { ...QUESTION, ...parameters('x'.repeat(size)) });
		expect(over.data.resultData.error?.message).toContain(`${left} are left`);
	}
});

it('a dry run shows the message without what finds the run, and does not wait', async () => {
	const run = await runZoko(zokoPack(), { ...QUESTION, options: { dryRun: true } });
	expect(run.status).toBe('success');
	expect(jsonOf(run, 'zoko')).toMatchObject([{ status: 'dryRun' }]);
	expect(JSON.stringify(run.data)).not.toContain('~zk1');
});

it('a failed send is an error item, and the run does not wait', async () => {
	listed({ url: TRIGGER });
	const inbox = new Inbox();
	inbox.answers.push({
		status: 400,
		body: { status: 400, type: 'validation_error', message: 'no' },
	});
	const run = await runZoko(zokoPack(), QUESTION, undefined, GOES_ON);
	expect(run.status).toBe('success');
	expect(jsonOf(run, 'zoko')).toMatchObject([{ category: 'rejected' }]);
});

it('a refusal that quotes the payload shows nothing of what finds the run', async () => {
	listed({ url: TRIGGER });
	const inbox = new Inbox();
	const { shift } = inbox.answers;
	inbox.answers.shift = () => ({
		status: 400,
		body: { status: 400, type: 'validation_error', message: `too long: ${payloadsOf(inbox)[0]}` },
	});
	const run = await runZoko(zokoPack(), QUESTION);
	inbox.answers.shift = shift;
	expect(run.data.resultData.error?.message).toContain('too long: confirm');
	expect(JSON.stringify(run.data.resultData)).not.toContain('~zk1');
});

it('is sent once under Retry On Fail, and another try asks with the same payloads', async () => {
	listed({ url: TRIGGER });
	const inbox = new Inbox();
	inbox.answers.push({ status: 429, body: { status: 429, type: 'api_error', message: 'busy' } });
	const parameters = { ...QUESTION, options: { maxRetries: 0 } };
	const retry = { retryOnFail: true, maxTries: 2, waitBetweenTries: 1 };
	const run = await runZoko(zokoPack(), parameters, undefined, retry);
	expect(run.status).toBe('waiting');
	expect(inbox.bodies).toHaveLength(2);
	expect(payloadsOf(inbox, 1)).toEqual(payloadsOf(inbox, 0));
});

it('whom it may not write to is asked nothing', async () => {
	const inbox = new Inbox();
	const run = await runZoko(zokoPack(), { ...QUESTION, options: { allowedRecipients: '+44*' } });
	expect(run.status).toBe('error');
	expect(inbox.bodies).toEqual([]);
});
