import { Inbox, items, itemsOf, runZoko, useDeduplication, useNock, zokoPack } from '../harness';

useNock();

useDeduplication();

/** What became of two items that are sent with a key. */
async function send(deduplicationKey: string, ...json: object[]) {
	const inbox = new Inbox();
	const parameters = {
		operation: 'sendText',
		recipient: '={{ $json.to }}',
		text: 'Hi',
		options: { deduplicationKey },
	};
	const input = items(...json.map((each, index) => ({ to: `+91987654321${index}`, ...each })));
	const run = await runZoko(zokoPack(), parameters, input, { onError: 'continueRegularOutput' });
	return { sent: inbox.bodies.length, output: itemsOf(run, 'zoko').map((item) => item.json) };
}

it.each([
	'=shipped-{{ $json.id }}',
	'={{ $json.id }}-{{ $json.kind }}',
	'={{ $json.kind }}-{{ $json.id ?? " " }}',
	'={{ "shipped-" + $json.id }}',
	'={{ `shipped-${$json.id}` }}',
	'=shipped-{{ $json }}',
	'={{ "shipped" + $json.id }}',
	'={{ "shipped-" + ($json.id || "") }}',
	'={{ "shipped" + ($json.id ?? "") }}',
	'={{ $json.id || "shipped" }}',
	'={{ ["shipped", $json.id].join("-") }}',
	'={{ [$json.id, $json.kind].join("-") }}',
	'={{ $json.kind + ":" + ($json["id"] || "") }}',
	'={{ $("start").item.json.id ?? "order" }}-shipped',
])('%s without an ID is refused, and nobody is skipped as a duplicate', async (key) => {
	const { sent, output } = await send(key, { kind: 'a' }, { kind: 'a' });
	expect(sent).toBe(0);
	for (const { error, category, skipped } of output) {
		expect(category).toBe('invalid_input');
		expect(error).toMatch(/'Deduplication Key'|'Options' contains/);
		expect(skipped).toBeUndefined();
	}
});

it.each([
	'=shipped-{{ $json.id }}',
	'={{ $json.id }}',
	'={{ $json.id }}/{{ $json.zero }}',
	'={{ $json.id + "-" }}',
	'={{ $json.invoice || $json.id }}',
	'={{ $json.id }}-{{ $json.express ? "fast" : "slow" }}',
	'={{ [$json.id, "shipped"].join("-") }}',
])('%s is taken when all is there', async (key) => {
	const { sent } = await send(key, { id: 'A1', zero: 0 }, { id: 'nullify-2', zero: 0 });
	expect(sent).toBe(2);
});

it('a key that works with nothing is the same for all items, as it says', async () => {
	const { output } = await send('={{ "launch" }}', {}, {});
	expect(output.map(({ status }) => status)).toEqual(['accepted', 'skipped']);
});

it('the error names the part', async () => {
	const { output } = await send('=shipped-{{ $json.id }}-{{ $json.to }}', {});
	expect(output[0]?.error).toContain('has a part that is empty: {{ $json.id }}');
});
