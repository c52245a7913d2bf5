import type { INode, INodeExecutionData, INodeParameters, IRun } from 'n8n-workflow';
import { templateForm } from '../../nodes/Zoko/lookups/resourceMapping';
import { Inbox, items, row, runZoko, useNock, zokoPack } from '../harness';

useNock();

const REGULAR = { onError: 'continueRegularOutput' } as const;
const BRANCH = { onError: 'continueErrorOutput' } as const;
const two = items({ to: '+91 98765 43210', id: 'A1' }, { to: '+91 98765 43211', id: 'A2' });
const TEXT: INodeParameters = { recipient: '={{ $json.to }}', text: 'Hello' };
/** n8n throws when an expression names a node that has not run. */
const THROWS = "={{ $('Order').item.json.id.toUpperCase() }}";
const THROWS_FIRST = `={{ $json.id === 'A1' ? $('Order').item.json.id : $json.id }}`;

const outputs = (run: IRun): INodeExecutionData[][] =>
	(run.data.resultData.runData.zoko?.at(-1)?.data?.main ?? []).map((each) => each ?? []);

/** The JSON of all items that left by the success output without an error. */
function unharmed(run: IRun) {
	const [regular = []] = outputs(run);
	return regular.map(({ json }) => json).filter((json) => json.error === undefined);
}

const SCHEMA = templateForm(
	[row('shipped', { templateDesc: ' Hi {{1}}\n', templateVariableCount: 1 })],
	'shipped|en',
	'template',
).fields;
const template = (value: string): INodeParameters => ({
	operation: 'sendTemplate',
	recipient: '={{ $json.to }}',
	template: { __rl: true, mode: 'list', value: 'shipped|en' },
	variablesSource: 'form',
	variables: {
		mappingMode: 'defineBelow',
		value: { [SCHEMA[0]!.id]: value },
		schema: SCHEMA,
	} as unknown as INodeParameters,
});

const CASES: Array<[string, INodeParameters, Record<string, string>]> = [
	['the recipient', { ...TEXT, recipient: THROWS }, {}],
	['the text', { ...TEXT, text: THROWS }, {}],
	['a placeholder', template(THROWS), {}],
	['an option', { ...TEXT, options: { deduplicationKey: `=shipped-${THROWS.slice(1)}` } }, {}],
	['a number that is none', { ...TEXT, options: { maxPerSecond: 'abc' } }, {}],
	['a base URL without a scheme', TEXT, { baseUrl: 'chat.zoko.io/v2' }],
	['an operation that does not exist', { ...TEXT, operation: 'sendPigeon' }, {}],
	['a base URL, asked for a message', { operation: 'get', messageId: 'm1' }, { baseUrl: 'x' }],
	['an ID', { operation: 'get', messageId: THROWS }, {}],
	[
		'a picker',
		{ resource: 'agent', operation: 'get', agent: { __rl: true, mode: 'id', value: THROWS } },
		{},
	],
];

describe.each<[string, Partial<INode>]>([
	['Continue', REGULAR],
	['Continue (using error output)', BRANCH],
])('On Error: %s', (_name, extra) => {
	it.each(CASES)(
		'%s that fails: no item passes as if it had been sent',
		async (_what, parameters, secrets) => {
			const inbox = new Inbox();
			const run = await runZoko(zokoPack(secrets), parameters, two, extra);
			expect(inbox.bodies).toEqual([]);
			expect(unharmed(run)).toEqual([]);
			const failed = outputs(run)[extra === BRANCH ? 1 : 0] ?? [];
			expect(failed.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 1 }]);
			for (const { json } of failed) {
				expect(json).toMatchObject({ error: expect.any(String), category: expect.any(String) });
				expect(json.retryable).toEqual(expect.any(Boolean));
				expect(json.advice).toEqual(expect.stringMatching(/./));
			}
		},
	);

	it.each<[string, INodeParameters]>([
		['its text', { ...TEXT, text: THROWS_FIRST }],
		['a placeholder', template(THROWS_FIRST)],
		['an option', { ...TEXT, options: { deduplicationKey: THROWS_FIRST, dryRun: true } }],
	])('the first item alone fails by %s: the second goes out', async (_what, parameters) => {
		const inbox = new Inbox();
		const run = await runZoko(zokoPack(), parameters, two, extra);
		expect(unharmed(run)).toHaveLength(1);
		expect(inbox.recipients).toEqual(parameters.options ? [] : ['919876543211']);
	});
});
