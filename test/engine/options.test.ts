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
} from '../harness';

useNock();

const database = useDeduplication();

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

describe('Number Check', () => {
	const long = items({ to: '+91 98765 432100' });

	it('refuses a number that has too many digits, and names itself', async () => {
		const run = await runZoko(zokoPack(), text({}), long, GO_ON);
		expect(jsonOf(run, 'zoko')[0]).toMatchObject({
			error: expect.stringContaining('11 digits after the country code 91'),
			advice: expect.stringContaining("set 'Number Check' in Options to 'As Written'"),
		});
	});

	it('lets it pass as it is written, also through a list that has it', async () => {
		const inbox = new Inbox();
		const options = { numberCheck: 'asWritten', allowedRecipients: '+91 98765 432100' };
		await runZoko(zokoPack(), text(options), long);
		expect(inbox.recipients).toEqual(['9198765432100']);
	});
});

describe('two spellings of one customer', () => {
	it('keep their order, and go out as they are written', async () => {
		const inbox = new Inbox();
		const both = items({ to: '+52 55 1234 5678' }, { to: '+52 1 55 1234 5678' });
		inbox.answers.push({ status: 429, body: { message: 'Slow down' } });
		await runZoko(zokoPack(), text({}), both);
		expect(inbox.recipients).toEqual(['525512345678', '525512345678', '5215512345678']);
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

	it.each([undefined, null, '', ' '])(
		'an expression that gives %j leaves it open: the default could make it the number of a stranger',
		async (land) => {
			const inbox = new Inbox();
			const to = [
				{ to: '7400 123456', land },
				{ to: '+44 7400 123456', land },
			];
			const options = { country: '={{ $json.land }}' };
			const run = await runZoko(zokoPack(), text(options), items(...to), GO_ON);
			expect(inbox.recipients).toEqual(['447400123456']);
			expect(jsonOf(run, 'zoko')[0]).toMatchObject({
				error: expect.stringContaining('no country is set that could complete it'),
				advice: expect.stringContaining('an expression there has to give one'),
			});
		},
	);

	it('none anywhere: the number is refused, with the places where to set one', async () => {
		const run = await runZoko(
			zokoPack({ defaultCountry: '' }),
			text({}),
			items({ to: '98765 43210' }),
			GO_ON,
		);
		expect(jsonOf(run, 'zoko')[0]?.advice).toMatch(/'Default Country'.*'Country'/);
	});

	it('a prefix that is only dialled inside it is left out, and the output says so', async () => {
		const inbox = new Inbox();
		const run = await runZoko(zokoPack(), text({}), items({ to: '+44 07400 123456' }));
		expect(inbox.recipients).toEqual(['447400123456']);
		expect(jsonOf(run, 'zoko')[0]?.notices).toEqual([
			expect.stringContaining('+44 07400 123456 was read as +447400123456'),
		]);
	});

	it('one that does not exist is refused', async () => {
		const run = await runZoko(zokoPack(), text({ country: 'India' }), one, GO_ON);
		expect(jsonOf(run, 'zoko')[0]?.error).toContain('India');
	});
});

it.each(['Workflow', 'execution', ''])(
	"'Deduplication Scope' %j is refused: the keys would be another list's",
	async (scope) => {
		const inbox = new Inbox();
		const options = { deduplicationKey: 'A1', deduplicationScope: '={{ $json.scope }}' };
		const input = items({ to: '+919876543210', scope });
		const run = await runZoko(zokoPack(), text(options), input, GO_ON);
		expect(jsonOf(run, 'zoko')[0]?.error).toMatch(/^'Deduplication Scope' is /);
		expect(inbox.bodies).toEqual([]);
	},
);

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
		expect(jsonOf(run, 'zoko').map(({ status, messageId }) => messageId ?? status)).toEqual([
			'dryRun',
			'm1',
		]);
	});

	it.each<[unknown, number]>([
		['TRUE', 0],
		[1, 0],
		['1', 0],
		['yes', 0],
		['ja', 0],
		[[true], 0],
		[false, 1],
		['False', 1],
		[0, 1],
		[undefined, 1],
		[null, 1],
	])('an expression that gives %j sends %d messages: nothing in doubt', async (dry, sent) => {
		const inbox = new Inbox();
		const input = items({ to: '+919876543210', dry });
		const run = await runZoko(zokoPack(), text({ dryRun: '={{ $json.dry }}' }), input, GO_ON);
		expect(inbox.bodies).toHaveLength(sent);
		const [json] = jsonOf(run, 'zoko');
		expect(json?.error !== undefined || json?.status === 'dryRun').toBe(sent === 0);
	});

	it('takes no de-duplication key', async () => {
		await runZoko(zokoPack(), text({ dryRun: true, deduplicationKey: 'A1' }), one);
		expect(database.calls).toEqual([]);
	});
});

describe('numbers out of range', () => {
	it.each<[INodeParameters, string]>([
		[{ timeout: 10 }, "'Timeout (Milliseconds)' is 10"],
		[{ maxInFlight: 0 }, "'Max at Once' is 0"],
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
		const skipped = {
			status: 'skipped',
			phone: '+919876543210',
			type: 'text',
			skippedReason: 'duplicate',
		};
		expect(itemsOf(first, 'zoko')[2]).toEqual({ json: skipped, pairedItem: { item: 2 } });
		const second = await runZoko(pack, keyed(), input);
		expect(inbox.bodies).toHaveLength(2);
		expect(jsonOf(second, 'zoko').every((json) => json.skippedReason === 'duplicate')).toBe(true);
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
		expect(jsonOf(run, 'zoko')[0]?.skippedReason).toBe('duplicate');
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
