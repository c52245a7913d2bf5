// What n8n 1 lacks, and the package does without. The end-to-end tests run in a real n8n 1.
import { ExecuteContext, SupplyDataContext } from 'n8n-core';
import { sleep, type INode, type INodeType } from 'n8n-workflow';
import { Agent, Inbox, items, runZoko, useNock, zokoNode, zokoPack } from '../harness';

useNock();

const ASHA = '+91 98765 43201';
const TEXT = { recipient: ASHA, text: '={{ $json.text }}' };
const ONE_BY_ONE = { maxInFlight: 1, maxRetries: 0 };

/** Takes away members of n8n's contexts, wherever in their chain they are. */
function without(context: object, ...names: string[]): void {
	for (const name of names) {
		let owner = context;
		while (!Object.hasOwn(owner, name)) owner = Object.getPrototypeOf(owner) as object;
		const member = Object.getOwnPropertyDescriptor(owner, name) as PropertyDescriptor;
		Reflect.deleteProperty(owner, name);
		taken.push(() => Object.defineProperty(owner, name, member));
	}
}

const taken: Array<() => void> = [];
afterEach(() => {
	for (const giveBack of taken.splice(0)) giveBack();
});

it('a stopped execution says how far it got where the context has no custom data', async () => {
	without(ExecuteContext.prototype, 'customData');
	const inbox = new Inbox();
	let stop = () => {};
	inbox.answers.shift = () => {
		if (inbox.bodies.length === 2) stop();
		return undefined;
	};
	const input = items(...['a', 'b', 'c', 'd'].map((text) => ({ text })));
	const parameters = { ...TEXT, options: ONE_BY_ONE };
	const run = await runZoko(zokoPack(), parameters, input, {}, { onStart: (way) => (stop = way) });
	expect(run.status).toBe('canceled');
	expect(run.data.resultData.metadata).toEqual({
		Zoko_stopped: expect.stringMatching(/^'zoko': 1 of 4 messages went out, /) as string,
	});
	// The message that was on its way when it was stopped.
	await sleep(50);
});

it('messages go out where a context tells nothing of being stopped', async () => {
	without(ExecuteContext.prototype, 'customData', 'getExecutionCancelSignal', 'isToolExecution');
	const inbox = new Inbox();
	const run = await runZoko(zokoPack(), TEXT, items({ text: 'a' }, { text: 'b' }));
	expect(run.status).toBe('success');
	expect(inbox.bodies).toHaveLength(2);
});

it('a second try of a tool does not send again what may have gone out', async () => {
	without(SupplyDataContext.prototype, 'isToolExecution');
	const inbox = new Inbox();
	inbox.answers.push({ status: 500 });
	const { nodes, ...rest } = zokoPack();
	const type = nodes['n8n-nodes-zoko.zoko'] as INodeType;
	const pack = { ...rest, nodes: { ...nodes, 'n8n-nodes-zoko.zokoTool': type } };
	const parameters = { recipient: ASHA, text: 'Hi', options: ONE_BY_ONE };
	const node: INode = { ...zokoNode(parameters), type: 'n8n-nodes-zoko.zokoTool' };
	const agent = new Agent(pack, node);
	const args = { n: 1 };
	await expect(agent.call(args, 0)).rejects.toThrow(/not known whether/);
	await expect(agent.call(args, 1)).rejects.toThrow(/was not sent again/);
	expect(inbox.bodies).toHaveLength(1);
});
