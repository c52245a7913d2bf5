import type { Resource } from '../operation';
import { get } from './get';
import { getAll } from './getAll';

export const template: Resource = {
	option: {
		name: 'Template',
		value: 'template',
		description: 'Approved messages that can be sent at any time',
	},
	operations: [get, getAll],
	defaultOperation: 'getAll',
};
