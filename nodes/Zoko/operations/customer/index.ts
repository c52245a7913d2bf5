import type { Resource } from '../operation';
import { addTag } from './addTag';
import { assign } from './assign';
import { createProperty } from './createProperty';
import { deleteMessages } from './deleteMessages';
import { deleteProperty } from './deleteProperty';
import { get } from './get';
import { getAll } from './getAll';
import { getMessages } from './getMessages';
import { getProperties } from './getProperties';
import { getProperty } from './getProperty';
import { getTags } from './getTags';
import { removeTag } from './removeTag';
import { replaceTags } from './replaceTags';
import { updateProperty } from './updateProperty';

export const customer: Resource = {
	option: {
		name: 'Customer',
		value: 'customer',
		description: 'People your account has exchanged messages with',
	},
	operations: [
		addTag,
		assign,
		createProperty,
		deleteMessages,
		deleteProperty,
		get,
		getAll,
		getMessages,
		getProperties,
		getProperty,
		getTags,
		removeTag,
		replaceTags,
		updateProperty,
	],
	defaultOperation: 'get',
};
