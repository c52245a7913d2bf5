import assert from 'node:assert/strict';
import { gives } from './gives.mjs';

/** What each operation is expected to give. */
export const template = {
	'template/getAll': (items, { operations }) => {
		assert.ok(items.length > 0);
		for (const { type, language, placeholders, body } of items) {
			assert.deepEqual([type, language], ['buttonTemplate', 'en']);
			assert.ok(body.length > 0 && placeholders.every(({ number, label }) => number && label));
		}
		assert.deepEqual(operations, ['GET /account/templates']);
	},
	'template/get': gives(
		{ templateId: 'order_shipped', language: 'de', sendWith: 'Send Template', active: true },
		'GET /account/templates',
	),
};
