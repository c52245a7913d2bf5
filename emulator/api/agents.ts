import type { FastifyInstance } from 'fastify';

import type { SeedTeam } from '../store/seed';
import type { Agent, Team } from '../store/types';
import type { World } from '../world';
import { notFound } from './errors';
import { addOperation } from './operation';

const flagQuery = (name: string) => ({
	type: 'object',
	properties: { [name]: { type: 'string', enum: ['true', 'false'] } },
});

const agentBody = {
	type: 'object',
	additionalProperties: false,
	properties: {
		id: { type: 'string' },
		firstName: { type: 'string' },
		lastName: { type: ['string', 'null'] },
		email: { type: 'string' },
		role: { type: 'string', enum: ['owner', 'admin', 'salesman'] },
		active: { type: 'boolean' },
		available: { type: 'boolean' },
	},
};

/** The four operations under `/agent`. */
export function agentOperations(app: FastifyInstance, world: World) {
	const withTeams = (agent: Agent, query: unknown) => ({
		...agent,
		...((query as { includeTeams?: string }).includeTeams === 'true' && {
			teams: world.store.teams.filter(({ memberIds }) => memberIds.includes(agent.id)).map(teamRow),
		}),
	});

	addOperation(app, world, {
		method: 'GET',
		path: '/agent/agents',
		querystring: flagQuery('includeTeams'),
		run: (request) => world.store.agents.map((agent) => withTeams(agent, request.query)),
	});
	addOperation(app, world, {
		method: 'GET',
		path: '/agent/teams',
		querystring: flagQuery('includeAgents'),
		run: (request) => {
			const nested = (request.query as { includeAgents?: string }).includeAgents === 'true';
			return world.store.teams.map((team) => ({
				...teamRow(team),
				...(nested && {
					agents: world.store.agents.filter(({ id }) => team.memberIds.includes(id)),
				}),
			}));
		},
	});
	addOperation(app, world, {
		method: 'GET',
		path: '/agent/:id',
		querystring: flagQuery('includeTeams'),
		run: (request) => withTeams(agentOf(world, request.params), request.query),
	});
	addOperation(app, world, {
		method: 'PUT',
		path: '/agent/:id',
		body: agentBody,
		run: (request) => {
			const agent = agentOf(world, request.params);
			const { role, available } = request.body as Partial<Agent>;
			if (role !== undefined) agent.role = role;
			if (available !== undefined) agent.available = available;
			return agent;
		},
	});
}

function teamRow({ memberIds, ...team }: SeedTeam): Team {
	return { ...team, memberCount: memberIds.length };
}

function agentOf(world: World, params: unknown): Agent {
	const { id } = params as { id: string };
	const agent = world.store.agents.find(
		(candidate) => candidate.id === id || candidate.email === id,
	);
	if (agent === undefined) throw notFound('Agent');
	return agent;
}
