import type { INodeParameters } from 'n8n-workflow';
import nock from 'nock';
import { Zoko } from '../../nodes/Zoko/Zoko.node';
import { HOST, items, runZoko, useNock, zokoPack } from '../harness';

useNock();

const { properties } = new Zoko().description;

/** n8n wants every required field, as long as it cannot tell which of them are shown. */
const EVERYTHING = Object.fromEntries(
	properties
		.filter(({ required }) => required)
		.map(({ name, type }) => {
			if (type === 'resourceLocator') return [name, { __rl: true, mode: 'id', value: 'x' }];
			return [name, type === 'multiOptions' ? ['message:user:in'] : 'x'];
		}),
) as INodeParameters;

const ID = 'm-1';
/** What a model fills in; n8n hands it over as the item. */
const CALL = { what: 'delete', of: 'message', id: ID, phone: '+91 98765 43201' };

/** The form offers no expression for these two, but a workflow can be written without the form. */
const CHOSEN_BY_MODEL: INodeParameters[] = [
	{ operation: "={{ $fromAI('what', 'What to do') }}", messageId: ID },
	{ operation: '={{ $fromai("what") }}', messageId: "={{ $fromAI('id') }}" },
	{ resource: '={{ $fromAI("of") }}', operation: 'delete', messageId: ID },
];

it.each(CHOSEN_BY_MODEL)('%#: a model does not choose what a tool does', async (parameters) => {
	const deletion = nock(HOST).delete(`/v2/message/${ID}`).reply(200, {});
	const { data } = await runZoko(zokoPack(), { ...EVERYTHING, ...parameters }, items(CALL));
	const { message, description } = (data.resultData.error ?? {}) as Record<string, string>;
	expect(message).toMatch(/^An AI model is to choose '(?:Operation|Resource)'/);
	expect(description).toMatch(/one tool for each/);
	expect(deletion.isDone()).toBe(false);
	nock.cleanAll();
});

it('it fills in the fields of a deletion that a person has chosen', async () => {
	const deletion = nock(HOST).delete(`/v2/message/${ID}`).reply(200, {});
	await runZoko(
		zokoPack(),
		{ operation: 'delete', messageId: "={{ $fromAI('id') }}" },
		items(CALL),
	);
	expect(deletion.isDone()).toBe(true);
});

it('the form of a tool warns of every operation that takes something away', () => {
	const operations = properties
		.filter(({ name }) => name === 'operation')
		.flatMap(({ options = [], displayOptions }) =>
			options.map((option) => [
				displayOptions?.show?.resource?.[0],
				'value' in option && option.value,
			]),
		);
	const takesAway = operations
		.filter(([, value]) => /^(?:delete|remove(?!Tag)|replace|reset)/.test(String(value)))
		.map((pair) => pair.join());
	expect(takesAway.length).toBeGreaterThan(7);
	const warnings = properties.filter(
		({ type, displayOptions }) =>
			type === 'notice' && displayOptions?.show?.['@tool']?.[0] === true,
	);
	const warned = warnings.flatMap(({ displayOptions }) =>
		(displayOptions?.show?.operation ?? []).map((value) =>
			[displayOptions?.show?.resource?.[0], value].join(),
		),
	);
	expect(warned.sort()).toEqual(takesAway.sort());
});
