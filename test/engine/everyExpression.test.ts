import type { INodeParameters, INodeProperties } from 'n8n-workflow';
import { NodeHelpers } from 'n8n-workflow';
import { Zoko } from '../../nodes/Zoko/Zoko.node';
import {
	Inbox,
	items,
	outputsOf,
	placesOf,
	refuseAll,
	runZoko,
	useNock,
	withValue,
	zokoPack,
} from '../harness';

useNock();

/** n8n throws when an expression names a node that has not run. */
const THROWS = "={{ $('Order').item.json.id }}";

const { description } = new Zoko();

/** What the editor writes by itself, or takes no expression for. */
const NOT_OURS = new Set(['resource', 'operation', '__rl', 'mode', 'cachedResultName', 'schema']);

/** n8n itself drops an expression in place of these. */
const isPlain = (name: string) =>
	!description.properties.some(
		(field) => field.name === name && (field.noDataExpression || field.type === 'collection'),
	);

/** Where something stands that a user can replace by an expression, groups of fields among it. */
function placesIn(value: unknown, path: string[] = []): string[][] {
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

const CASES = placesOf((parameters) => [
	...placesIn(parameters),
	...optionsOf(parameters).map((option) => ['options', option]),
]);

it('there are such places', () => {
	expect(CASES.length).toBeGreaterThan(300);
});

describe.each(['continueRegularOutput', 'continueErrorOutput'] as const)('%s', (onError) => {
	it.each(CASES)('an expression that throws in $name sends nothing unseen', async (given) => {
		const inbox = new Inbox();
		refuseAll();
		const run = await runZoko(
			zokoPack(),
			withValue(given, THROWS),
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
