import nock from 'nock';
import { resources } from '../../nodes/Zoko/operations';
import { isSend } from '../../nodes/Zoko/operations/operation';
import {
	fixture,
	HOST,
	items,
	itemsOf,
	keyOf,
	readJson,
	runWorkflow,
	useNock,
	zokoPack,
	type WorkflowJson,
} from '../harness';
import { EXPECTED } from './exchanges';
import { ITEM, type Exchange } from './exchanges/exchange';

useNock();

const names = resources.flatMap((resource) =>
	resource.operations
		.filter((operation) => !isSend(operation))
		.map(({ option }) => `${resource.option.value}/${option.value}`),
);

/** Lets Zoko answer exactly these requests, each once. */
function expecting(exchanges: Exchange[], apikey: string): nock.Scope[] {
	return exchanges.map(({ method, path, query = {}, body, status = 200, answer = '' }) => {
		const scope = nock(HOST, { reqheaders: { apikey } });
		return scope
			.intercept(`/v2${path}`, method, body as nock.DataMatcherMap)
			.query(query)
			.reply(status, answer);
	});
}

function withParameters(workflow: WorkflowJson, parameters: object): WorkflowJson {
	const copy = structuredClone(workflow);
	for (const node of copy.nodes) {
		if (node.type === 'n8n-nodes-zoko.zoko') Object.assign(node.parameters, parameters);
	}
	return copy;
}

/** An answer with the API key behind every text and name that it holds. */
function echoing(answer: unknown, key: string): unknown {
	if (typeof answer === 'string') return `${answer} ${key}`;
	if (Array.isArray(answer)) return answer.map((each) => echoing(each, key));
	if (typeof answer !== 'object' || answer === null) return answer;
	const entries = Object.entries(answer).flatMap(([name, value]) => [
		[name, echoing(value, key)],
		[`${name} ${key}`, key],
	]);
	return Object.fromEntries(entries);
}

it('every operation is tested here', () => {
	expect(Object.keys(EXPECTED).sort()).toEqual([...names].sort());
});

describe.each(names)('%s', (name) => {
	const { exchanges, output, raw } = EXPECTED[name] ?? { exchanges: [], output: [] };
	const workflow = fixture(name);

	it('makes exactly these requests and puts out paired items', async () => {
		const pack = zokoPack();
		const scopes = expecting(exchanges, keyOf(pack));
		const run = await runWorkflow(pack, workflow, items(ITEM));
		expect(run.data.resultData.error).toBeUndefined();
		expect(scopes.map((scope) => scope.isDone())).toEqual(exchanges.map(() => true));
		expect(itemsOf(run, workflow.name)).toEqual(
			output.map((json) => ({ json, pairedItem: { item: 0 } })),
		);
		expect(pack.credentialReads).toBe(1);
	});

	if (raw) {
		it('gives the answer as it is without Simplify', async () => {
			const pack = zokoPack();
			expecting(exchanges, keyOf(pack));
			const run = await runWorkflow(
				pack,
				withParameters(workflow, { simplify: false }),
				items(ITEM),
			);
			expect(itemsOf(run, workflow.name).map(({ json }) => json)).toEqual(raw);
		});
	}

	it('tells of a refusal in words, with item and category, and goes on when told to', async () => {
		const pack = zokoPack();
		const [first] = exchanges as [Exchange];
		const body = { status: 400, type: 'validation_error', message: `no, ${keyOf(pack)} may not` };
		nock(HOST).intercept(`/v2${first.path}`, first.method).query(true).reply(400, body);
		const going = structuredClone(workflow);
		for (const node of going.nodes) node.onError = 'continueRegularOutput';
		const run = await runWorkflow(pack, going, items(ITEM));
		expect(itemsOf(run, workflow.name)).toMatchObject([
			{
				json: {
					error: 'Zoko refused the request (400): no, [API key] may not',
					category: 'rejected',
					retryable: false,
					httpStatus: 400,
					advice: 'Correct what Zoko objects to, then run it again.',
				},
				pairedItem: { item: 0 },
			},
		]);
	});

	it.each([true, false])(
		'shows the API key nowhere, whatever Zoko says it in; Simplify: %s',
		async (simplify) => {
			const pack = zokoPack();
			for (const { method, status = 200, answer = '' } of exchanges) {
				const echo = echoing(answer, keyOf(pack)) as nock.Body;
				nock(HOST).intercept(/.*/, method).reply(status, echo);
			}
			const run = await runWorkflow(pack, withParameters(workflow, { simplify }), items(ITEM));
			expect(nock.pendingMocks().length).toBeLessThan(exchanges.length);
			expect(JSON.stringify(run.data.resultData)).not.toContain(keyOf(pack));
		},
	);

	it('has a schema that describes its output', () => {
		const schema = readJson<Schema>(`nodes/Zoko/__schema__/v1.0.0/${name}.json`);
		expect(schema).toMatchObject({ type: 'object', version: 1 });
		const described = Object.keys(schema.properties);
		for (const json of output) expect(described).toEqual(expect.arrayContaining(Object.keys(json)));
	});
});

interface Schema {
	type: string;
	version: number;
	properties: Record<string, object>;
}
