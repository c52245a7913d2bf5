import type { INode, INodeParameters } from 'n8n-workflow';
import nock from 'nock';
import {
	Agent,
	HOST,
	Inbox,
	INSTANCE,
	items,
	runZoko,
	useNock,
	zokoNode,
	zokoPack,
} from '../harness';

useNock();

const ID = '6f1c2b9e-9a53-4f0e-8d51-0c5a4a1f7d11';
const PATH = `/webhook/${ID}/${ID}/${'a'.repeat(32)}`;
const QUESTION: INodeParameters = {
	operation: 'sendAndWait',
	recipient: '+91 98765 43210',
	message: 'Confirm order A1001?',
	buttons: { button: [{ title: 'Confirm' }] },
};
const DELIVERY: INodeParameters = {
	operation: 'waitForDelivery',
	messageId: '5b0f3c1e-0c3a-4b52-9d2a-1f6f0f1d0a01',
	whileWaiting: 'pause',
	timeLimit: 2,
};

function listening(): Inbox {
	const events = ['message:user:in', 'message:delivery:update'];
	nock(HOST)
		.persist()
		.get('/v2/webhook')
		.reply(200, [{ id: 'w', events, url: INSTANCE + PATH }]);
	return new Inbox();
}

/** Runs the tool inside of another node, as an AI Agent of an older version does. */
const inside = async (other: INode, parameters: INodeParameters) =>
	await new Agent(zokoPack(), zokoNode(parameters), other).call({});

const AGENT = zokoNode({}, { name: 'AI Agent' });

describe('a tool that n8n runs inside of another node', () => {
	it('asks nobody, as n8n would put that other node to sleep', async () => {
		const inbox = listening();
		await expect(inside(AGENT, QUESTION)).rejects.toThrow(
			/cannot pause the run inside of 'AI Agent'/,
		);
		await expect(inside(AGENT, QUESTION)).rejects.toMatchObject({
			description: expect.stringMatching(/of version 3.+ Nothing was sent\.$/) as string,
		});
		expect(inbox.bodies).toEqual([]);
	});

	it('waits for no delivery either', async () => {
		listening();
		const looks = nock(HOST)
			.get(/message/)
			.reply(200, { deliveryStatus: 'sent' });
		await expect(inside(AGENT, DELIVERY)).rejects.toThrow(/cannot pause/);
		expect(looks.isDone()).toBe(false);
		nock.cleanAll();
	});

	it('shows in a dry run what it would ask', async () => {
		const dry = await inside(AGENT, { ...QUESTION, options: { dryRun: true } });
		expect(dry).toMatchObject({ status: 'dryRun' });
	});
});

it('a second call of the same turn is not skipped when the first one has its answer', async () => {
	listening();
	const turn = { startNode: 'zoko', further: [items({ toolCallId: 'call_2' })] };
	const run = await runZoko(zokoPack(), QUESTION, items({ toolCallId: 'call_1' }), {}, turn);
	expect(run.status).toBe('waiting');
	const [asked, next] = run.data.executionData?.nodeExecutionStack ?? [];
	expect(next?.node).toMatchObject({ name: 'zoko' });
	// n8n does this to the node that has waited.
	Object.assign(asked?.node ?? {}, { disabled: true });
	expect(next?.node.disabled).toBeUndefined();
});
