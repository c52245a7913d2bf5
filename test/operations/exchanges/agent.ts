import type { Expected } from './exchange';

export const AGENT = {
	id: 'a-2',
	firstName: 'Tom',
	lastName: 'Becker',
	email: 'tom+orders@shop.example',
	role: 'admin',
	active: true,
	available: false,
};

/** Of the operations of agents: requests and output, see `EXPECTED`. */
export const agent: Record<string, Expected> = {
	'agent/getAll': {
		exchanges: [
			{ method: 'GET', path: '/agent/agents', query: { includeTeams: 'true' }, answer: [AGENT] },
		],
		output: [AGENT],
	},
	'agent/get': {
		exchanges: [
			{
				method: 'GET',
				path: '/agent/tom%2Borders%40shop.example',
				query: { includeTeams: 'true' },
				answer: AGENT,
			},
		],
		output: [AGENT],
	},
	'agent/update': {
		exchanges: [
			{
				method: 'PUT',
				path: '/agent/tom%2Borders%40shop.example',
				body: { role: 'admin', available: false },
				answer: AGENT,
			},
		],
		output: [{ success: true, ...AGENT }],
	},
};
