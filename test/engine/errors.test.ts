import type { IRun } from 'n8n-workflow';
import nock from 'nock';
import {
	HOST,
	Inbox,
	items,
	itemsOf,
	keyOf,
	outputsOf,
	refusal,
	UNAVAILABLE,
	runZoko,
	useNock,
	zokoPack,
} from '../harness';

useNock();

/** Of a request, or of a message. */
const ID = '6f1c2b9e-9a53-4f0e-8d51-0c5a4a1f7d11';

const TEXT = { recipient: '={{ $json.to }}', text: '={{ $json.text }}' };
const to = (...last: string[]) =>
	items(...last.map((digits) => ({ to: `+91 98765 432${digits}`, text: `to ${digits}` })));
const GO_ON = { onError: 'continueRegularOutput' } as const;
const BRANCH = { onError: 'continueErrorOutput' } as const;

function errorOf(run: IRun) {
	const error = run.data.resultData.error;
	if (!error) throw new Error('The run had no error');
	return error as unknown as {
		name: string;
		message: string;
		description: string;
		httpCode: string | null;
		context: { itemIndex?: number };
	};
}

describe("Zoko's answers", () => {
	it.each<[number, nock.Body, string, boolean, RegExp]>([
		[400, refusal(400, 'recipient is not valid'), 'rejected', false, /recipient is not valid/],
		[401, refusal(401, 'no such key'), 'authentication', false, /refused the API key/],
		[403, '', 'authentication', false, /refused the API key/],
		[404, '<html>no</html>', 'not_found', false, /no Zoko API at this address/],
		[
			409,
			refusal(409, 'New customer - please use template message'),
			'window_closed',
			false,
			/24-hour window .*New customer - please use template message/,
		],
		[500, '', 'ambiguous', false, /not known whether the message was sent/],
		[502, '<html>Bad Gateway</html>', 'ambiguous', false, /server fault \(502\)/],
		[504, '', 'ambiguous', false, /not known/],
		[302, '', 'ambiguous', false, /redirect/],
		[200, {}, 'ambiguous', false, /instead of a message ID/],
		[200, '<html>hi</html>', 'ambiguous', false, /a web page/],
		[200, refusal(400, 'template is wrong'), 'ambiguous', false, /template is wrong/],
		[200, { id: ID, status: 400, message: 'no such template' }, 'ambiguous', false, /no such/],
		[200, { id: ID, status: '429' }, 'ambiguous', false, /instead of a message ID/],
		[200, { id: ID, error: 'no such template' }, 'ambiguous', false, /no such template/],
		[200, { id: ID, errors: ['no'] }, 'ambiguous', false, /instead of a message ID/],
		[200, { id: ID, success: false }, 'ambiguous', false, /instead of a message ID/],
	])('%i with %j: one request, %s', async (status, body, category, retryable, message) => {
		const inbox = new Inbox();
		inbox.answers.push({ status, body, headers: { location: `${HOST}/v2/elsewhere` } });
		const run = await runZoko(zokoPack(), TEXT, to('10'), GO_ON);
		expect(inbox.bodies).toHaveLength(1);
		const [item] = itemsOf(run, 'zoko');
		expect(item?.json).toMatchObject({ category, retryable, httpStatus: status });
		expect(item?.json.error).toMatch(message);
		expect(item?.json.advice).toMatch(/\.$/);
		expect(item?.pairedItem).toEqual({ item: 0 });
	});

	it.each([{ status: 429 }, UNAVAILABLE])(
		'%j: nothing was taken, so it is tried again',
		async (answer) => {
			const inbox = new Inbox();
			inbox.answers.push(answer, answer);
			const run = await runZoko(zokoPack(), TEXT, to('10'));
			expect(run.status).toBe('success');
			expect(inbox.bodies).toHaveLength(3);
			expect(itemsOf(run, 'zoko')[0]?.json.messageId).toBe('m3');
		},
	);

	it('a refused connection is tried again', async () => {
		const refused = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
		nock(HOST).post('/v2/message').replyWithError(refused);
		nock(HOST).post('/v2/message').reply(200, { messageId: 'm1' });
		const run = await runZoko(zokoPack(), TEXT, to('10'));
		expect(itemsOf(run, 'zoko')[0]?.json.messageId).toBe('m1');
	});

	it('a connection that breaks is not', async () => {
		const reset = Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' });
		nock(HOST).post('/v2/message').replyWithError(reset);
		const inbox = new Inbox();
		const run = await runZoko(zokoPack(), TEXT, to('10'), GO_ON);
		expect(inbox.bodies).toHaveLength(0);
		expect(itemsOf(run, 'zoko')[0]?.json).toMatchObject({ category: 'ambiguous' });
	});

	it('silence beyond the timeout leaves the message in doubt', async () => {
		nock(HOST).post('/v2/message').delay(4000).reply(200, { messageId: 'm1' });
		const options = { options: { timeout: 1000 } };
		const run = await runZoko(zokoPack(), { ...TEXT, ...options }, to('10'), GO_ON);
		const [item] = itemsOf(run, 'zoko');
		expect(item?.json).toMatchObject({ category: 'ambiguous', retryable: false });
		expect(item?.json.error).toContain('did not answer in time');
	});

	it('the closed window leads to the templates', async () => {
		const inbox = new Inbox();
		inbox.answers.push({ status: 409, body: refusal(409, 'please use template message') });
		const error = errorOf(await runZoko(zokoPack(), TEXT, to('10')));
		expect(error).toMatchObject({ name: 'NodeApiError', httpCode: '409' });
		expect(error.message).toContain('24-hour window');
		expect(error.description).toContain("'Send Template'");
	});
});

describe('which item', () => {
	it('the error of a request names its item', async () => {
		const inbox = new Inbox();
		const options = { options: { maxInFlight: 1 } };
		inbox.answers.push({ status: 200, body: { messageId: 'm1' } }, { status: 401, body: {} });
		const error = errorOf(await runZoko(zokoPack(), { ...TEXT, ...options }, to('10', '11', '12')));
		expect(error).toMatchObject({
			name: 'NodeApiError',
			httpCode: '401',
			context: { itemIndex: 1 },
		});
		expect(error.message).toContain('[item 1]');
		expect(error.description).toContain('1 of 3 messages went out');
		expect(inbox.bodies).toHaveLength(2);
	});

	it('a wrong item stops the node before anything is sent', async () => {
		const inbox = new Inbox();
		const input = [...to('10', '11'), ...items({ to: '+91 98765 43212' })];
		const error = errorOf(await runZoko(zokoPack(), TEXT, input));
		expect(error).toMatchObject({ name: 'NodeOperationError', context: { itemIndex: 2 } });
		expect(error.message).toBe("'Text' is empty [item 2]");
		expect(inbox.bodies).toEqual([]);
	});

	it('several wrong items are listed', async () => {
		const inbox = new Inbox();
		const input = items(
			...Array.from({ length: 9 }, (_, index) => (index === 4 ? (to('10')[0]?.json ?? {}) : {})),
		);
		const error = errorOf(await runZoko(zokoPack(), TEXT, input));
		expect(error.message).toMatch(/^8 of 9 items cannot be sent\. The first: .*\[item 0\]$/);
		expect(error.description).toContain('Item 5: ');
		expect(error.description).toContain('And 3 more.');
		expect(error.context.itemIndex).toBe(0);
		expect(inbox.bodies).toEqual([]);
	});
});

describe('going on after errors', () => {
	const mixed = () => [...to('10'), ...items({ to: 'nobody', text: 'x' }), ...to('12', '13')];

	it('regular output: one paired item per input item, in order', async () => {
		const inbox = new Inbox();
		const answer = { status: 400, body: refusal(400, 'no') };
		inbox.answers.push({ status: 200, body: { messageId: 'm1' } }, answer);
		const options = { options: { maxInFlight: 1 } };
		const run = await runZoko(zokoPack(), { ...TEXT, ...options }, mixed(), GO_ON);
		expect(run.status).toBe('success');
		const found = itemsOf(run, 'zoko');
		expect(found.map(({ pairedItem }) => pairedItem)).toEqual(
			[0, 1, 2, 3].map((item) => ({ item })),
		);
		expect(found.map(({ json }) => json.messageId ?? json.category)).toEqual([
			'm1',
			'invalid_input',
			'rejected',
			'm3',
		]);
		expect(inbox.recipients).toEqual(['919876543210', '919876543212', '919876543213']);
	});

	it('an item that fails its checks says what to do, without a status', async () => {
		const run = await runZoko(zokoPack(), TEXT, items({ to: 'nobody', text: 'x' }), GO_ON);
		expect(itemsOf(run, 'zoko')[0]?.json).toEqual({
			error: "'Recipient' nobody contains 'nobody', which is not part of one phone number",
			category: 'invalid_input',
			retryable: false,
			advice: 'Give one number, without extension, name or second number. Nothing was sent.',
		});
	});

	it('error output: failed items leave by it, paired, with what they came with', async () => {
		new Inbox();
		const run = await runZoko(zokoPack(), TEXT, mixed(), BRANCH);
		const [sent = [], failed = []] = outputsOf(run, 'zoko');
		expect(sent.map(({ pairedItem }) => pairedItem)).toEqual([
			{ item: 0 },
			{ item: 2 },
			{ item: 3 },
		]);
		expect(failed).toHaveLength(1);
		expect(failed[0]?.pairedItem).toEqual({ item: 1 });
		expect(failed[0]?.json).toMatchObject({ category: 'invalid_input' });
	});

	it('error output: an answer of Zoko leaves by it, too', async () => {
		const inbox = new Inbox();
		inbox.answers.push({ status: 409, body: refusal(409, 'use template') });
		const run = await runZoko(zokoPack(), TEXT, to('10'), BRANCH);
		expect(outputsOf(run, 'zoko').map((branch) => branch.length)).toEqual([0, 1]);
		expect(outputsOf(run, 'zoko')[1]?.[0]?.json).toMatchObject({ category: 'window_closed' });
	});

	it('a wrong base URL is told, too', async () => {
		const run = await runZoko(zokoPack({ baseUrl: 'zoko' }), TEXT, to('10'));
		expect(errorOf(run).message).toContain(
			"'Base URL' of the Zoko credential is not a web address",
		);
	});
});

describe('inputs that are odd', () => {
	it.each([
		['the recipient', { to: undefined, text: 'x' }, /'Recipient' is empty/],
		['the text', { to: '+919876543210' }, /'Text' is empty/],
		['a null', { to: null, text: 'x' }, /'Recipient' is empty/],
		['an object', { to: { phone: 1 }, text: 'x' }, /'Recipient' holds a list or an object/],
		['a list as text', { to: '+919876543210', text: ['x'] }, /'Text' holds a list/],
	])('%s', async (_name, json, message) => {
		const inbox = new Inbox();
		expect(errorOf(await runZoko(zokoPack(), TEXT, items(json))).message).toMatch(message);
		expect(inbox.bodies).toEqual([]);
	});

	it('an expression that throws belongs to its item', async () => {
		new Inbox();
		const broken = { ...TEXT, text: '={{ $json.lines.join(", ") }}' };
		const input = items({ to: '+919876543210', lines: ['a'] }, { to: '+919876543211' });
		const run = await runZoko(zokoPack(), broken, input, GO_ON);
		const [good, bad] = itemsOf(run, 'zoko');
		expect(good?.json.messageId).toBe('m1');
		expect(bad?.json.category).toBe('invalid_input');
		expect(bad?.pairedItem).toEqual({ item: 1 });
	});

	it('no items, no requests, no error', async () => {
		const inbox = new Inbox();
		const run = await runZoko(zokoPack(), TEXT, []);
		expect(run.data.resultData.error).toBeUndefined();
		expect(itemsOf(run, 'zoko')).toEqual([]);
		expect(inbox.bodies).toEqual([]);
	});

	it('an operation of a later version is named', async () => {
		const run = await runZoko(zokoPack(), { ...TEXT, operation: 'sendHologram' }, to('10'));
		expect(run.status).toBe('error');
	});
});

describe('the API key', () => {
	it('is in nothing that an execution keeps, whatever the server says', async () => {
		for (const status of [200, 302, 400, 401, 404, 409, 429, 500, 503]) {
			const pack = zokoPack();
			const key = keyOf(pack);
			const inbox = new Inbox();
			const body = refusal(status, `what about ${key} and template ${key}?`);
			for (let tries = 0; tries < 8; tries++) {
				inbox.answers.push({ status, body, headers: { 'x-echo': key, 'retry-after': '0' } });
			}
			for (const extra of [{}, GO_ON, BRANCH]) {
				const run = await runZoko(pack, TEXT, to('10', '11'), extra);
				expect(inbox.keys.every((sent) => sent === key)).toBe(true);
				expect(JSON.stringify(run)).not.toContain(key);
				const { error } = run.data.resultData;
				if (error) expect(`${error.stack} ${JSON.stringify(error.cause ?? '')}`).not.toContain(key);
			}
			nock.cleanAll();
		}
	});

	it('is not shown when the connection breaks', async () => {
		const pack = zokoPack();
		nock(HOST)
			.post('/v2/message')
			.replyWithError(new Error(`broken ${keyOf(pack)}`));
		const run = await runZoko(pack, TEXT, to('10'));
		expect(JSON.stringify(run)).not.toContain(keyOf(pack));
	});
});
