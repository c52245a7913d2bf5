import type { INode, INodeParameters } from 'n8n-workflow';
import nock from 'nock';
import { Zoko } from '../../nodes/Zoko/Zoko.node';
import { templateForm } from '../../nodes/Zoko/lookups/resourceMapping';
import { readToken } from '../../nodes/Zoko/waiting/token';
import {
	editor,
	HOST,
	Inbox,
	INSTANCE,
	items,
	jsonOf,
	row,
	runZoko,
	useDeduplication,
	useNock,
	zokoPack,
} from '../harness';

useNock();

useDeduplication();

const ID = '6f1c2b9e-9a53-4f0e-8d51-0c5a4a1f7d11';
const TEMPLATE = row('order_confirm', {
	templateType: 'buttonTemplate',
	templateDesc:
		'Body: Order {{1}}: confirm?\nButtons: [Confirm] {{2}}, [Cancel] {{3}}, [Track parcel] {{4}}\n',
	templateVariableCount: 4,
});
const GOES_ON: Partial<INode> = { onError: 'continueRegularOutput' };

/** A trigger listens, and the account has the template. */
function listening() {
	const listed = [
		{
			id: 'w',
			events: ['message:user:in'],
			url: `${INSTANCE}/webhook/${ID}/${ID}/${'a'.repeat(32)}`,
		},
	];
	nock(HOST).persist().get('/v2/webhook').reply(200, listed);
	nock(HOST).persist().get('/v2/account/templates').reply(200, [TEMPLATE]);
	return new Inbox();
}

/** Asks with the template. @param values of its placeholders @param more parameters */
function asking(values: string[], more: INodeParameters = {}): INodeParameters {
	return {
		operation: 'sendAndWait',
		recipient: '+91 98765 43210',
		messageType: 'buttonTemplate',
		template: { __rl: true, mode: 'id', value: 'order_confirm' },
		variablesSource: 'json',
		variablesJson: JSON.stringify(values),
		...more,
	};
}

/** The same values in the fields of the form. */
function inForm(values: string[]): INodeParameters {
	const { fields } = templateForm([TEMPLATE], 'order_confirm|en', 'buttonTemplate');
	const value = Object.fromEntries(values.map((each, index) => [fields[index]?.id, each]));
	return {
		template: { __rl: true, mode: 'list', value: 'order_confirm|en' },
		variablesSource: 'form',
		variables: { mappingMode: 'defineBelow', value, schema: fields as never },
	};
}

const argsOf = (inbox: Inbox) => inbox.bodies[0]?.templateArgs as string[];
const VALUES = ['A1001', 'confirm', 'cancel', 't9'];
const LINK = { linkButtons: ['Track parcel'] };

it.each([
	['JSON', asking(VALUES, LINK)],
	['the form', asking([], { ...inForm(VALUES), ...LINK })],
])(
	'the rest of a link goes out as it was written, the payloads find the run: %s',
	async (_name, parameters) => {
		const inbox = listening();
		const run = await runZoko(zokoPack(), parameters);
		expect(run.status).toBe('waiting');
		const [text, confirm = '', cancel = '', link] = argsOf(inbox);
		expect([text, link]).toEqual(['A1001', 't9']);
		expect([confirm, cancel].map((value) => readToken(value)?.payload)).toEqual([
			'confirm',
			'cancel',
		]);
	},
);

it('a whole link is no payload either', async () => {
	const inbox = listening();
	const link = 'https://shop.example/t/A1001';
	const run = await runZoko(zokoPack(), asking(['A1001', 'confirm', 'cancel', link]));
	expect(run.status).toBe('waiting');
	expect(argsOf(inbox)[3]).toBe(link);
});

it.each(['t/A1001', '?order=A1001', 'A1001&x', 'a%20b', 'order=1', 'www.shop.example'])(
	'%s is not taken for a payload while nobody says which buttons are links',
	async (value) => {
		const inbox = listening();
		const parameters = asking(['A1001', 'confirm', 'cancel', value]);
		const run = await runZoko(zokoPack(), parameters, items({}), GOES_ON);
		const [json] = jsonOf(run, 'zoko');
		expect(json?.error).toContain(
			`Payload of "Track parcel" is '${value}', which looks like a part of a link`,
		);
		expect(json?.advice).toContain("'Link Button Names or IDs'");
		expect(inbox.bodies).toEqual([]);
		const told = await runZoko(zokoPack(), { ...parameters, ...LINK });
		expect(told.status).toBe('waiting');
		expect(argsOf(inbox)[3]).toBe(value);
	},
);

it('a link button that the template does not have is refused', async () => {
	const inbox = listening();
	const run = await runZoko(zokoPack(), asking(VALUES, { linkButtons: ['Track'] }));
	expect(run.data.resultData.error?.message).toContain('does not have: Payload of "Track"');
	expect(inbox.bodies).toEqual([]);
});

it('a template whose buttons are all links cannot ask', async () => {
	const inbox = listening();
	const parameters = asking(VALUES, { linkButtons: ['Confirm', 'Cancel', 'Track parcel'] });
	const run = await runZoko(zokoPack(), parameters);
	expect(run.data.resultData.error?.message).toContain('no quick reply button with a payload');
	expect(inbox.bodies).toEqual([]);
});

it('the form lists the buttons of the picked template', async () => {
	listening();
	const listed = await editor(asking([])).templateButtons();
	expect(listed.map(({ value }) => value)).toEqual(['Confirm', 'Cancel', 'Track parcel']);
	for (const value of ['', '={{ $json.template }}']) {
		const template = { __rl: true, mode: 'id', value };
		expect(await editor(asking([], { template })).templateButtons()).toEqual([]);
	}
});

it('a payload of a template has 57 characters, and no more', async () => {
	const inbox = listening();
	const ask = async (payload: string) =>
		await runZoko(zokoPack(), asking(['A1001', payload, 'cancel', 't9'], LINK));
	expect((await ask('😀'.repeat(57))).status).toBe('waiting');
	expect([...String(argsOf(inbox)[1])].length).toBeLessThanOrEqual(128);
	for (const size of [58, 300]) {
		const { error } = (await ask('x'.repeat(size))).data.resultData;
		expect(error?.message).toContain('57 are left');
	}
	expect(inbox.bodies).toHaveLength(1);
});

it('a key that was used lets the run go on without a second question', async () => {
	const inbox = listening();
	const pack = zokoPack();
	const parameters = asking(VALUES, { ...LINK, options: { deduplicationKey: 'ask-A1001' } });
	expect((await runZoko(pack, parameters)).status).toBe('waiting');
	const again = await runZoko(pack, parameters);
	expect(again.status).toBe('success');
	const [json] = jsonOf(again, 'zoko');
	expect(json).toMatchObject({ status: 'skipped', skippedReason: 'duplicate' });
	expect(json).not.toHaveProperty('replied');
	expect(inbox.bodies).toHaveLength(1);
});

describe('where a person approves what an agent wants to do', () => {
	const TYPE = 'n8n-nodes-zoko.zokoHitlTool';
	const message = 'Refund order A1001?\n\n{ "amount": 1499 }';
	/** As n8n makes it of the node: 'Message' is its own, and always there. */
	function approval(): Zoko {
		const node = new Zoko();
		node.description.properties = node.description.properties.flatMap((property) =>
			property.name === 'message' ? [{ ...property, displayOptions: {} }] : [property],
		);
		return node;
	}

	const approving = async (parameters: INodeParameters, call: object = {}) =>
		await runZoko(zokoPack({}, { [TYPE]: approval() }), parameters, items(call), { type: TYPE });

	it('a template that does not show it is refused', async () => {
		const inbox = listening();
		const { error } = (await approving(asking(VALUES, { ...LINK, message }))).data.resultData;
		expect(error?.message).toContain("Template 'order_confirm' does not show 'Message'");
		expect(inbox.bodies).toEqual([]);
	});

	it('a template that shows it asks', async () => {
		const inbox = listening();
		const run = await approving(
			asking([`an agent asks: ${message}`, 'confirm', 'cancel', 't9'], { ...LINK, message }),
		);
		expect(run.status).toBe('waiting');
		expect(argsOf(inbox)[0]).toContain('Refund order A1001? { "amount": 1499 }');
		const [entry] = run.data.executionData?.nodeExecutionStack ?? [];
		expect(entry?.data.main?.[0]?.[0]?.json.approved).toBe(false);
	});

	/** What n8n writes into 'Message' by itself; the second part is an object. */
	const ITS_OWN =
		'=The agent wants to run this tool: {{ $tool.name }}\n\nInput:\n{{ $tool.parameters }}';
	const CALL = {
		tool: 'Refund',
		toolParameters: { order: 'A1001', note: 'null [object Object] 1795920742312' },
	};
	const INPUT = '{ "order": "A1001", "note": "null [object Object] 1795920742312" }';
	const plain = (text: unknown) => String(text).replace(/\s+/g, ' ');

	it("n8n's own text shows what the tool would be called with", async () => {
		const inbox = listening();
		const question = { operation: 'sendAndWait', recipient: '+91 98765 43210', message: ITS_OWN };
		expect((await approving(question, CALL)).status).toBe('waiting');
		const [body] = inbox.bodies as Array<{ interactiveButton: { body: { text: string } } }>;
		expect(plain(body?.interactiveButton.body.text)).toBe(
			`The agent wants to run this tool: Refund Input: ${INPUT}`,
		);
	});

	it('and so does a template with it', async () => {
		const inbox = listening();
		const shown = { variablesJson: '={{ [$parameter.message, "confirm", "cancel", "t9"] }}' };
		const question = asking([], { ...LINK, message: ITS_OWN, ...shown });
		const run = await approving(question, CALL);
		expect(run.data.resultData.error).toBeUndefined();
		expect(argsOf(inbox)[0]).toBe(`The agent wants to run this tool: Refund Input: ${INPUT}`);
	});

	it('what it is made of may be missing', async () => {
		const inbox = listening();
		const message = '=Do it?{{ $json.none }} {{ 2 + 3 }} {{ [{ a: 1 }] }}';
		const question = { operation: 'sendAndWait', recipient: '+91 98765 43210', message };
		expect((await approving(question, CALL)).status).toBe('waiting');
		const [body] = inbox.bodies as Array<{ interactiveButton: { body: { text: string } } }>;
		expect(plain(body?.interactiveButton.body.text)).toBe('Do it? 5 [ { "a": 1 } ]');
	});

	it.each([
		['gives no text', '={{ [9] }}', {}],
		['is too long above buttons', `={{ "x".repeat(1025) }}`, {}],
		[
			'is too long above a list',
			`={{ "x".repeat(4097) }}`,
			{ messageType: 'interactiveList', listTitle: 'Choose' },
		],
	])("what %s is refused under the form's name of it", async (_name, message, more) => {
		const inbox = listening();
		const question = { operation: 'sendAndWait', recipient: '+91 98765 43210', ...more };
		const run = await approving({ ...question, message }, CALL);
		expect(run.data.resultData.error?.message).toMatch(/^'Message' /);
		expect(inbox.bodies).toEqual([]);
	});
});
