import assert from 'node:assert/strict';
import { gives } from './gives.mjs';

/** What each operation is expected to give. */
export const agent = {
	'agent/getAll': (items) => {
		assert.equal(items.length, 5);
		assert.ok(items.every(({ teams }) => Array.isArray(teams)));
	},
	'agent/get': gives({ email: 'tom+orders@shop.example', lastName: 'Becker' }, 'GET /agent/:id'),
	'agent/update': gives({ success: true, role: 'admin', available: false }, 'PUT /agent/:id'),
};
