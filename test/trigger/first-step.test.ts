import { sleep, type INode, type INodeExecutionData, type WorkflowExecuteMode } from 'n8n-workflow';
import { firstStep, holdUntil } from '../../nodes/Zoko/trigger/first-step';
import { itemsOf, runWorkflow, useDeduplication, useNock, zokoNode, zokoPack } from '../harness';
import { update } from './payloads';
import { registered } from './surroundings';

useNock();

// A run whose event another process took in asks the list that processes share.
const database = useDeduplication();

const pack = zokoPack();

const simplified = (messageId: string) => ({ json: { event: 'messageRead', messageId } });

/** What goes past the trigger of a run that starts with these items. */
async function pastTrigger(
	items: INodeExecutionData[],
	extra: Partial<INode> = {},
	mode: WorkflowExecuteMode = 'webhook',
): Promise<number> {
	const node = zokoNode({}, extra, 'zokoTrigger');
	const run = await runWorkflow(pack, { nodes: [node], connections: {} }, items, { mode });
	expect(run.status).toBe('success');
	return itemsOf(run, node.name).length;
}

describe('the first step of a run', () => {
	it('passes on what webhook() made of the event', async () => {
		expect(await pastTrigger([simplified('first')])).toBe(1);
	});

	it('ends a second run of the same event, as n8n takes up after it was killed', async () => {
		for (const item of [simplified('twice'), { json: update('read', 'twice raw') }]) {
			expect(await pastTrigger([item])).toBe(1);
			expect(await pastTrigger([structuredClone(item)])).toBe(0);
			expect(await pastTrigger([item], { id: 'another', name: 'another' })).toBe(1);
		}
	});

	it('lets repeats pass when duplicates are not ignored, and runs that were not started by Zoko', async () => {
		const parameters = { options: { ignoreDuplicates: false } };
		for (let count = 0; count < 2; count++) {
			expect(await pastTrigger([simplified('allowed')], { parameters })).toBe(1);
			expect(await pastTrigger([simplified('by hand')], {}, 'manual')).toBe(1);
			expect(await pastTrigger([simplified('again')], {}, 'retry')).toBe(1);
		}
	});

	it.each([{}, { ignoreDuplicates: false }])(
		'claims no event that came in here, with %j',
		async (options) => {
			const parameters = { events: ['messageDelivered'], options };
			const { installed, secret } = await registered(parameters);
			const { json = {} } = await installed.deliver(update('delivered'), secret);
			database.reset();
			const workflow = { nodes: [zokoNode(parameters, {}, 'zokoTrigger')], connections: {} };
			const run = await runWorkflow(installed.pack, workflow, [{ json }], { mode: 'webhook' });
			expect(itemsOf(run, 'zokoTrigger')).toHaveLength(1);
			expect(database.calls).not.toContain('check');
		},
	);

	it('waits until the request that started it has been answered', async () => {
		let answer: () => void = () => undefined;
		const item = simplified('held');
		holdUntil([item], new Promise<void>((resolve) => (answer = resolve)));
		const context = {
			getInputData: () => [item],
			getMode: () => 'manual',
			getExecutionId: () => 'held',
			getNode: () => ({ name: 'Zoko Trigger' }),
			getWorkflow: () => ({ id: 'test' }),
		} as never;
		let done = false;
		const run = firstStep(context).then((items) => {
			done = true;
			return items;
		});
		await sleep(20);
		expect(done).toBe(false);
		answer();
		expect(await run).toEqual([item]);
	});
});
