import type { Resource } from '../operation';
import { get } from './get';
import { getAll } from './getAll';

export const team: Resource = {
	option: { name: 'Team', value: 'team', description: 'Groups of agents' },
	operations: [get, getAll],
	defaultOperation: 'getAll',
};
