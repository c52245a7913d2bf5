import type { Resource } from '../operation';
import { get } from './get';
import { getAll } from './getAll';
import { update } from './update';

export const agent: Resource = {
	option: { name: 'Agent', value: 'agent', description: 'People who reply to customers in Zoko' },
	operations: [get, getAll, update],
	defaultOperation: 'getAll',
};
