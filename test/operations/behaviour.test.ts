import type { IDataObject, INodeParameters } from 'n8n-workflow';
import nock from 'nock';
import { HOST, items, jsonOf, outputsOf, runZoko, useNock, zokoPack } from '../harness';

useNock();

const webhook = (id: string, url: string, events: string[]) => ({ id, url, events });
const URL_A = 'https://example.com/a';
const IN = 'message:user:in';
const OUT = 'message:store:out';

async function refusal(parameters: INodeParameters, json: object = {}) {
	const run = await runZoko(zokoPack(), parameters, items(json));
	const error = run.data.resultData.error as { message: string; description?: string } | undefined;
	return `${error?.message} | ${error?.description}`;
}

describe('message', () => {
	it('deletes in requests of 50, and tells of each id once', async () => {
		const ids = Array.from({ length: 120 }, (_, index) => `m-${index}`);
		const sizes: number[] = [];
		nock(HOST)
			.delete('/v2/message/batch')
			.times(3)
			.reply(200, (_uri, body) => {
				const { messages } = body as { messages: string[] };
				sizes.push(messages.length);
				return {
					deleted: messages.length,
					failed: 0,
					messages: messages.map((id) => ({ id, status: 'message deleted' })),
				};
			});
		const messageIds = [...ids, 'm-7'].join(', ');
		const run = await runZoko(zokoPack(), { operation: 'deleteMany', messageIds });
		expect(sizes).toEqual([50, 50, 20]);
		expect(jsonOf(run, 'zoko')).toEqual(ids.map((messageId) => ({ deleted: true, messageId })));
	});

	it.each([
		['["m-1","m-2"]', ['m-1', 'm-2']],
		['m-1\nm-2; m-3', ['m-1', 'm-2', 'm-3']],
		['={{ $json.ids }}', ['m-8', 'm-9']],
	])('takes the ids %j', async (messageIds, messages) => {
		const scope = nock(HOST)
			.delete('/v2/message/batch', { messages })
			.reply(200, { deleted: messages.length, failed: 0 });
		const parameters = { operation: 'deleteMany', messageIds };
		const run = await runZoko(zokoPack(), parameters, items({ ids: ['m-8', 'm-9'] }));
		expect(jsonOf(run, 'zoko')).toEqual(
			messages.map((messageId) => ({ deleted: true, messageId })),
		);
		expect(scope.isDone()).toBe(true);
	});

	it.each([
		[{ operation: 'get', messageId: '..' }, /^'..' is not an ID/],
		[{ operation: 'get', messageId: '1\ud800' }, /^'Message ID' holds half a character/],
		[{ operation: 'delete', messageId: 'batch' }, /^'batch' is not an ID/],
		[{ operation: 'delete', messageId: ' ' }, /^'Message ID' is empty \[item 0\]/],
		[{ operation: 'deleteMany', messageIds: ' , ' }, /^'Message IDs' is empty/],
		[{ operation: 'waitForDelivery', messageId: 'm', timeLimit: 0 }, /^'Time Limit' is 0/],
	])('%j is refused before anything is asked', async (parameters, expected) => {
		expect(await refusal(parameters)).toMatch(expected);
	});

	it('does not wait for a message of the customer', async () => {
		nock(HOST)
			.get('/v2/message/m-1')
			.reply(200, { direction: 'FROM_CUSTOMER', deliveryStatus: 'received' });
		const said = await refusal({ operation: 'waitForDelivery', messageId: 'm-1' });
		expect(said).toMatch(/came from the customer/);
	});
});

describe('requests', () => {
	const GET_AGENT = {
		resource: 'agent',
		operation: 'get',
		agent: { __rl: true, mode: 'id', value: 'a-1' },
	};
	const again = { 'Retry-After': '0' };

	it.each([429, 500, 503])('a read is tried again after %i', async (status) => {
		nock(HOST).get('/v2/agent/a-1').query(true).times(2).reply(status, '', again);
		nock(HOST).get('/v2/agent/a-1').query(true).reply(200, { id: 'a-1' });
		const run = await runZoko(zokoPack(), GET_AGENT);
		expect(jsonOf(run, 'zoko')).toEqual([{ id: 'a-1' }]);
	});

	it('gives up after four tries', async () => {
		const scope = nock(HOST).get('/v2/agent/a-1').query(true).times(4).reply(503, '', again);
		expect(await refusal(GET_AGENT)).toMatch(/unavailable \(503\)/);
		expect(scope.isDone()).toBe(true);
	});

	const ADD_TAG = { resource: 'customer', operation: 'addTag', customerId: 'c-1', tag: 'vip' };

	it('a change is tried again only when it was certainly not made', async () => {
		nock(HOST).post('/v2/customer/c-1/tags').query({ tag: 'vip' }).reply(429, '', again);
		nock(HOST).post('/v2/customer/c-1/tags').query({ tag: 'vip' }).reply(200, []);
		expect(jsonOf(await runZoko(zokoPack(), ADD_TAG), 'zoko')).toHaveLength(1);

		nock(HOST).post('/v2/customer/c-1/tags').query({ tag: 'vip' }).reply(500, '');
		const said = await refusal(ADD_TAG);
		expect(said).toMatch(/not known whether the change was made.+before you repeat it/);
	});

	it.each<[number, string | object, RegExp]>([
		[200, { status: 400, type: 'validation_error', message: 'tag is odd' }, /tag is odd/],
		[200, '<html>login</html>', /a web page where data was expected/],
		[409, { message: 'busy' }, /conflict: busy .*\| Zoko refused this because .+ state\.$/],
	])('%i with %j is not taken for success', async (status, body, expected) => {
		nock(HOST).post('/v2/customer/c-1/tags').query(true).reply(status, body);
		expect(await refusal(ADD_TAG)).toMatch(expected);
	});

	it('a list is read once for all items', async () => {
		nock(HOST)
			.get('/v2/agent/teams')
			.query(true)
			.reply(200, [{ id: 't-1' }, { id: 't-2' }]);
		const team = { __rl: true, mode: 'id', value: '={{ $json.id }}' };
		const input = items({ id: 't-2' }, { id: 't-1' }, { id: 't-2' });
		const run = await runZoko(zokoPack(), { resource: 'team', operation: 'get', team }, input);
		expect(jsonOf(run, 'zoko')).toEqual([{ id: 't-2' }, { id: 't-1' }, { id: 't-2' }]);
	});

	it('failed items leave by the error output, the others go on in order', async () => {
		nock(HOST)
			.get('/v2/customer/c-1/tags')
			.reply(200, { tags: ['a'] });
		nock(HOST).get('/v2/customer/c-2/tags').reply(404, { message: 'Customer not found' });
		nock(HOST)
			.get('/v2/customer/c-3/tags')
			.reply(200, { tags: ['b'] });
		const parameters = {
			resource: 'customer',
			operation: 'getTags',
			customerId: '={{ $json.id }}',
		};
		const input = items({ id: 'c-1' }, { id: 'c-2' }, { id: 'c-3' });
		const run = await runZoko(zokoPack(), parameters, input, { onError: 'continueErrorOutput' });
		const [good, bad] = outputsOf(run, 'zoko');
		expect(good?.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 2 }]);
		expect(bad?.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 1 }]);
		expect(bad?.[0]?.json.error).toMatch(/Customer not found/);
	});
});

describe('forms', () => {
	const customer = { resource: 'customer', customerId: 'c-1' };
	const agent = { resource: 'agent', operation: 'update', agent: 'a-1' };
	const wait = { operation: 'waitForDelivery', messageId: 'm-1', timeLimit: 1, firstInterval: 1 };
	const hook = { resource: 'webhook', operation: 'create', url: URL_A, events: [IN] };

	it.each<[INodeParameters, RegExp]>([
		[{ ...agent, updateFields: {} }, /^'Update Fields' is empty/],
		[{ ...agent, updateFields: { role: '=boss' } }, /^'Role' is boss.+Use admin, owner or/],
		[{ ...customer, operation: 'replaceTags', tags: '={{ undefined }}' }, /^'Tags' is empty/],
		[
			{ ...customer, operation: 'createProperty', title: '={{ "" }}', values: 'x' },
			/^'Title' is empty/,
		],
		[
			{ ...customer, operation: 'createProperty', title: 'x', values: '={{ "" }}' },
			/^'Values' is empty/,
		],
		[{ ...wait, timeLimitUnit: '={{ "weeks" }}' }, /^'Time Limit Unit' is weeks.+hours/],
		[
			{ ...wait, timeLimit: 2, timeLimitUnit: 'hours' },
			/^'Time Limit' is 2 hours, and can be an hour at most.+'Pause the Workflow'/,
		],
		[
			{ ...wait, timeLimit: 1, timeLimitUnit: 'days' },
			/^'Time Limit' is 1 day, and can be an hour/,
		],
		[{ ...wait, waitUntil: '={{ "seen" }}' }, /^'Wait Until' is seen.+delivered or read/],
		[{ ...hook, url: 'http://192.168.0.7/x' }, /cannot be reached from the Internet/],
		[{ ...hook, events: '={{ ["message:read"] }}' }, /^'Events' has 'message:read'/],
		[{ ...hook, challengeToken: 'x'.repeat(201) }, /^'Challenge Token' is 201/],
	])('%j is refused', async (parameters, expected) => {
		expect(await refusal(parameters)).toMatch(expected);
	});

	it('a tag that was not there counts as not deleted', async () => {
		const details = 'deleted items count - 0';
		nock(HOST)
			.delete('/v2/customer/c-1/tags')
			.query({ tag: 'vip' })
			.reply(200, [{ status: '204', message: 'items(s) deleted', details }]);
		const parameters = { ...customer, operation: 'removeTag', tag: 'vip' };
		const run = await runZoko(zokoPack(), parameters);
		expect(jsonOf(run, 'zoko')).toEqual([
			{ deleted: false, customerId: 'c-1', tag: 'vip', count: 0 },
		]);
	});

	it('an empty list removes all tags', async () => {
		const scope = nock(HOST).put('/v2/customer/c-1/tags', { tags: [] }).reply(200, []);
		const parameters = { ...customer, operation: 'replaceTags', tags: '={{ [] }}' };
		expect(jsonOf(await runZoko(zokoPack(), parameters), 'zoko')).toEqual([
			{ success: true, customerId: 'c-1', tags: [] },
		]);
		expect(scope.isDone()).toBe(true);
	});

	it('a template in a language that it does not have is named with those it has', async () => {
		nock(HOST)
			.get('/v2/account/templates')
			.reply(200, [{ templateId: 'order', templateLanguage: 'de', templateType: 'template' }]);
		const template = { __rl: true, mode: 'id', value: 'order' };
		const said = await refusal({ resource: 'template', operation: 'get', template });
		expect(said).toMatch(/no template 'order' in language 'en'.+It exists in de/);
	});
});

describe('webhook repair', () => {
	const repair = async (listed: object[]) => {
		nock(HOST).get('/v2/webhook').reply(200, listed);
		const parameters = { resource: 'webhook', operation: 'repair', url: URL_A, events: [IN, OUT] };
		const [json] = jsonOf(await runZoko(zokoPack(), parameters), 'zoko');
		return json as IDataObject;
	};
	const other = webhook('w-0', 'https://example.com/other', [IN]);

	it('leaves one that is right as it is, whatever the order of its events', async () => {
		const right = webhook('w-1', URL_A, [OUT, IN]);
		expect(await repair([other, right])).toEqual({ action: 'none', webhook: right });
	});

	it('creates one that is missing', async () => {
		const created = webhook('w-2', URL_A, [IN, OUT]);
		nock(HOST)
			.post('/v2/webhook', { url: URL_A, events: [IN, OUT] })
			.reply(200, created);
		expect(await repair([other])).toEqual({ action: 'created', webhook: created });
	});

	it('creates it when it is deleted meanwhile', async () => {
		nock(HOST).put('/v2/webhook/w-1').reply(404, { message: 'Webhook not found' });
		nock(HOST)
			.post('/v2/webhook')
			.reply(200, webhook('w-2', URL_A, [IN, OUT]));
		expect(await repair([webhook('w-1', URL_A, [IN])])).toMatchObject({ action: 'created' });
	});

	it('keeps the challenge token, and names others with the same address without touching them', async () => {
		const body = { url: URL_A, events: [IN, OUT], challengeToken: 'abc' };
		nock(HOST).put('/v2/webhook/w-1', body).reply(200, {});
		const kept = { ...webhook('w-1', URL_A, [IN]), challengeToken: 'abc' };
		expect(await repair([kept, webhook('w-9', URL_A, [OUT])])).toEqual({
			action: 'updated',
			webhook: { ...kept, events: [IN, OUT] },
			previousEvents: [IN],
			duplicateIds: ['w-9'],
		});
	});
});
