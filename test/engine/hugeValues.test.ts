import { items, placesOf, refuseAll, runZoko, useNock, withValue, zokoPack } from '../harness';

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

/** Where texts stand in the parameters of a node. */
function textsIn(value: unknown, path: string[] = []): string[][] {
	if (typeof value === 'string') return [path];
	if (typeof value !== 'object' || value === null) return [];
	return Object.entries(value).flatMap(([key, inner]) => textsIn(inner, [...path, key]));
}

/** What n8n's form writes and n8n itself judges: choices, and the ids of fields. */
const NOT_OURS = new Set(['resource', 'operation', '__rl', 'mode', 'mappingMode', 'id']);

const CASES = placesOf((parameters) =>
	textsIn(parameters).filter((path) => !NOT_OURS.has(String(path.at(-1)))),
);

it('there are such places', () => {
	expect(CASES.length).toBeGreaterThan(100);
});

describe.each(HUGE)('a megabyte of %s', (_, value) => {
	it.each(CASES)('in $name is not repeated in an error', async (given) => {
		refuseAll();
		const run = await runZoko(
			zokoPack(),
			withValue(given, value),
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
