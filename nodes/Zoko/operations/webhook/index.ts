import type { Resource } from '../operation';
import { create } from './create';
import { deleteOne } from './delete';
import { get } from './get';
import { getAll } from './getAll';
import { repair } from './repair';
import { update } from './update';

export const webhook: Resource = {
	option: {
		name: 'Webhook',
		value: 'webhook',
		description: 'URLs that Zoko sends events to',
	},
	operations: [create, deleteOne, get, getAll, repair, update],
	defaultOperation: 'getAll',
};
