import { sleep } from 'n8n-workflow';
import { OwnMessages, ownMessages } from '../../nodes/Zoko/trigger/own';
import {
	Inbox,
	itemsOf,
	runWorkflow,
	useDeduplication,
	useNock,
	zokoNode,
	zokoPack,
} from '../harness';
import { runFrom } from './surroundings';

useNock();
useDeduplication();

const pack = zokoPack();

describe('the messages of a trigger', () => {
	it('are known by their id, per workflow and trigger', async () => {
		await ownMessages('1', 'A').note(Promise.resolve({ messageId: 'm1' }));
		expect(await ownMessages('1', 'A').has('m1', 0)).toBe(true);
		expect(await ownMessages('1', 'A').has('m2', 0)).toBe(false);
		expect(await ownMessages('2', 'A').has('m1', 0)).toBe(false);
		expect(await ownMessages('1', 'B').has('m1', 0)).toBe(false);
	});

	it('news that is quicker than the answer of the send waits for it', async () => {
		const own = new OwnMessages();
		const send = sleep(30).then(() => ({ messageId: 'quick' }));
		const noted = own.note(send);
		expect(await own.has('quick', 300)).toBe(true);
		await noted;
	});

	it('is not kept waiting longer than it may', async () => {
		const own = new OwnMessages();
		let end: (result: { messageId: string }) => void = () => undefined;
		const noted = own.note(new Promise<{ messageId: string }>((resolve) => (end = resolve)));
		expect(await own.has('slow', 20)).toBe(false);
		end({ messageId: 'slow' });
		await noted;
		expect(await own.has('slow', 0)).toBe(true);
	});

	it('a send that fails is nobody’s message, and its error goes on', async () => {
		const own = new OwnMessages();
		await expect(own.note(Promise.reject(new Error('no')))).rejects.toThrow('no');
		expect(await own.has('', 0)).toBe(false);
	});

	it('the oldest are forgotten', async () => {
		const own = new OwnMessages();
		for (let n = 0; n <= 10_000; n++) await own.note(Promise.resolve({ messageId: `m${n}` }));
		expect(await own.has('m0', 0)).toBe(false);
		expect(await own.has('m1', 0)).toBe(true);
	});
});

describe('a run that the trigger has started', () => {
	const send = zokoNode({
		operation: 'sendText',
		recipient: '+919876543210',
		text: 'Thank you',
	});
	const run = async (name: string, messageId: string, options = {}) => {
		const parameters = { events: ['messageDelivered'], options };
		const flow = {
			nodes: [zokoNode(parameters, { name, id: name }, 'zokoTrigger'), send],
			connections: { [name]: { main: [[{ node: 'zoko', type: 'main' as const, index: 0 }]] } },
		};
		return await runFrom(name, pack, flow, { event: 'messageDelivered', messageId });
	};

	it('does not start again with the news about what it has sent', async () => {
		const inbox = new Inbox();
		const first = await run('Delivered', 'from elsewhere');
		expect(inbox.bodies).toHaveLength(1);
		const sent = String(itemsOf(first, 'zoko')[0]?.json.messageId);
		await run('Delivered', sent);
		expect(inbox.bodies).toHaveLength(1);
	});

	it('starts again when own messages are not skipped', async () => {
		const inbox = new Inbox();
		const options = { skipOwnMessages: false };
		const first = await run('Delivered too', 'from elsewhere', options);
		await run('Delivered too', String(itemsOf(first, 'zoko')[0]?.json.messageId), options);
		expect(inbox.bodies).toHaveLength(2);
	});

	it('a run that something else has started notes nothing', async () => {
		const inbox = new Inbox();
		const alone = await runWorkflow(pack, { nodes: [send], connections: {} }, [{ json: {} }], {
			mode: 'webhook',
		});
		const sent = String(itemsOf(alone, 'zoko')[0]?.json.messageId);
		await run('Another', sent);
		expect(inbox.bodies).toHaveLength(2);
	});
});
