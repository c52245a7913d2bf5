import type { INodeParameters, INodeProperties } from 'n8n-workflow';
import { NodeHelpers } from 'n8n-workflow';
import nock from 'nock';
import { Zoko } from '../../nodes/Zoko/Zoko.node';
import {
	filesIn,
	HOST,
	Inbox,
	items,
	outputsOf,
	readJson,
	runZoko,
	useNock,
	zokoPack,
	type WorkflowJson,
} from '../harness';
import { row } from '../lookups/world';

useNock();

/** n8n throws when an expression names a node that has not run. */
const THROWS = "={{ $('Order').item.json.id }}";

const FOLDER = 'test/fixtures/workflows';
const { description } = new Zoko();

interface Case {
	name: string;
	parameters: INodeParameters;
	path: string[];
}

/** What the editor writes by itself, or takes no expression for. */
const NOT_OURS = new Set(['resource', 'operation', '__rl', 'mode', 'cachedResultName', 'schema']);

/** n8n itself drops an expression in place of these. */
const isPlain = (name: string) =>
	!description.properties.some(
		(field) => field.name === name && (field.noDataExpression || field.type === 'collection'),
	);

/** Where something stands that a user can replace by an expression, groups of fields among it. */
function placesIn(value: unknown, path: Case['path'] = []): Array<Case['path']> {
	const here = path.length > 0 ? [path] : [];
	if (typeof value !== 'object' || value === null) return here;
	const inner = Object.entries(value)
		.filter(([key]) => !NOT_OURS.has(key) && !key.endsWith('Source'))
		.flatMap(([key, each]) => placesIn(each, [...path, key]));
	return path.length === 1 && isPlain(String(path[0])) ? [...here, ...inner] : inner;
}

/** The options that an operation has. */
function optionsOf(parameters: INodeParameters): string[] {
	const node = { typeVersion: 1 } as never;
	const values = { resource: 'message', operation: 'sendText', ...parameters };
	const isShown = (field: INodeProperties) =>
		NodeHelpers.displayParameter(values, field, node, description, values);
	const field = description.properties.find((each) => each.name === 'options' && isShown(each));
	const options = (field?.options ?? []) as INodeProperties[];
	return options.filter(isShown).map(({ name }) => name);
}

const CASES: Case[] = filesIn(FOLDER).flatMap((file) => {
	const { nodes } = readJson<WorkflowJson>(file);
	const name = file.slice(FOLDER.length + 1).replace('.json', '');
	const parameters = nodes.find(({ type }) => type === 'n8n-nodes-zoko.zoko')?.parameters ?? {};
	const options = optionsOf(parameters).map((option) => ['options', option]);
	return [...placesIn(parameters), ...options].map((path) => ({
		name: `${name}: ${path.join('.')}`,
		parameters,
		path,
	}));
});

function replaced({ parameters, path }: Case): INodeParameters {
	const copy: INodeParameters = { options: {}, ...structuredClone(parameters) };
	const holder = path.slice(0, -1).reduce((inner, key) => inner[key] as INodeParameters, copy);
	holder[String(path.at(-1))] = THROWS;
	return copy;
}

it('there are such places', () => {
	expect(CASES.length).toBeGreaterThan(300);
});

describe.each(['continueRegularOutput', 'continueErrorOutput'] as const)('%s', (onError) => {
	it.each(CASES)('an expression that throws in $name sends nothing unseen', async (given) => {
		const inbox = new Inbox();
		nock(HOST)
			.get('/v2/account/templates')
			.reply(200, [row('order_shipped')])
			.persist();
		for (const method of ['get', 'post', 'put', 'delete'] as const) {
			nock(HOST)[method](/.*/).reply(400, { message: 'no' }).persist();
		}
		const run = await runZoko(
			zokoPack(),
			replaced(given),
			items({ phone: '+91 98765 43210' }, { phone: '+91 98765 43211' }),
			{ onError },
		);
		expect(inbox.bodies).toEqual([]);
		expect(run.data.resultData.error).toBeUndefined();
		const [regular = [], branch = []] = outputsOf(run, 'zoko');
		const passed = regular.filter(({ json }) => json.error === undefined);
		expect(passed).toEqual([]);
		const failed = onError === 'continueErrorOutput' ? branch : regular;
		expect(failed.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 1 }]);
	});
});
