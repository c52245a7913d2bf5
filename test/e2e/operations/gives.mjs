// Who gets the messages that operations work on, and what checks say of the items.
import assert from 'node:assert/strict';

export const ASHA = '919876543201';
export const NOT_ON_WHATSAPP = '919876543226';

/** Asserts that an object has these values, whatever else it has. */
export function includes(actual, expected) {
	const picked = Object.fromEntries(Object.keys(expected).map((key) => [key, actual[key]]));
	assert.deepEqual(picked, expected);
}

/** The only item there is. */
export const one = (items) => {
	assert.equal(items.length, 1);
	return items[0];
};

/** Asserts that the only item has these values, and that exactly this was asked. */
export const gives = (values, operation) => (items, facts) => {
	includes(one(items), typeof values === 'function' ? values(facts) : values);
	assert.deepEqual(facts.operations, [operation].flat());
};
