import nock from 'nock';
import { Zoko } from '../../nodes/Zoko/Zoko.node';
import { HOST, loadOptionsContext, useNock, zokoNode, zokoPack } from '../harness';

useNock();

const { listSearch } = new Zoko().methods;

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

const search = async (method: keyof typeof listSearch, filter?: string) => {
	nock(HOST).get('/v2/agent/agents').optionally().reply(200, AGENTS);
	nock(HOST).get('/v2/agent/teams').optionally().reply(200, TEAMS);
	nock(HOST).get('/v2/webhook').optionally().reply(200, WEBHOOKS);
	const context = loadOptionsContext(zokoPack(), zokoNode());
	return (await listSearch[method].call(context, filter)).results;
};

const TOM = { name: 'Tom Becker (agent, tom@shop.example)', value: 'a-2' };
const OMAR = { name: 'Omar (agent, omar@shop.example), inactive', value: 'a-1' };
const ORDERS = { name: 'Orders (team)', value: 't-1' };
const SUPPORT = { name: 'Support (team)', value: 't-2' };

it.each([
	['searchAgents', undefined, [OMAR, TOM]],
	['searchAgents', ' TOM@ ', [TOM]],
	['searchTeams', undefined, [ORDERS, SUPPORT]],
	['searchTeams', 'sup', [SUPPORT]],
	['searchAssignees', undefined, [ORDERS, SUPPORT, OMAR, TOM]],
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

it('a refused key is told', async () => {
	nock(HOST).get('/v2/webhook').reply(401, { message: 'no such key' });
	const context = loadOptionsContext(zokoPack(), zokoNode());
	await expect(listSearch.searchWebhooks.call(context)).rejects.toThrow(/refused the API key/);
});
