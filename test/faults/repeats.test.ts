import { sleep, type INode, type INodeParameters } from 'n8n-workflow';
import {
	Agent,
	Inbox,
	items,
	jsonOf,
	UNAVAILABLE,
	runZoko,
	useDeduplication,
	useNock,
	zokoNode,
	zokoPack,
} from '../harness';

useNock();

const database = useDeduplication();
afterEach(() => jest.restoreAllMocks());

const RETRY: Partial<INode> = { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 };
const GO_ON: Partial<INode> = { onError: 'continueRegularOutput' };
const TEXT = { recipient: '={{ $json.to }}', text: '={{ $json.text }}' };
const ONE_BY_ONE = { maxInFlight: 1, maxRetries: 0 };
const ASHA = '+91 98765 43201';
const BILAL = '+91 98765 43202';

describe('a message that is another one with each try', () => {
	const changing: INodeParameters = {
		recipient: '={{ $json.to }}',
		text: '={{ Math.random() }}',
		options: ONE_BY_ONE,
	};

	it('is the same message, because the item is the same', async () => {
		const inbox = new Inbox();
		inbox.answers.push({ status: 200, body: { messageId: 'm1' } }, UNAVAILABLE);
		const run = await runZoko(zokoPack(), changing, items({ to: ASHA }, { to: BILAL }), RETRY);
		expect(run.status).toBe('success');
		expect(inbox.recipients).toEqual(['919876543201', '919876543202', '919876543202']);
	});

	it('also when the item cannot be written as JSON', async () => {
		const inbox = new Inbox();
		inbox.answers.push({ status: 200, body: { messageId: 'm1' } }, UNAVAILABLE);
		const input = items({ to: ASHA, text: 'a' }, { to: BILAL, text: 'b' });
		for (const { json } of input) json.count = 1n as never;
		const run = await runZoko(zokoPack(), { ...TEXT, options: ONE_BY_ONE }, input, RETRY);
		expect(run.status).toBe('success');
		expect(inbox.recipients).toEqual(['919876543201', '919876543202', '919876543202']);
	});
});

describe('a doubt', () => {
	const uncertain = { ...ONE_BY_ONE, retryUncertain: true };

	it('of an earlier try outlives a refusal', async () => {
		const inbox = new Inbox();
		inbox.answers.push({ status: 500 }, { status: 400, body: { message: 'no' } });
		const extra = { ...RETRY, ...GO_ON, maxTries: 2 };
		const run = await runZoko(
			zokoPack(),
			{ ...TEXT, options: uncertain },
			items({ to: ASHA, text: 'a' }),
			extra,
		);
		expect(inbox.bodies).toHaveLength(2);
		expect(jsonOf(run, 'zoko')[0]).toMatchObject({ category: 'ambiguous' });
	});

	it('of an earlier try keeps the deduplication key', async () => {
		const inbox = new Inbox();
		inbox.answers.push({ status: 500 }, { status: 400, body: { message: 'no' } });
		const options = { ...uncertain, deduplicationKey: 'order 1' };
		const input = items({ to: ASHA, text: 'a' });
		await runZoko(zokoPack(), { ...TEXT, options }, input, { ...RETRY, ...GO_ON, maxTries: 2 });
		expect(inbox.bodies).toHaveLength(2);
		expect(database.calls).not.toContain('remove');
	});
});

describe('one deduplication key on several items of a run', () => {
	const keyed = { ...TEXT, options: { maxRetries: 0, deduplicationKey: '={{ $json.order }}' } };
	const twice = items(
		{ to: ASHA, text: 'a', order: 'A1' },
		{ to: BILAL, text: 'b', order: 'A1' },
		{ to: '+91 98765 43204', text: 'c', order: 'A2' },
	);

	it('goes out once', async () => {
		const inbox = new Inbox();
		const run = await runZoko(zokoPack(), keyed, twice);
		expect(jsonOf(run, 'zoko').map(({ skippedReason }) => skippedReason)).toEqual([
			undefined,
			'duplicate',
			undefined,
		]);
		expect(inbox.bodies).toHaveLength(2);
	});

	it('is no duplicate of a message that did not go out', async () => {
		const inbox = new Inbox();
		inbox.answers.push({ status: 400, body: { message: 'no' } });
		const run = await runZoko(zokoPack(), keyed, twice, GO_ON);
		const said = jsonOf(run, 'zoko').map(({ messageId, category }) => category ?? typeof messageId);
		expect(said).toEqual(['rejected', 'string', 'string']);
		expect(inbox.bodies).toHaveLength(3);
	});

	it('is a duplicate of a message in doubt', async () => {
		const inbox = new Inbox();
		inbox.answers.push({ status: 500 });
		const run = await runZoko(zokoPack(), keyed, twice, GO_ON);
		expect(jsonOf(run, 'zoko')[1]).toMatchObject({ skippedReason: 'duplicate' });
		expect(inbox.bodies).toHaveLength(2);
	});

	it('that cannot be given back is told, and stays with its item', async () => {
		const inbox = new Inbox();
		inbox.answers.push({ status: 400, body: { message: 'no' } });
		jest.spyOn(database, 'removeProcessed').mockRejectedValueOnce(new Error('database is locked'));
		const run = await runZoko(zokoPack(), keyed, twice.slice(0, 1), { ...RETRY, ...GO_ON });
		expect(inbox.bodies).toHaveLength(2);
		expect(typeof jsonOf(run, 'zoko')[0]?.messageId).toBe('string');
	});

	it('that cannot be given back is told when nothing is tried again', async () => {
		const inbox = new Inbox();
		inbox.answers.push({ status: 400, body: { message: 'no' } });
		jest.spyOn(database, 'removeProcessed').mockRejectedValue(new Error('database is locked'));
		const run = await runZoko(zokoPack(), keyed, twice.slice(0, 1));
		expect(String(run.data.resultData.error?.description)).toMatch(
			/could not be given back \(database is locked\)/,
		);
	});
});

describe('a tool of an AI agent', () => {
	const agent = () =>
		new Agent(zokoPack(), zokoNode({ recipient: ASHA, text: 'Hi', options: ONE_BY_ONE }));

	it('two calls with the same text are two messages, even with the same run index', async () => {
		const inbox = new Inbox();
		const tool = agent();
		const answers = await Promise.all([tool.call({ n: 1 }, 0), tool.call({ n: 1 }, 0)]);
		expect(inbox.bodies).toHaveLength(2);
		expect(answers.map((answer) => answer?.messageId)).toEqual(['m1', 'm2']);
	});

	it('a second try of one call does not send again what may have gone out', async () => {
		const inbox = new Inbox();
		inbox.answers.push({ status: 500 });
		const tool = agent();
		const args = { n: 1 };
		await expect(tool.call(args, 0)).rejects.toThrow(/not known whether/);
		await expect(tool.call(args, 1)).rejects.toThrow(/was not sent again/);
		expect(inbox.bodies).toHaveLength(1);
	});

	it('a second try of one call sends what was refused', async () => {
		const inbox = new Inbox();
		inbox.answers.push(UNAVAILABLE);
		const tool = agent();
		const args = { n: 1 };
		await expect(tool.call(args, 0)).rejects.toThrow(/unavailable/);
		expect(await tool.call(args, 1)).toMatchObject({ messageId: 'm2' });
	});
});

describe('a stopped execution', () => {
	it('writes down how far it got, and does not break off what is under way', async () => {
		const inbox = new Inbox();
		let stop = () => {};
		inbox.answers.shift = () => {
			if (inbox.bodies.length === 2) stop();
			return undefined;
		};
		const input = items(...['a', 'b', 'c', 'd'].map((text) => ({ to: ASHA, text })));
		const run = await runZoko(zokoPack(), TEXT, input, {}, { onStart: (given) => (stop = given) });
		expect(run.status).toBe('canceled');
		expect(run.data.resultData.metadata).toEqual({
			Zoko_stopped: "'zoko': 1 of 4 messages went out, 1 more were on their way, 2 were not sent",
		});
		await sleep(50);
		expect(inbox.bodies).toHaveLength(2);
		const { zokoSends } = run.data.executionData?.contextData['node:zoko'] as {
			zokoSends: Record<string, { state: string }>;
		};
		expect(Object.values(zokoSends).map(({ state }) => state)).toEqual(['accepted', 'accepted']);
	});
});
