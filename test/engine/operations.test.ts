import { message } from '../../nodes/Zoko/operations/message';
import { isSend } from '../../nodes/Zoko/operations/operation';
import {
	fixture,
	Inbox,
	items,
	itemsOf,
	keyOf,
	runWorkflow,
	useNock,
	zokoPack,
	type WorkflowJson,
} from '../harness';
import { BODIES, ORDER } from './bodies';

useNock();

const operations = message.operations
	.filter(isSend)
	.filter(({ awaitsReply }) => !awaitsReply)
	.map(({ option }) => option.value)
	.sort();

it('every operation has an expected body here', () => {
	expect(Object.keys(BODIES).sort()).toEqual(operations);
});

/** The output of a message to 919876543210, apart from what Zoko answered. */
function about(body: object): object {
	const { type = '', templateId, templateLanguage } = body as Record<string, string>;
	const template = templateId && { templateId, templateLanguage };
	const kind = /template$/i.test(type)
		? 'template'
		: type.replace(/^interactive_.*/, 'interactive');
	return { phone: '+919876543210', type: kind, ...template };
}

function withOptions(workflow: WorkflowJson, options: object): WorkflowJson {
	const copy = structuredClone(workflow);
	for (const node of copy.nodes) {
		if (node.type === 'n8n-nodes-zoko.zoko') Object.assign(node.parameters, { options });
	}
	return copy;
}

describe.each(operations)('%s', (operation) => {
	const workflow = fixture(operation);
	const expected = { channel: 'whatsapp', recipient: '919876543210', ...BODIES[operation] };

	it('sends exactly this body, in one request with the key', async () => {
		const pack = zokoPack();
		const inbox = new Inbox();
		const run = await runWorkflow(pack, workflow, items(ORDER));
		expect(run.data.resultData.error).toBeUndefined();
		expect(inbox.bodies).toEqual([expected]);
		expect(inbox.keys).toEqual([keyOf(pack)]);
		expect(itemsOf(run, workflow.name)).toEqual([
			{
				json: { messageId: 'm1', status: 'accepted', customerId: 'c1', ...about(expected) },
				pairedItem: { item: 0 },
			},
		]);
	});

	it('puts out one paired item per input item, in order', async () => {
		const inbox = new Inbox();
		const phones = ['+91 98765 43211', '+91 98765 43212', '+91 98765 43213'];
		const run = await runWorkflow(
			zokoPack(),
			workflow,
			items(...phones.map((phone) => ({ ...ORDER, phone }))),
		);
		const found = itemsOf(run, workflow.name);
		expect(found.map(({ json }) => json.phone)).toEqual([
			'+919876543211',
			'+919876543212',
			'+919876543213',
		]);
		expect(found.map(({ pairedItem }) => pairedItem)).toEqual([
			{ item: 0 },
			{ item: 1 },
			{ item: 2 },
		]);
		expect(inbox.bodies).toHaveLength(3);
	});

	it('a dry run shows the body and sends nothing', async () => {
		const inbox = new Inbox();
		const run = await runWorkflow(
			zokoPack(),
			withOptions(workflow, { dryRun: true }),
			items(ORDER),
		);
		expect(itemsOf(run, workflow.name)).toEqual([
			{
				json: { status: 'dryRun', ...about(expected), body: expected },
				pairedItem: { item: 0 },
			},
		]);
		expect(inbox.bodies).toEqual([]);
	});

	it('an item whose expressions find nothing is refused by name', async () => {
		const inbox = new Inbox();
		const run = await runWorkflow(zokoPack(), workflow, items({}));
		expect(run.data.resultData.error?.message).toMatch(/'Recipient' is empty \[item 0\]/);
		expect(inbox.bodies).toEqual([]);
	});
});
