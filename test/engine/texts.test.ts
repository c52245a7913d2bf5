import nock from 'nock';
import { Inbox, items, itemsOf, runZoko, useNock, zokoPack } from '../harness';

useNock();

const GO_ON = { onError: 'continueRegularOutput' } as const;

/** What became of one text for an item. */
async function send(text: string, json: object = {}, more: object = {}) {
	nock.cleanAll();
	const inbox = new Inbox();
	const parameters = { operation: 'sendText', recipient: '+919876543210', text, ...more };
	const run = await runZoko(zokoPack(), parameters, items(json), GO_ON);
	return { sent: inbox.bodies[0]?.message, output: itemsOf(run, 'zoko')[0]?.json ?? {} };
}

/** The expression that an error advises. */
const advised = (advice: unknown) => /\{\{.*?\}\}/.exec(String(advice))?.[0] ?? '';

describe('a text that was cut inside a character', () => {
	it('is not sent, and the advised expression cuts it well', async () => {
		const text = `${'a'.repeat(99)}😀😀`;
		const { sent, output } = await send('={{ $json.text.slice(0, 100) }}', { text });
		expect(sent).toBeUndefined();
		expect(output).toMatchObject({
			category: 'invalid_input',
			error: expect.stringContaining('half a character'),
		});
		const better = await send(`=${advised(output.advice)}`, { text });
		expect(better.sent).toBe(`${'a'.repeat(99)}😀`);
	});

	it('is cut to what WhatsApp takes by what the error about its length advises', async () => {
		const text = '😀'.repeat(5000);
		const { output } = await send('={{ $json.text }}', { text });
		expect(output.error).toContain('5,000 characters long');
		const { sent } = await send(`=${advised(output.advice)}`, { text });
		expect([...String(sent)]).toHaveLength(4096);
	});
});

describe('what is no text', () => {
	const ORDER = { number: 'A1001', items: [{ sku: 'x' }] };
	const CARD = (title: string) => ({
		operation: 'sendInteractiveButtons',
		body: 'Well?',
		buttons: { button: [{ title: 'Yes', payload: title }] },
	});

	it.each<[string, string, object, string]>([
		['an object', '=Order {{ $json.order }}', {}, '{{ $json.order }} would be sent as [object'],
		['one of several parts', '={{ $json.name }}: {{ $json.order }}', {}, '{{ $json.order }} would'],
		['a list of objects', '=For {{ $json.order.items }}', {}, '{{ $json.order.items }} would'],
		['no number', '=Total {{ 100 / 0 }}', {}, '{{ 100 / 0 }} would be sent as Infinity'],
		['an object alone', '={{ $json.order }}', {}, 'holds an object'],
		[
			'an object in an inner field',
			'',
			CARD('=pay-{{ $json.order }}'),
			"'Buttons' contains a value that is not text",
		],
		[
			'an object in JSON',
			'',
			{ ...CARD(''), buttonsSource: 'json', buttonsJson: '=[{"title":"{{ $json.order }}"}]' },
			"'Buttons (JSON)' contains a value that is not text",
		],
		['an invalid date', '=On {{ DateTime.fromISO("x") }}', {}, 'a date that cannot be read'],
		['an invalid date alone', '={{ DateTime.fromISO("x") }}', {}, 'a date that cannot be read'],
		['an invalid date of JavaScript', '={{ new Date("x") }}', {}, 'a date that cannot be read'],
		['a function', '=Hi {{ $json.name.trim }}', {}, 'this is a function'],
		['an iterator', '=Hi {{ [1].values() }}', {}, '{{ [1].values() }} would be sent as [object'],
		['a failed sum', '=Total {{ ($json.price * 2).toFixed(2) }}', {}, 'would be sent as NaN'],
		['a failed sum with its sign', '=Total {{ "₹" + $json.price * 2 }}', {}, 'sent as ₹NaN'],
		['a missing value as text', '=Hi {{ `${$json.nobody}` }}', {}, 'would be sent as undefined'],
		['an object as text', '=Hi {{ String($json.order) }}', {}, 'sent as [object Object]'],
		[
			'an object behind a plus sign',
			'={{ "Order " + $json.order }}',
			{},
			'as Order [object Object]',
		],
		['an object in backticks', '={{ `Order ${$json["order"]}` }}', {}, 'as Order [object Object]'],
		[
			'a list behind a plus sign',
			'={{ "For " + $json.order.items }}',
			{},
			'as For [object Object]',
		],
		['a missing value behind one', '={{ "Hi " + $json.nobody }}', {}, 'sent as Hi undefined'],
		['the same of no owner', '={{ "Hi " + $json.boss?.name }}', {}, 'sent as Hi undefined'],
		['the same of another node', '={{ "Hi " + $("start").item.json.x }}', {}, 'as Hi undefined'],
		['a failed sum behind one', '={{ "Total " + $json.a * $json.b }}', {}, 'sent as Total NaN'],
		['a date in milliseconds', '={{ "On " + $now }}', {}, 'would be sent as On 1'],
		[
			'one in the payload of a button',
			'',
			CARD('={{ "pay-" + $json.order }}'),
			"'Buttons' contains a value that is not text",
		],
		[
			'an invalid date as text',
			'=On {{ DateTime.fromISO("x").toFormat("d MMM") }}',
			{},
			'would be sent as Invalid DateTime',
		],
	])('%s is refused', async (_name, text, more, message) => {
		const { sent, output } = await send(text, { name: 'Asha', order: ORDER }, more);
		expect(sent).toBeUndefined();
		expect(output.error).toContain(message);
		expect(output.advice).toBeTruthy();
	});

	it.each([
		'I got [object Object] instead of my order number',
		'NaN is bread, in India',
		'P3 and PT5M are pumps',
		'On 2026-11-24T22:46:26.792-05:00',
		'undefined',
		'NaN',
		'[object Object]',
	])('%j that a customer wrote is sent', async (note) => {
		const { sent, output } = await send('=You said: {{ $json.note }}', { note });
		expect(sent).toBe(`You said: ${note}`);
		expect(output.notices).toBeUndefined();
		const written = await send(note);
		expect(written.sent).toBe(note);
	});

	it.each([
		'={{ "You said: " + $json.note }}',
		'={{ "You said: " + $json.note.trim().toLowerCase() }}',
		'={{ `You said: ${$("start").item.json.note}` }}',
		'={{ ["You said:", ...$json.notes].join(" ") }}',
		'={{ "You said: " + $if($json.note, $json.note, "undefined") }}',
		'={{ "At " + $now.toMillis() + ": null and void" }}',
		'={{ "Ordine " + "YW5udWxsYXRv".base64Decode() }}',
		'={{ JSON.stringify({ a: $json.nothing ?? null, b: null }) }}',
	])('%s is sent, whatever a customer wrote', async (text) => {
		const note = 'I got [object Object] and undefined, NaN, null';
		expect((await send(text, { note, notes: [note] })).sent).toBeTruthy();
	});

	it.each(['Hi {{ $json.name }}', 'Hi {{$("Order").item.json.id}}', '{{ $now }}'])(
		'%s in a fixed field is not sent as it stands',
		async (text) => {
			const { sent, output } = await send(text, { name: 'Asha' });
			expect(sent).toBeUndefined();
			expect(output.error).toMatch(/^'Text' is set to Fixed, so \{\{/);
			const written = await send('={{ $json.text }}', { text });
			expect(written.sent).toBe(text);
		},
	);

	it.each(['Use {{1}} and {{name}}', '{{ first_name }}', '$json.name'])(
		'%s is no expression',
		async (text) => {
			expect((await send(text)).sent).toBe(text);
		},
	);

	it('a value that is missing is left out, whatever else the text says', async () => {
		const { sent } = await send('=Hi {{ $json.nobody }}, {{ $json.note }}', { note: 'null' });
		expect(sent).toBe('Hi , null');
	});

	it('lists of plain values are written as before', async () => {
		const { sent } = await send('=Tags: {{ $json.tags }}. NaN', { tags: ['a', 'b'] });
		expect(sent).toMatch(/^Tags: .*a.*b/);
	});
});

describe('a date object', () => {
	const ISO = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}(Z|[+-]\d\d:\d\d)$/;
	const HINT = expect.stringMatching(/^Text: a date was written as \d{4}-.*\.toFormat\('d MMM'\)/);

	it.each([
		'={{ $now }}',
		'={{ $today }}',
		'={{ new Date() }}',
		'={{ "2026-11-24".toDateTime() }}',
	])('%s alone becomes ISO text, with a hint how to write it for people', async (text) => {
		const { sent, output } = await send(text);
		expect(sent).toMatch(ISO);
		expect(output.notices).toEqual([HINT]);
	});

	it.each(['=On {{ $now }}', '=On {{ new Date() }}'])(
		'%s within a text gets the hint',
		async (text) => {
			const { sent, output } = await send(text);
			expect(sent).toMatch(/^On /);
			expect(output.notices).toEqual([HINT]);
		},
	);

	it('that is formatted needs no hint', async () => {
		const text = "=On {{ $now.toFormat('d MMM') }} {{ $now.toISO() }}";
		const { output } = await send(text);
		expect(output.notices).toBeUndefined();
	});

	it('in a caption and in a payload is treated alike', async () => {
		const parameters = {
			operation: 'sendInteractiveButtons',
			body: '={{ $now }}',
			buttons: { button: [{ title: 'Yes', payload: '={{ $now }}' }] },
		};
		const { output } = await send('', {}, { ...parameters, options: { dryRun: true } });
		const body = output.body as { interactiveButton: { buttons: Array<{ reply: object }> } };
		expect(body.interactiveButton).toMatchObject({
			body: { text: expect.stringMatching(ISO) },
			buttons: [{ reply: { payload: expect.stringMatching(ISO) } }],
		});
		expect(output.notices).toHaveLength(2);
	});
});

it('a date object in a property becomes ISO text too', async () => {
	nock.cleanAll();
	const inbox = new Inbox('/v2/customer/c-1/properties');
	await runZoko(zokoPack(), {
		resource: 'customer',
		operation: 'createProperty',
		customerId: 'c-1',
		title: 'Last order',
		type: 'text',
		values: '={{ $today }}',
	});
	expect(inbox.bodies[0]?.messages).toEqual([expect.stringMatching(/^\d{4}-\d\d-\d\dT00:00:00/)]);
});
