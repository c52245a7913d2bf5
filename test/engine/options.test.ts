import type { INodeParameters } from 'n8n-workflow';
import {
	HOST,
	Inbox,
	items,
	itemsOf,
	jsonOf,
	runZoko,
	useDeduplication,
	useNock,
	zokoPack,
	type TestDeduplicator,
} from '../harness';

useNock();

let database: TestDeduplicator;
beforeAll(async () => (database = await useDeduplication()));
beforeEach(() => database.reset());

const text = (options: INodeParameters): INodeParameters => ({
	recipient: '={{ $json.to }}',
	text: 'Hi',
	options,
});
const GO_ON = { onError: 'continueRegularOutput' } as const;
const one = items({ to: '+91 98765 43210', order: 'A1' });

describe('Assign To', () => {
	it.each<[string, INodeParameters, object | undefined]>([
		[
			'a team from the list',
			{ assignTo: { __rl: true, mode: 'list', value: 't1' } },
			{ assigneeId: 't1', override: false },
		],
		[
			'an ID',
			{ assignTo: { __rl: true, mode: 'id', value: ' a1 ' } },
			{ assigneeId: 'a1', override: false },
		],
		[
			'with override',
			{ assignTo: { __rl: true, mode: 'id', value: 'a1' }, overrideAssignment: true },
			{ assigneeId: 'a1', override: true },
		],
		['nobody', { assignTo: { __rl: true, mode: 'list', value: '' } }, undefined],
		['only the override', { overrideAssignment: true }, undefined],
	])('%s', async (_name, options, assign) => {
		const inbox = new Inbox();
		await runZoko(zokoPack(), text(options), one);
		expect(inbox.bodies).toHaveLength(1);
		expect(inbox.bodies[0]?.assign).toEqual(assign);
	});
});

describe('Country', () => {
	it.each<[string, INodeParameters, string, string, string]>([
		['the credential', {}, 'IN', '98765 43210', '919876543210'],
		['the option wins', { country: 'gb' }, 'IN', '07400 123456', '447400123456'],
		['an empty option does not', { country: '' }, 'IN', '98765 43210', '919876543210'],
		['per item', { country: '={{ $json.land }}' }, '', '07400 123456', '447400123456'],
	])('%s', async (_name, options, defaultCountry, to, recipient) => {
		const inbox = new Inbox();
		await runZoko(zokoPack({ defaultCountry }), text(options), items({ to, land: 'GB' }));
		expect(inbox.recipients).toEqual([recipient]);
	});

	it('none anywhere: the number is refused, with the places where to set one', async () => {
		const run = await runZoko(
			zokoPack({ defaultCountry: '' }),
			text({}),
			items({ to: '98765 43210' }),
			GO_ON,
		);
		expect(jsonOf(run, 'zoko')[0]?.advice).toMatch(/'Default Country'.*'Country'/);
	});

	it('one that does not exist is refused', async () => {
		const run = await runZoko(zokoPack(), text({ country: 'India' }), one, GO_ON);
		expect(jsonOf(run, 'zoko')[0]?.error).toContain('India');
	});
});

describe('Dry Run', () => {
	it('checks as a real run does', async () => {
		const run = await runZoko(zokoPack(), text({ dryRun: true }), items({ to: 'nobody' }), GO_ON);
		expect(jsonOf(run, 'zoko')[0]).toMatchObject({ category: 'invalid_input' });
	});

	it('can be decided for each item', async () => {
		const inbox = new Inbox();
		const input = items({ to: '+919876543210', dry: true }, { to: '+919876543211', dry: false });
		const run = await runZoko(zokoPack(), text({ dryRun: '={{ $json.dry }}' }), input);
		expect(inbox.recipients).toEqual(['919876543211']);
		expect(jsonOf(run, 'zoko').map(({ dryRun, messageId }) => dryRun ?? messageId)).toEqual([
			true,
			'm1',
		]);
	});

	it('takes no de-duplication key', async () => {
		await runZoko(zokoPack(), text({ dryRun: true, deduplicationKey: 'A1' }), one);
		expect(database.calls).toEqual([]);
	});
});

describe('numbers out of range', () => {
	it.each<[INodeParameters, string]>([
		[{ timeout: 10 }, "'Timeout' is 10"],
		[{ maxInFlight: 0 }, "'Max in Flight' is 0"],
		[{ maxRetries: -1 }, "'Max Retries' is -1"],
		[{ maxPerSecond: -5 }, "'Max per Second' is -5"],
	])('%j is refused, nothing is sent', async (options, message) => {
		const inbox = new Inbox();
		const run = await runZoko(zokoPack(), text(options), one);
		expect(run.data.resultData.error?.message).toContain(message);
		expect(inbox.bodies).toEqual([]);
	});
});

describe('Deduplication Key', () => {
	const keyed = (more: INodeParameters = {}) =>
		text({ deduplicationKey: '={{ $json.order }}', ...more });

	it('a key goes out once, in one run and over runs', async () => {
		const inbox = new Inbox();
		const pack = zokoPack();
		const input = items(
			{ to: '+919876543210', order: 'A1' },
			{ to: '+919876543211', order: 'A2' },
			{ to: '+919876543210', order: 'A1' },
		);
		const first = await runZoko(pack, keyed(), input);
		expect(inbox.bodies).toHaveLength(2);
		const skipped = { skipped: 'duplicate', recipient: '919876543210', type: 'text' };
		expect(itemsOf(first, 'zoko')[2]).toEqual({ json: skipped, pairedItem: { item: 2 } });
		const second = await runZoko(pack, keyed(), input);
		expect(inbox.bodies).toHaveLength(2);
		expect(jsonOf(second, 'zoko').every((json) => json.skipped === 'duplicate')).toBe(true);
	});

	it('is free again when Zoko refused the message', async () => {
		const inbox = new Inbox();
		inbox.answers.push({ status: 400, body: { message: 'no' } });
		const pack = zokoPack();
		await runZoko(pack, keyed(), one, GO_ON);
		const run = await runZoko(pack, keyed(), one, GO_ON);
		expect(jsonOf(run, 'zoko')[0]?.messageId).toBe('m2');
	});

	it('stays taken when it is not known what became of the message', async () => {
		const inbox = new Inbox();
		inbox.answers.push({ status: 500 });
		const pack = zokoPack();
		await runZoko(pack, keyed(), one, GO_ON);
		const run = await runZoko(pack, keyed(), one, GO_ON);
		expect(jsonOf(run, 'zoko')[0]?.skipped).toBe('duplicate');
		expect(inbox.bodies).toHaveLength(1);
	});

	it('holds for its node, or for all nodes of the workflow', async () => {
		const inbox = new Inbox();
		const pack = zokoPack();
		await runZoko(pack, keyed(), one, { name: 'first' });
		await runZoko(pack, keyed(), one, { name: 'second' });
		expect(inbox.bodies).toHaveLength(2);
		await runZoko(pack, keyed({ deduplicationScope: 'workflow' }), one, { name: 'third' });
		await runZoko(pack, keyed({ deduplicationScope: 'workflow' }), one, { name: 'fourth' });
		expect(inbox.bodies).toHaveLength(3);
	});

	it('an empty key is refused, rather than letting everything through', async () => {
		const inbox = new Inbox();
		const run = await runZoko(zokoPack(), keyed(), items({ to: '+919876543210' }), GO_ON);
		expect(jsonOf(run, 'zoko')[0]?.error).toContain("'Deduplication Key' is empty");
		expect(inbox.bodies).toEqual([]);
	});

	it('when the database is away nothing is sent', async () => {
		const inbox = new Inbox();
		database.failure = new Error('database is away');
		const run = await runZoko(zokoPack(), keyed(), one, GO_ON);
		expect(jsonOf(run, 'zoko')[0]?.error).toBeDefined();
		expect(inbox.bodies).toEqual([]);
	});
});

it('a base URL with a blank or a slash around it works', async () => {
	const inbox = new Inbox();
	await runZoko(zokoPack({ baseUrl: ` ${HOST}/v2/ ` }), text({}), one);
	expect(inbox.bodies).toHaveLength(1);
});
