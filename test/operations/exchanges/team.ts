import type { Expected } from './exchange';

export const SUPPORT = {
	id: 'b0000000-0000-4000-8000-000000000002',
	name: 'Support',
	description: 'First line',
	active: true,
	memberCount: 3,
};
const ORDERS = { ...SUPPORT, id: 'b0000000-0000-4000-8000-000000000001', name: 'Orders' };

/** Of the operations of teams: requests and output, see `EXPECTED`. */
export const team: Record<string, Expected> = {
	'team/getAll': {
		exchanges: [
			{
				method: 'GET',
				path: '/agent/teams',
				query: { includeAgents: 'true' },
				answer: [ORDERS, SUPPORT],
			},
		],
		output: [ORDERS, SUPPORT],
	},
	'team/get': {
		exchanges: [
			{
				method: 'GET',
				path: '/agent/teams',
				query: { includeAgents: 'false' },
				answer: [ORDERS, SUPPORT],
			},
		],
		output: [SUPPORT],
	},
};
