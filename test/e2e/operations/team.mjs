import assert from 'node:assert/strict';
import { gives } from './gives.mjs';

/** What each operation is expected to give. */
export const team = {
	'team/getAll': (items) =>
		assert.deepEqual(
			items.map(({ name }) => name),
			['Orders', 'Support'],
		),
	'team/get': gives({ name: 'Support', memberCount: 3 }, 'GET /agent/teams'),
};
