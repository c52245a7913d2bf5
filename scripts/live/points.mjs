// What this package and its emulator assume about Zoko, point by point. A run compares each with what
// it sees. `is` are the values that are expected, `shape` is what an answer is made of (see compare() in
// shape.mjs), `relies` is the line that would change: a file, and words that only this line has.
import { CUSTOMER_POINTS } from './points/customers.mjs';
import { GROUP_POINTS } from './points/groups.mjs';
import { ERROR_POINTS, PEOPLE_POINTS } from './points/people.mjs';
import { TEMPLATE_POINTS } from './points/templates.mjs';
import { MESSAGE_POINTS, SEND_POINTS } from './points/messages.mjs';
import { EVENT_POINTS, WEBHOOK_POINTS } from './points/webhooks.mjs';

/**
 * @typedef {object} Point
 * @property {string} id
 * @property {string} assumed what is assumed, as a sentence
 * @property {string} how how a run observes it
 * @property {[file: string, words: string]} relies
 * @property {unknown[]} [is]
 * @property {unknown} [shape]
 * @property {string} [key] the key whose vocabulary a value belongs to
 */

/** @type {Point[]} */
export const POINTS = [
	...ERROR_POINTS,
	...PEOPLE_POINTS,
	...TEMPLATE_POINTS,
	...CUSTOMER_POINTS,
	...GROUP_POINTS,
	...SEND_POINTS,
	...MESSAGE_POINTS,
	...WEBHOOK_POINTS,
	...EVENT_POINTS,
];
