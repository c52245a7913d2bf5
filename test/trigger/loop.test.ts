import type { INode, INodeExecutionData, INodeParameters, INodeType } from 'n8n-workflow';
import {
	Inbox,
	itemsOf,
	useDeduplication,
	useNock,
	zokoNode,
	zokoPack,
	type Pack,
	type WorkflowJson,
} from '../harness';
import { runFrom } from './surroundings';

useNock();

const database = useDeduplication();

const CUSTOMER = '+919876543210';

type HoldUntil = (items: INodeExecutionData[], answer: Promise<unknown>) => void;

/** What lets a process know that a run's event came in by itself. */
const holds = new WeakMap<Pack, HoldUntil>();

/** An n8n process of its own: what one knows, no other does. They share account and database. */
function processOf(secrets: { apiKey: string }): Pack {
	let pack: Pack | undefined;
	jest.isolateModules(() => {
		const { Zoko } = jest.requireActual('../../nodes/Zoko/Zoko.node') as {
			Zoko: new () => INodeType;
		};
		const { ZokoTrigger } = jest.requireActual('../../nodes/Zoko/ZokoTrigger.node') as {
			ZokoTrigger: new () => INodeType;
		};
		pack = zokoPack(secrets, {
			'n8n-nodes-zoko.zoko': new Zoko(),
			'n8n-nodes-zoko.zokoTrigger': new ZokoTrigger(),
		});
		const { holdUntil } = jest.requireActual('../../nodes/Zoko/trigger/first-step') as {
			holdUntil: HoldUntil;
		};
		holds.set(pack, holdUntil);
	});
	return pack as Pack;
}

let accounts = 0;

function processes(count: number): Pack[] {
	const apiKey = `account-${++accounts}`;
	return Array.from({ length: count }, () => processOf({ apiKey }));
}

const trigger = (name: string, events: string[], options: INodeParameters = {}): INode =>
	zokoNode({ events, options }, { name, id: name }, 'zokoTrigger');

const send = (name: string, parameters: INodeParameters = {}): INode =>
	zokoNode(
		{ operation: 'sendText', recipient: CUSTOMER, text: 'Hello', ...parameters },
		{ name, id: name },
	);

/** Triggers, each with its own send after it. */
function workflow(...triggers: INode[]): WorkflowJson {
	const sends = triggers.map(({ name }) => send(`send ${name}`));
	const connections: WorkflowJson['connections'] = {};
	for (const { name } of triggers) {
		connections[name] = { main: [[{ node: `send ${name}`, type: 'main', index: 0 }]] };
	}
	return { nodes: [...triggers, ...sends], connections };
}

/**
 * Delivers news about one message, and news about every message that comes of it, to the triggers
 * that listen to it. The runs go to the processes in turn.
 * @returns how many messages the customer got, at most 40
 */
async function play(
	packs: Pack[],
	flow: WorkflowJson,
	{ first = 'messageDelivered', news = ['messageDelivered'] } = {},
): Promise<number> {
	const inbox = new Inbox();
	const triggers = flow.nodes.filter(({ type }) => type.endsWith('Trigger'));
	const events = [{ event: first, messageId: `first-${Math.random()}` }];
	for (let turn = 0; events.length > 0 && inbox.bodies.length < 40; ) {
		const { event, messageId } = events.shift() as (typeof events)[number];
		for (const { name, parameters } of triggers) {
			if (!(parameters.events as string[]).includes(event)) continue;
			const pack = packs[turn++ % packs.length] as Pack;
			const json = { event, messageId, phone: CUSTOMER };
			const run = await runFrom(name, pack, flow, json);
			for (const { json: sent } of itemsOf(run, `send ${name}`)) {
				if (sent.messageId === undefined) continue;
				events.push(...news.map((kind) => ({ event: kind, messageId: String(sent.messageId) })));
			}
		}
	}
	return inbox.bodies.length;
}

jest.setTimeout(60_000);

describe('one delivered message does not become many', () => {
	const one = workflow(trigger('Delivered', ['messageDelivered']));

	it('in one process', async () => {
		expect(await play(processes(1), one)).toBe(1);
	});

	it('where two workers take the runs in turn', async () => {
		expect(await play(processes(2), one)).toBe(1);
	});

	it('when n8n is started anew before the news comes', async () => {
		const [before, after] = processes(2) as [Pack, Pack];
		const inbox = new Inbox();
		const run = async (pack: Pack, messageId: string) => {
			const json = { event: 'messageDelivered', messageId, phone: CUSTOMER };
			return await runFrom('Delivered', pack, one, json);
		};
		const first = await run(before, 'before the restart');
		await run(after, String(itemsOf(first, 'send Delivered')[0]?.json.messageId));
		expect(inbox.bodies).toHaveLength(1);
	});

	it('of one process, either: replies still on their way start nothing', async () => {
		const [before, after] = processes(2) as [Pack, Pack];
		const inbox = new Inbox();
		const flow = workflow(trigger('Both', ['messageReceived', 'messageDelivered']));
		// In one process the run starts where its event came in.
		const run = async (pack: Pack, event: string, messageId: string) => {
			const json = { event, messageId, phone: CUSTOMER };
			holds.get(pack)?.([{ json }], Promise.resolve());
			return await runFrom('Both', pack, flow, json);
		};
		const sent: string[] = [];
		for (let count = 0; count < 4; count++) {
			const replied = await run(before, 'messageReceived', `question ${count}`);
			sent.push(String(itemsOf(replied, 'send Both')[0]?.json.messageId));
		}
		for (const id of sent) await run(after, 'messageDelivered', id);
		expect(inbox.bodies).toHaveLength(4);

		// What somebody else has sent does, also when the run is cut off and Zoko repeats the event.
		await run(after, 'messageDelivered', 'by an agent');
		expect(inbox.bodies).toHaveLength(5);
		const [later] = processes(1) as [Pack];
		await run(later, 'messageDelivered', 'by an agent');
		expect(inbox.bodies).toHaveLength(6);
	});

	it.each([1, 2])('with two triggers in one workflow, over %i process(es)', async (count) => {
		const two = workflow(trigger('A', ['messageDelivered']), trigger('B', ['messageDelivered']));
		expect(await play(processes(count), two)).toBe(2);
	});

	it.each([1, 2])(
		'when one is for delivered and one for read, over %i process(es)',
		async (count) => {
			const two = workflow(
				trigger('Delivered', ['messageDelivered']),
				trigger('Read', ['messageRead']),
			);
			const news = ['messageDelivered', 'messageRead'];
			expect(await play(processes(count), two, { news })).toBe(1);
		},
	);

	it.each([1, 2])(
		'a reply to a customer may have its own follow-up, over %i process(es)',
		async (count) => {
			const two = workflow(
				trigger('Received', ['messageReceived']),
				trigger('Delivered', ['messageDelivered']),
			);
			// The reply, and what follows its delivery.
			expect(await play(processes(count), two, { first: 'messageReceived' })).toBe(2);
		},
	);
});

describe('the brake', () => {
	/** The memory of own messages is switched off: news about each message starts another run. */
	const forgetful = (parameters: INodeParameters = {}) => {
		const flow = workflow(trigger('Delivered', ['messageDelivered'], { skipOwnMessages: false }));
		flow.nodes.splice(1, 1, send('send Delivered', parameters));
		return flow;
	};

	it('ends a loop without any memory of what was sent', async () => {
		expect(await play(processes(1), forgetful())).toBe(5);
	});

	it('ends it over several processes, too', async () => {
		expect(await play(processes(2), forgetful())).toBe(10);
	});

	it('says what it did, and that nothing was sent', async () => {
		const [pack] = processes(1) as [Pack];
		const flow = forgetful();
		await play([pack], flow);
		const json = { event: 'messageDelivered', messageId: 'one more', phone: CUSTOMER };
		const { error } = (await runFrom('Delivered', pack, flow, json)).data.resultData;
		expect(error?.message).toContain('probably a loop');
		expect(error?.description).toMatch(/'Allow Repeated Follow-Ups'.+ Nothing was sent\.$/);
	});

	it('is lifted by an option', async () => {
		const options = { allowRepeatedFollowUps: true };
		expect(await play(processes(1), forgetful({ options }))).toBe(40);
	});

	it('leaves alone who is told of many customers', async () => {
		const news = { options: {}, recipient: '+919876543299' };
		expect(await play(processes(1), forgetful(news))).toBe(40);
	});

	it('leaves alone replies to a customer', async () => {
		const flow = workflow(trigger('Received', ['messageReceived']));
		const inbox = new Inbox();
		const [pack] = processes(1) as [Pack];
		for (let count = 0; count < 12; count++) {
			const json = { event: 'messageReceived', messageId: `m-${count}`, phone: CUSTOMER };
			await runFrom('Received', pack, flow, json);
		}
		expect(inbox.bodies).toHaveLength(12);
	});
});

describe('a database that is away', () => {
	it('before the run: nothing after the trigger runs, and the run says why', async () => {
		database.failure = new Error('connection lost');
		const inbox = new Inbox();
		const [pack] = processes(1) as [Pack];
		const flow = workflow(trigger('Delivered', ['messageDelivered']));
		const json = { event: 'messageDelivered', messageId: 'x', phone: CUSTOMER };
		const run = await runFrom('Delivered', pack, flow, json);
		expect(run.status).toBe('error');
		expect(run.data.resultData.error?.message).toContain('connection lost');
		expect(inbox.bodies).toEqual([]);
	});
});
