import type { IDataObject, INodeParameters } from 'n8n-workflow';
import nock from 'nock';
import { instanceMark, writeToken } from '../../nodes/Zoko/waiting/token';
import {
	HOST,
	INSTANCE,
	itemsOf,
	keyOf,
	runWorkflow,
	useNock,
	webhookContext,
	zokoNode,
} from '../harness';
import { MESSAGE, received, tapped, update } from './payloads';
import { finish, type Installed, registered, WEBHOOK_ID } from './surroundings';

useNock();

const DELIVERY: INodeParameters = { events: ['messageDelivered', 'messageRead', 'messageFailed'] };
const VERIFIED: INodeParameters = { ...DELIVERY, options: { verifyWithZoko: true } };
const path = `/v2/message/${MESSAGE}`;
const record = { id: MESSAGE, platformSenderId: '919876543201', deliveryStatus: 'read' };

/** What n8n makes of a run that starts with this item. */
async function run(installed: Installed, json: IDataObject) {
	const node = zokoNode({}, { name: 'trigger' }, 'zokoTrigger');
	const workflow = { nodes: [node], connections: {} };
	const { status, data } = await runWorkflow(installed.pack, workflow, [{ json }], {
		mode: 'webhook',
	});
	return { status, error: data.resultData.error, passed: itemsOf({ data } as never, 'trigger') };
}

/** Posts an event as often as Zoko repeats it, and gives n8n's answers and the runs that start. */
async function repeat(installed: Installed, secret: string, body: object, times = 6) {
	const statuses: number[] = [];
	const started: IDataObject[] = [];
	for (let time = 0; time < times; time++) {
		const { answer, json } = await installed.deliver(body, secret);
		statuses.push(answer.statusCode);
		if (json) started.push(json);
		// Zoko repeats what it has no good answer to.
		if (answer.statusCode === 200) break;
	}
	return { statuses, started };
}

const cases: Array<[string, INodeParameters, (installed: Installed) => void, RegExp, RegExp]> = [
	[
		'the credential was deleted, and a filter needs its country',
		{ ...DELIVERY, options: { phoneFilter: '98765 43201' } },
		({ pack }) => delete pack.credentials.zokoApi,
		/does not give this node its Zoko credential/,
		/pick or create another one/,
	],
	[
		'the credential was deleted, and events are verified',
		VERIFIED,
		({ pack }) => delete pack.credentials.zokoApi,
		/does not give this node its Zoko credential/,
		/pick or create another one/,
	],
	[
		'Zoko refuses the API key',
		VERIFIED,
		() => nock(HOST).get(path).times(3).reply(401, { message: 'bad key' }),
		/refused the API key/,
		/check 'API Key'/,
	],
	[
		'the address is none of Zoko',
		VERIFIED,
		() => nock(HOST).get(path).times(3).reply(404, '<html></html>'),
		/no Zoko API at this address/,
		/Check 'Base URL'/,
	],
	[
		'Zoko is away',
		VERIFIED,
		() => nock(HOST).get(path).times(3).reply(503, { message: 'Busy' }),
		/Zoko is unavailable \(503\)/,
		/later/,
	],
	[
		'Zoko talks of something else',
		VERIFIED,
		() => nock(HOST).get(path).times(3).reply(200, { id: 'other' }),
		/without the message/,
		/was not verified/,
	],
	[
		'a filter is none',
		DELIVERY,
		({ node }) => (node.parameters.options = { phoneFilter: 'the lady with the cat' }),
		/Phone Filter/,
		/./,
	],
	[
		'an expression in the form fails',
		DELIVERY,
		({ node }) => (node.parameters.options = '={{ $("Nowhere").item.json.x }}'),
		/./,
		/./,
	],
	[
		"the account that is asked is another one, which does not know the event's message",
		VERIFIED,
		({ pack }) => {
			pack.credentials.zokoApi = { ...pack.credentials.zokoApi, apiKey: 'another-account' };
			nock(HOST).get(path).times(6).reply(404, { message: 'Message not found' });
		},
		/API key has changed since the workflow was published/,
		/publish it again/,
	],
];

describe.each(cases)('when %s', (_why, parameters, befalls, message, advice) => {
	it('Zoko sends the event twice more, and one failed run tells', async () => {
		const { installed, secret } = await registered(parameters);
		const log = jest.spyOn(installed.logger, 'warn').mockImplementation();
		befalls(installed);
		const { statuses, started } = await repeat(installed, secret, update('read'));
		expect(statuses).toEqual([503, 503, 200]);
		expect(started).toHaveLength(1);
		const { status, error, passed } = await run(installed, started[0] as IDataObject);
		expect([status, passed]).toEqual(['error', []]);
		expect(error?.message).toMatch(message);
		expect(error?.description).toMatch(advice);
		expect(error?.description).toContain(`The event was 'Message Read' of the message ${MESSAGE}`);
		const told = JSON.stringify([log.mock.calls, error?.message, error?.description]);
		for (const hidden of [secret, WEBHOOK_ID, '9876543201']) expect(told).not.toContain(hidden);
		log.mockRestore();
	});
});

it('whoever listens for a test event is told at once', async () => {
	const { installed, secret } = await registered(VERIFIED);
	delete installed.pack.credentials.zokoApi;
	const post = installed.trigger.webhook;
	installed.trigger.webhook = async function () {
		this.getMode = () => 'manual';
		return await post.call(this);
	};
	expect(await repeat(installed, secret, update('read'))).toMatchObject({
		statuses: [200],
		started: [expect.objectContaining({})],
	});
});

it('the event starts a run as soon as it can be judged', async () => {
	const { installed, secret } = await registered(VERIFIED);
	const credentials = installed.pack.credentials.zokoApi;
	delete installed.pack.credentials.zokoApi;
	expect((await installed.deliver(update('read'), secret)).answer.statusCode).toBe(503);
	installed.pack.credentials.zokoApi = credentials as IDataObject as never;
	nock(HOST).get(path).reply(200, record);
	expect((await installed.deliver(update('read'), secret)).json?.event).toBe('messageRead');
});

it('of many events none fails more than twice, and never more than two in a row', async () => {
	const { installed, secret } = await registered(VERIFIED);
	jest.spyOn(installed.logger, 'warn').mockImplementation();
	delete installed.pack.credentials.zokoApi;
	const left = new Map(Array.from({ length: 12 }, (_, at) => [`m${at}`, 0]));
	let inARow = 0;
	let runs = 0;
	for (let round = 0; round < 6; round++) {
		for (const [id, refused] of left) {
			// What needs nobody is answered in between.
			if (id === 'm5') finish(await installed.post({ ...received, id: `in ${round}` }, secret));
			if (id === 'm5') inARow = 0;
			const { answer, json } = await installed.deliver(update('read', id), secret);
			inARow = answer.statusCode === 503 ? inARow + 1 : 0;
			expect(inARow).toBeLessThanOrEqual(2);
			left.set(id, refused + (answer.statusCode === 503 ? 1 : 0));
			expect(left.get(id)).toBeLessThanOrEqual(2);
			if (!json) continue;
			runs++;
			left.delete(id);
		}
	}
	expect([left.size, runs]).toEqual([0, 12]);
	jest.restoreAllMocks();
});

it('a tap whose run cannot be reached is told in the same way', async () => {
	const { installed, secret } = await registered({ events: ['replyReceived'] });
	const log = jest.spyOn(installed.logger, 'warn').mockImplementation();
	const { pack, node, workflow } = installed;
	const http = { request: {}, response: {} };
	const n8n = webhookContext(pack, node, {} as never, http, { workflow });
	const hex = '0123456789abcdef'.repeat(4);
	const token = writeToken({
		instance: instanceMark(n8n.getInstanceId()),
		executionId: '77',
		wait: 'unread',
		key: Buffer.from(hex, 'hex').toString('base64url'),
	});
	const body = { ...tapped, context: { ...tapped.context, postback: `confirm${token}` } };
	nock(INSTANCE).persist().post(/./).reply(502, '<html>Bad gateway</html>');
	const { statuses, started } = await repeat(installed, secret, body);
	expect(statuses).toEqual([503, 503, 200]);
	const { error } = await run(installed, started[0] as IDataObject);
	expect(error?.message).toMatch(/A customer answered, and the run that waits for it/);
	expect(JSON.stringify([error, started])).not.toMatch(/~zk1|0123456789abcdef/);
	expect(JSON.stringify(error)).not.toContain(keyOf(installed.pack));
	log.mockRestore();
});
