import type { INodeParameters, IRun } from 'n8n-workflow';
import nock from 'nock';
import {
	HOST,
	Inbox,
	items,
	jsonOf,
	refusal,
	runZoko,
	UNAVAILABLE,
	useNock,
	zokoPack,
} from '../harness';

/** After an error the first question is whether the message went out. */

useNock();

const TEXT: INodeParameters = { recipient: '={{ $json.to }}', text: 'Hi' };
const ONE = items({ to: '+91 98765 43210' });
const TWO = items({ to: '+91 98765 43210' }, { to: '+91 98765 43211' });
const GO_ON = { onError: 'continueRegularOutput' } as const;
const RETRY = { retryOnFail: true, maxTries: 2, waitBetweenTries: 1 } as const;
const ASK = { operation: 'sendAndWait', recipient: '+91 98765 43210', message: 'Confirm?' };
const FIRST = { options: { maxInFlight: 1, maxRetries: 0 } };

const WHOLE = / Nothing was sent\.$/;
const PART = / This message was not sent\.$/;

const descriptionOf = (run: IRun) => String(run.data.resultData.error?.description);
const adviceOf = (run: IRun, at = 0) => String(jsonOf(run, 'zoko')[at]?.advice);

describe('nothing was sent, and the error says so', () => {
	it.each<[string, INodeParameters]>([
		['an empty text', { text: '={{ $json.none }}' }],
		['a number without a country', { recipient: '12345' }],
		['a country that does not exist', { options: { country: 'India' } }],
		['a number that is not allowed', { options: { allowedRecipients: '+44*' } }],
		['a key with nothing in it', { options: { deduplicationKey: '={{ $json.order }}' } }],
		['an expression that throws', { text: '={{ $json.a.b.c() }}' }],
		['an object in a text', { text: '={{ $json }}' }],
		['a file that is not there', { operation: 'sendImage', mediaSource: 'binary' }],
		['no template', { operation: 'sendTemplate', template: '={{ $json.none }}' }],
		['no button', { operation: 'sendInteractiveButtons', body: 'Yes?' }],
		['a question without buttons', { ...ASK, buttons: {} }],
	])('%s', async (_name, parameters) => {
		const inbox = new Inbox();
		const all = { ...TEXT, ...parameters };
		expect(descriptionOf(await runZoko(zokoPack(), all, ONE))).toMatch(WHOLE);
		expect(adviceOf(await runZoko(zokoPack(), all, ONE, GO_ON))).toMatch(WHOLE);
		expect(inbox.bodies).toEqual([]);
	});

	it.each<[string, Record<string, string>]>([
		['an address that is none', { baseUrl: 'zoko' }],
		['a key that no header holds', { apiKey: 'schlüssel' }],
		['nobody at the address', { baseUrl: 'http://127.0.0.1:9/v2' }],
	])('%s', async (_name, secrets) => {
		nock.enableNetConnect('127.0.0.1');
		const all = { ...TEXT, ...FIRST };
		expect(descriptionOf(await runZoko(zokoPack(secrets), all, ONE))).toMatch(WHOLE);
		expect(adviceOf(await runZoko(zokoPack(secrets), all, ONE, GO_ON))).toMatch(WHOLE);
	});

	it.each([400, 401, 403, 404, 409, 422, 429])('Zoko refuses with %i', async (status) => {
		const inbox = new Inbox();
		inbox.answers.push(...[1, 2].map(() => ({ status, body: refusal(status, 'no') })));
		const all = { ...TEXT, ...FIRST };
		expect(descriptionOf(await runZoko(zokoPack(), all, ONE))).toMatch(WHOLE);
		expect(adviceOf(await runZoko(zokoPack(), all, ONE, GO_ON))).toMatch(WHOLE);
	});

	it('Zoko is unavailable', async () => {
		const inbox = new Inbox();
		inbox.answers.push(UNAVAILABLE);
		expect(descriptionOf(await runZoko(zokoPack(), { ...TEXT, ...FIRST }, ONE))).toMatch(WHOLE);
	});

	it.each<[string, number, object]>([
		['nobody hears the answer', 200, []],
		['Zoko does not say who hears it', 401, refusal(401, 'no')],
	])('%s', async (_name, status, answer) => {
		nock(HOST).persist().get('/v2/webhook').reply(status, answer);
		const parameters = { ...ASK, buttons: { button: [{ title: 'Yes' }] } };
		expect(descriptionOf(await runZoko(zokoPack(), parameters, ONE))).toMatch(WHOLE);
	});

	it('a question for several customers', async () => {
		const run = await runZoko(zokoPack(), ASK, TWO, GO_ON);
		expect(adviceOf(run, 0)).toMatch(WHOLE);
		expect(adviceOf(run, 1)).toMatch(WHOLE);
	});

	it('several items that are wrong', async () => {
		const inbox = new Inbox();
		const run = await runZoko(zokoPack(), { ...TEXT, text: '={{ $json.none }}' }, TWO);
		expect(descriptionOf(run)).toMatch(WHOLE);
		expect(inbox.bodies).toEqual([]);
	});

	it('one of several items that is wrong', async () => {
		const inbox = new Inbox();
		const input = items({ to: '+91 98765 43210' }, { to: 'nobody' });
		expect(descriptionOf(await runZoko(zokoPack(), TEXT, input))).toMatch(WHOLE);
		expect(inbox.bodies).toEqual([]);
	});
});

describe('of several messages others go out', () => {
	it.each([
		['the check', items({ to: '+91 98765 43210' }, { to: 'nobody' }), []],
		[
			'Zoko',
			TWO,
			[
				{ status: 200, body: { messageId: 'm' } },
				{ status: 400, body: {} },
			],
		],
	])('one that %s refuses speaks of itself alone', async (_name, input, answers) => {
		const inbox = new Inbox();
		inbox.answers.push(...answers);
		const run = await runZoko(zokoPack(), { ...TEXT, ...FIRST }, input, GO_ON);
		expect(jsonOf(run, 'zoko')[0]?.status).toBe('accepted');
		expect(adviceOf(run, 1)).toMatch(PART);
		expect(adviceOf(run, 1)).not.toContain('Nothing');
	});

	it('an error that ends the node says how many', async () => {
		const inbox = new Inbox();
		inbox.answers.push({ status: 200, body: { messageId: 'm' } }, { status: 400, body: {} });
		const description = descriptionOf(await runZoko(zokoPack(), { ...TEXT, ...FIRST }, TWO));
		expect(description).toContain('1 of 2 messages went out');
		expect(description).not.toContain('Nothing was sent');
	});
});

describe('nobody knows, and the error does not say that nothing was sent', () => {
	it.each<[number, object | string]>([
		[500, ''],
		[502, '<html>Bad Gateway</html>'],
		[504, ''],
		[302, ''],
		[200, {}],
		[200, refusal(400, 'template is wrong')],
		[503, '<html>busy</html>'],
	])('%i with %j', async (status, body) => {
		const inbox = new Inbox();
		inbox.answers.push({ status, body }, { status, body });
		const all = { ...TEXT, ...FIRST };
		const told = [
			descriptionOf(await runZoko(zokoPack(), all, ONE)),
			adviceOf(await runZoko(zokoPack(), all, ONE, GO_ON)),
		];
		expect(inbox.bodies).toHaveLength(2);
		for (const text of told) expect(text).not.toMatch(/not sent|nothing was sent/i);
	});

	it('an earlier try has sent some of them', async () => {
		const inbox = new Inbox();
		inbox.answers.push({ status: 200, body: { messageId: 'm' } }, { status: 400, body: {} });
		// The second try finds the text of the second item empty.
		let tries = 0;
		const [first, second] = TWO;
		const json = {
			...second?.json,
			get text() {
				return tries++ === 0 ? 'Hi' : '';
			},
		};
		const input = [{ json: { ...first?.json, text: 'Hi' } }, { json }];
		const parameters = { ...TEXT, ...FIRST, text: '={{ $json.text }}' };
		const run = await runZoko(zokoPack(), parameters, input, RETRY);
		expect(run.data.resultData.error?.message).toContain("'Text' is empty");
		expect(descriptionOf(run)).not.toContain('Nothing was sent');
	});
});

it('what sends nothing does not speak of it', async () => {
	nock(HOST).get('/v2/message/m1').reply(404, refusal(404, 'not found'));
	const run = await runZoko(zokoPack(), { operation: 'get', messageId: 'm1' });
	expect(descriptionOf(run)).not.toContain('sent');
});
