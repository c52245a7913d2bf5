import type { INodeParameters } from 'n8n-workflow';
import nock from 'nock';
import {
	filesIn,
	HOST,
	items,
	readJson,
	runZoko,
	useNock,
	zokoPack,
	type WorkflowJson,
} from '../harness';
import { row } from '../lookups/world';

useNock();

const MEGABYTE = 1024 * 1024;

/** What an error may take, in all that it puts out: a few lines. */
const FEW_LINES = 3000;

const HUGE: Array<[string, string]> = [
	['letters', 'x'.repeat(MEGABYTE)],
	['digits', '9'.repeat(MEGABYTE)],
	['an address', `https://shop.example/${'a/'.repeat(MEGABYTE / 2)}`],
	['a list', `[${'"a",'.repeat(MEGABYTE / 4)}"a"]`],
	['an object', `{"${'k'.repeat(MEGABYTE)}": 1}`],
];

interface Case {
	name: string;
	parameters: INodeParameters;
	path: string[];
}

/** Where texts stand in the parameters of a node. */
function textsIn(value: unknown, path: Case['path'] = []): Array<Case['path']> {
	if (typeof value === 'string') return [path];
	if (typeof value !== 'object' || value === null) return [];
	return Object.entries(value).flatMap(([key, inner]) => textsIn(inner, [...path, key]));
}

/** What n8n's form writes and n8n itself judges: choices, and the ids of fields. */
const NOT_OURS = new Set(['resource', 'operation', '__rl', 'mode', 'mappingMode', 'id']);

const FOLDER = 'test/fixtures/workflows';

const CASES: Case[] = filesIn(FOLDER).flatMap((file) => {
	const { nodes } = readJson<WorkflowJson>(file);
	const name = file.slice(FOLDER.length + 1).replace('.json', '');
	const parameters = nodes.find(({ type }) => type === 'n8n-nodes-zoko.zoko')?.parameters ?? {};
	return textsIn(parameters)
		.filter((path) => !NOT_OURS.has(String(path.at(-1))))
		.map((path) => ({ name: `${name}: ${path.join('.')}`, parameters, path }));
});

function replaced(parameters: INodeParameters, path: Case['path'], value: string): INodeParameters {
	const copy = structuredClone(parameters);
	const holder = path.slice(0, -1).reduce((inner, key) => inner[key] as INodeParameters, copy);
	holder[String(path.at(-1))] = value;
	return copy;
}

it('there are such places', () => {
	expect(CASES.length).toBeGreaterThan(100);
});

describe.each(HUGE)('a megabyte of %s', (_, value) => {
	it.each(CASES)('in $name is not repeated in an error', async ({ parameters, path }) => {
		nock(HOST)
			.get('/v2/account/templates')
			.reply(200, [row('order_shipped')])
			.persist();
		nock(HOST).get(/.*/).reply(400, { message: 'no' }).persist();
		for (const method of ['post', 'put', 'delete'] as const) {
			nock(HOST)[method](/.*/).reply(400, { message: 'no' }).persist();
		}
		const run = await runZoko(
			zokoPack(),
			replaced(parameters, path, value),
			items({ phone: '+91 98765 43210' }),
			{ onError: 'continueRegularOutput' },
		);
		const [output] = run.data.resultData.runData.zoko?.at(-1)?.data?.main ?? [];
		const told = JSON.stringify([
			run.data.resultData.error,
			output?.filter(({ json }) => json.error),
		]);
		expect(told.length).toBeLessThan(FEW_LINES);
	});
});
