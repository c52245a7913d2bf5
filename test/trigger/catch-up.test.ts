import type { INodeParameters } from 'n8n-workflow';
import nock from 'nock';
import { connect } from '../../nodes/Zoko/api/connection';
import { ownMessages } from '../../nodes/Zoko/trigger/own';
import { rememberSent } from '../../nodes/Zoko/trigger/recent';
import { HOST, useNock } from '../harness';
import { update } from './payloads';
import { registered } from './surroundings';

useNock();

const MINUTE = 60_000;
const PHONE = '+919876543201';

let now = Date.parse('2026-11-25T06:00:00Z');
beforeEach(() => void jest.spyOn(Date, 'now').mockImplementation(() => now));
afterEach(() => jest.restoreAllMocks());

let made = 0;

/** A published workflow, messages that this n8n has sent, and what Zoko says became of each. */
async function outage(parameters: INodeParameters, statuses: string[]) {
	const all = await registered({
		events: ['messageDelivered', 'messageRead', 'messageFailed'],
		...parameters,
	});
	const watch = await all.installed.watch();
	jest.spyOn(watch.context.logger, 'warn').mockImplementation();
	const { account } = await connect(watch.context);
	const asked: string[] = [];
	now += 1;
	const ids = statuses.map((deliveryStatus) => {
		const id = `sent-${++made}`;
		rememberSent(account, id);
		nock(HOST)
			.get(`/v2/message/${id}`)
			.reply(() => {
				asked.push(id);
				return [
					200,
					{
						id,
						deliveryStatus,
						platformSenderId: PHONE,
						platformTimestamp: '2026-11-25T06:01:00Z',
					},
				];
			})
			.persist();
		return id;
	});
	now += MINUTE;
	const repair = async () => {
		all.webhooks.all.clear();
		now += 10 * MINUTE;
		await watch.crons[0]?.tick();
		return watch.emitted.map(([items]) => items?.[0]?.json);
	};
	return { ...all, watch, ids, asked, repair };
}

it('starts the runs that were lost, and says how many', async () => {
	const { ids, repair, watch } = await outage({}, ['delivered', 'read', 'failed', 'sent']);
	const [delivered, read, failed] = ids as [string, string, string];
	expect(await repair()).toEqual([
		event('messageFailed', 'failed', failed),
		event('messageDelivered', 'delivered', read),
		event('messageRead', 'read', read),
		event('messageDelivered', 'delivered', delivered),
	]);
	expect(watch.failures).toMatchObject([{ description: expect.stringMatching(/in 4 runs/) }]);
});

function event(name: string, status: string, messageId: string) {
	const timestamp = '2026-11-25T06:01:00Z';
	return { event: name, messageId, status, phone: PHONE, timestamp, caughtUp: true };
}

it('starts none for what was heard, and what comes after all starts nothing again', async () => {
	const { ids, installed, repair, webhooks, secret } = await outage({}, ['read']);
	const [id] = ids;
	await installed.deliver({ ...update('delivered'), id }, secret);
	expect(await repair()).toEqual([event('messageRead', 'read', id!)]);
	const late = await installed.deliver({ ...update('seen'), id }, webhooks.secret);
	expect(late.json).toBeUndefined();
});

it('nor where duplicates are not ignored', async () => {
	const { ids, installed, repair, secret } = await outage(
		{ options: { ignoreDuplicates: false } },
		['read'],
	);
	const [id] = ids;
	await installed.deliver({ ...update('delivered'), id }, secret);
	expect(await repair()).toEqual([event('messageRead', 'read', id!)]);
});

it('starts none for messages that were sent before the workflow was published', async () => {
	const { asked, installed, repair, webhooks } = await outage({}, ['delivered']);
	await installed.hook('delete');
	await installed.hook('create');
	const again = await installed.watch();
	webhooks.all.clear();
	now += 10 * MINUTE;
	await again.crons[0]?.tick();
	expect(again.failures).toHaveLength(1);
	expect(again.emitted).toEqual([]);
	expect(asked).toEqual([]);
	expect(await repair()).not.toEqual([]);
});

it('starts none for messages of its own runs', async () => {
	const { ids, installed, repair } = await outage({}, ['delivered']);
	const own = ownMessages(installed.workflow.id, installed.node.name);
	await own.note(Promise.resolve({ messageId: ids[0]! }));
	expect(await repair()).toEqual([]);
});

it.each([
	['an event that was not chosen', { events: ['messageRead'] }, 1],
	['a filtered one', { options: { phoneFilter: '+919876543202' } }, 1],
	['a trigger without delivery updates, which asks for none', { events: ['messageReceived'] }, 0],
])('nor for %s', async (_what, parameters, requests) => {
	const { asked, repair } = await outage(parameters, ['delivered']);
	expect(await repair()).toEqual([]);
	expect(asked).toHaveLength(requests);
});

it('gives the body of a delivery update without Simplify', async () => {
	const { ids, repair } = await outage({ simplify: false }, ['delivered']);
	expect(await repair()).toMatchObject([
		{ event: 'message:delivery:update', id: ids[0], deliveryStatus: 'delivered', caughtUp: true },
	]);
});

it('a Zoko that fails meanwhile costs the rest, and the report comes all the same', async () => {
	const { ids, repair, watch, webhooks } = await outage({}, ['delivered']);
	nock.removeInterceptor({
		hostname: 'zoko.example.com',
		proto: 'https',
		path: `/v2/message/${ids[0]}`,
	});
	nock(HOST).get(`/v2/message/${ids[0]}`).reply(503, 'Busy');
	expect(await repair()).toEqual([]);
	expect(webhooks.list).toHaveLength(1);
	expect(watch.failures).toHaveLength(1);
});
