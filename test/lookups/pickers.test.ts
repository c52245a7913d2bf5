import nock from 'nock';
import { Zoko } from '../../nodes/Zoko/Zoko.node';
import { HOST, loadOptionsContext, useNock, zokoNode, zokoPack } from '../harness';

useNock();

const {
	description,
	methods: { listSearch },
} = new Zoko();

const AGENTS = [
	{ id: 'a-2', firstName: 'Tom', lastName: 'Becker', email: 'tom@shop.example', active: true },
	{ id: 'a-1', firstName: 'Omar', lastName: null, email: 'omar@shop.example', active: false },
];
const TEAMS = [
	{ id: 't-2', name: 'Support', active: true },
	{ id: 't-1', name: 'Orders', active: true },
];
const WEBHOOKS = [
	{ id: 'w-1', url: 'https://example.com/zoko', events: ['message:user:in', 'message:store:out'] },
	{ id: 'w-2', url: 'https://other.example/hook', events: ['message:user:in'] },
];

const GROUPS = [
	{ id: 'g-1', subject: 'Book club', activeParticipantCount: 3 },
	{ _id: 'g-2', subject: 'Readers' },
];
const GROUP_LIST = '/channels/whatsapp/cloud/group';

const search = async (method: keyof typeof listSearch, filter?: string) => {
	nock(HOST).get('/v2/agent/agents').optionally().reply(200, AGENTS);
	nock(HOST).get('/v2/agent/teams').optionally().reply(200, TEAMS);
	nock(HOST).get('/v2/webhook').optionally().reply(200, WEBHOOKS);
	nock(HOST).get(`/v2${GROUP_LIST}`).optionally().reply(200, GROUPS);
	const context = loadOptionsContext(zokoPack(), zokoNode());
	return (await listSearch[method].call(context, filter)).results;
};

const TOM = { name: 'Tom Becker (tom@shop.example)', value: 'a-2' };
const OMAR = { name: 'Omar (omar@shop.example), inactive', value: 'a-1' };
const ORDERS = { name: 'Orders', value: 't-1' };
const SUPPORT = { name: 'Support', value: 't-2' };
/** Where a picker has both, it says which is which. */
const ASSIGNEES = [
	{ ...ORDERS, name: 'Orders (team)' },
	{ ...SUPPORT, name: 'Support (team)' },
	{ ...OMAR, name: 'Omar (agent, omar@shop.example), inactive' },
	{ ...TOM, name: 'Tom Becker (agent, tom@shop.example)' },
];

it.each([
	['searchAgents', undefined, [OMAR, TOM]],
	['searchAgents', ' TOM@ ', [TOM]],
	['searchTeams', undefined, [ORDERS, SUPPORT]],
	['searchTeams', 'sup', [SUPPORT]],
	['searchAssignees', undefined, ASSIGNEES],
	['searchAssignees', 'nobody', []],
] as const)('%s with %j', async (method, filter, expected) => {
	expect(await search(method, filter)).toEqual(expected);
});

it('webhooks are found by their addresses, and show their events', async () => {
	expect(await search('searchWebhooks', 'EXAMPLE.com')).toEqual([
		{
			name: 'https://example.com/zoko',
			value: 'w-1',
			description: 'message:user:in, message:store:out',
		},
	]);
});

it('groups are found by their subjects, and both of their ids are read', async () => {
	expect(await search('searchGroups')).toEqual([
		{ name: 'Book club', value: 'g-1', description: 'Participants: 3' },
		{ name: 'Readers', value: 'g-2' },
	]);
	expect(await search('searchGroups', 'READ')).toHaveLength(1);
});

const methods = Object.keys(listSearch) as Array<keyof typeof listSearch>;

it('every list of the form has its method, and every method its list', () => {
	const form = JSON.stringify(description.properties);
	const named = [...form.matchAll(/"searchListMethod":"(\w+)"/g)].map(([, name]) => name);
	expect([...new Set(named)].sort()).toEqual([...methods].sort());
});

it.each(methods.filter((method) => method !== 'searchTemplates'))(
	'%s leaves out what is no entry, and what n8n would evaluate when it is picked',
	async (method) => {
		const odd = [null, 7, 'text', [], {}, { id: null }, { id: '={{ $env.SECRET }}', name: 'x' }];
		nock(HOST)
			.get(/^\/v2\//)
			.reply(200, [...odd, { id: 'x-1', name: 'x' }])
			.persist();
		const context = loadOptionsContext(zokoPack(), zokoNode());
		const { results } = await listSearch[method].call(context, '');
		expect(new Set(results.map(({ value }) => value))).toEqual(new Set(['x-1']));
	},
);

it('a refused key is told', async () => {
	nock(HOST).get('/v2/webhook').reply(401, { message: 'no such key' });
	const context = loadOptionsContext(zokoPack(), zokoNode());
	await expect(listSearch.searchWebhooks.call(context)).rejects.toThrow(/refused the API key/);
});
