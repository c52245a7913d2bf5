import type { IDataObject } from 'n8n-workflow';
import { deliverySteps, failureReason, hasFailed, statusOf } from '../../api/delivery';
import { ZokoError } from '../../api/errors';
import { numberBetween } from '../../message/checks';
import { InvalidInput } from '../../message/invalid-input';
import { STOPPED, type RunItem } from '../item';
import type { RunOperation } from '../operation';
import { present } from '../output';
import { messageIdField, messagePath } from './record';

/** Each pause is longer than the one before, up to this many milliseconds. */
const GROWTH = 1.5;
const LONGEST_PAUSE = 15_000;

/** A message may be sent a moment before it can be read, in milliseconds. */
const SETTLING = 10_000;

/** Waiting costs nothing but a request now and then, so many items do it at once. */
const SIDE_BY_SIDE = 100;

/** What a message has to become, and what lies beyond it. */
const GOALS: Record<string, string[]> = { delivered: ['delivered', 'read'], read: ['read'] };

export const waitForDelivery: RunOperation = {
	option: {
		name: 'Wait for Delivery',
		value: 'waitForDelivery',
		action: 'Wait for delivery of message',
		description: 'Ask until a message is delivered or read, has failed, or time is up',
	},
	fields: [
		messageIdField,
		{
			displayName: 'Wait Until',
			name: 'waitUntil',
			type: 'options',
			options: [
				{
					name: 'Delivered',
					value: 'delivered',
					description: 'It is on the phone of the customer',
				},
				{ name: 'Read', value: 'read', description: 'The customer opened it' },
			],
			default: 'delivered',
			description: 'A failed delivery always ends the wait',
		},
		{
			displayName: 'Time Limit',
			name: 'timeLimit',
			type: 'number',
			typeOptions: { minValue: 1, maxValue: 3600 },
			default: 60,
			description:
				"Seconds to wait at most. To wait for hours or days, start a workflow with 'Zoko Trigger' instead.",
		},
		{
			displayName: 'First Interval',
			name: 'firstInterval',
			type: 'number',
			typeOptions: { minValue: 0.5, maxValue: 60, numberPrecision: 1 },
			default: 2,
			description:
				'Seconds until the second look. Each pause is half as long again, up to 15 seconds.',
		},
	],
	sideBySide: SIDE_BY_SIDE,
	async run(item) {
		const messageId = item.text('Message ID', 'messageId');
		const goal = GOALS[String(item.get('waitUntil'))] ?? ['delivered', 'read'];
		const limit = numberBetween('Time Limit', item.get('timeLimit'), 1, 3600) * 1000;
		let pause = numberBetween('First Interval', item.get('firstInterval'), 0.5, 60) * 1000;

		const { now, sleep, cancelled } = item.surroundings;
		const startedAt = now();
		const end = startedAt + limit;
		const settled = startedAt + Math.min(SETTLING, limit);
		let status = await statusNow(item, messageId, true);
		const undecided = () => !goal.includes(status) && !hasFailed(status);
		while (undecided() && now() < end) {
			await sleep(Math.min(pause, end - now()));
			if (cancelled()) throw STOPPED;
			pause = Math.max(pause, Math.min(pause * GROWTH, LONGEST_PAUSE));
			status = await statusNow(item, messageId, now() < settled);
		}
		const steps = deliverySteps(await item.record(messagePath(messageId, 'history')));
		return present({
			messageId,
			status,
			failureReason: hasFailed(status) ? failureReason(steps) : undefined,
			timedOut: undecided(),
			waitedMs: now() - startedAt,
			history: steps.map((step) => present({ ...step })),
		});
	},
};

/** @param mayBeMissing whether a message that Zoko does not know counts as one that is on its way */
async function statusNow(item: RunItem, messageId: string, mayBeMissing: boolean): Promise<string> {
	let record: IDataObject;
	try {
		record = await item.record(messagePath(messageId));
	} catch (error) {
		const problem: unknown = error;
		const missing = problem instanceof ZokoError && problem.problem.category === 'not_found';
		if (missing && mayBeMissing) return 'unknown';
		throw problem;
	}
	if (record.direction === 'FROM_CUSTOMER') {
		throw new InvalidInput(
			`Message '${messageId}' came from the customer, so it is not delivered to anybody`,
			'Give the messageId of a message that this account sent, as a send operation gives it.',
		);
	}
	return statusOf(record.deliveryStatus) ?? 'unknown';
}
