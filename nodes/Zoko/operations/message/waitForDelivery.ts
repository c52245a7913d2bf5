import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { STOPPED } from '../../errors/stopped';
import { numberBetween, oneOf } from '../../message/checks';
import { endsWait } from '../../waiting/awaited-delivery';
import { A_YEAR, durationOf, type Longest, type Unit } from '../duration';
import type { RunItem } from '../item';
import type { RunOperation } from '../operation';
import { statusNow, type Wait, whatBecame } from './deliveryLook';
import { pauseForDelivery } from './pausedDelivery';
import { messageIdField } from './record';

/** Each pause is longer than the one before, up to a longest one in milliseconds. */
const GROWTH = 1.5;
const LONGEST_PAUSE = 15_000;

/** In milliseconds: for a moment, a message that was just sent cannot be read. */
const SETTLING = 10_000;

/** Waiting costs only a request now and then, so many items do it at once. */
const SIDE_BY_SIDE = 100;

/** The time limit of one of the ways to wait. What fits one of them is of no use in the other. */
function timeLimitOf(
	whileWaiting: 'keepOpen' | 'pause',
	{ amount, unit, most }: { amount: number; unit: Unit; most: string },
): INodeProperties[] {
	const displayOptions = { show: { whileWaiting: [whileWaiting] } };
	return [
		{
			displayName: 'Time Limit',
			name: 'timeLimit',
			type: 'number',
			typeOptions: { minValue: 1 },
			default: amount,
			displayOptions,
			description: `The longest time to wait, up to ${most}. After that the workflow goes on with 'timedOut' set to true.`,
		},
		{
			displayName: 'Time Limit Unit',
			name: 'timeLimitUnit',
			type: 'options',
			options: [
				{ name: 'Seconds', value: 'seconds' },
				{ name: 'Minutes', value: 'minutes' },
				{ name: 'Hours', value: 'hours' },
				{ name: 'Days', value: 'days' },
			],
			default: unit,
			displayOptions,
		},
	];
}

export const waitForDelivery: RunOperation = {
	option: {
		name: 'Wait for Delivery',
		value: 'waitForDelivery',
		action: 'Wait for delivery of message',
		description: 'Wait until a message is delivered, read or failed, or the time is up',
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
					description: "It has reached the customer's phone",
				},
				{ name: 'Read', value: 'read', description: 'The customer opened it' },
			],
			default: 'delivered',
			description: 'A failed delivery always ends the wait',
		},
		{
			displayName: 'While Waiting',
			name: 'whileWaiting',
			type: 'options',
			noDataExpression: true,
			options: [
				{
					name: 'Keep the Run Open',
					value: 'keepOpen',
					description:
						'For up to an hour: asks Zoko every few seconds. A restart of n8n ends the run.',
				},
				{
					name: 'Pause the Workflow',
					value: 'pause',
					description:
						'For hours and days: the run sleeps until Zoko reports the delivery, also through a restart of n8n',
				},
			],
			default: 'keepOpen',
		},
		{
			displayName:
				"Every report, also that of a delivery, comes in through a <strong>Zoko Trigger</strong>: a published workflow with 'Message Failed' has to exist in this n8n ('Message Delivered' or 'Message Read' do as well). One is enough for all waits, and it can be the trigger alone. Without a report the run goes on when the time limit has passed.",
			name: 'pauseNotice',
			type: 'notice',
			default: '',
			displayOptions: { show: { whileWaiting: ['pause'] } },
		},
		...timeLimitOf('keepOpen', { amount: 60, unit: 'seconds', most: 'an hour' }),
		...timeLimitOf('pause', { amount: 2, unit: 'hours', most: 'a year' }),
		{
			displayName: 'First Interval (Seconds)',
			name: 'firstInterval',
			type: 'number',
			typeOptions: { minValue: 0.5, maxValue: 60, numberPrecision: 1 },
			default: 2,
			displayOptions: { show: { whileWaiting: ['keepOpen'] } },
			description:
				'Zoko is asked at once, and again after this time. Each pause is 50% longer than the one before, up to 15 seconds.',
		},
	],
	sideBySide: SIDE_BY_SIDE,
	async run(item) {
		const messageId = item.text('Message ID', 'messageId');
		const goal = oneOf('Wait Until', item.get('waitUntil') ?? 'delivered', ['delivered', 'read']);
		const mode = item.get('whileWaiting') ?? 'keepOpen';
		const pauses = oneOf('While Waiting', mode, ['keepOpen', 'pause']) === 'pause';
		const limit = durationOf(
			'Time Limit',
			{
				amount: item.get('timeLimit'),
				unit: item.get('timeLimitUnit') ?? (pauses ? 'hours' : 'seconds'),
			},
			['seconds', 'minutes', 'hours', 'days'],
			{ from: 1, ...(pauses ? A_YEAR : AN_HOUR) },
		);
		if (pauses) return await pauseForDelivery(item, { messageId, goal, limit });
		return await keepOpen(item, { messageId, goal, limit });
	},
};

/** Asks Zoko again and again, with growing pauses. */
async function keepOpen(item: RunItem, { messageId, goal, limit }: Wait): Promise<IDataObject> {
	let pause = numberBetween('First Interval (Seconds)', item.get('firstInterval'), 0.5, 60) * 1000;
	const { now, sleep, cancelled } = item.surroundings;
	const startedAt = now();
	const end = startedAt + limit;
	const settled = startedAt + Math.min(SETTLING, limit);
	let status = await statusNow(item, messageId, true);
	while (!endsWait(goal, status) && now() < end) {
		await sleep(Math.min(pause, end - now()));
		if (cancelled()) throw STOPPED;
		pause = Math.max(pause, Math.min(pause * GROWTH, LONGEST_PAUSE));
		status = await statusNow(item, messageId, now() < settled);
	}
	return await whatBecame(item, { messageId, goal }, status, now() - startedAt);
}

/** A run that is kept open does not survive a restart of n8n. */
const AN_HOUR: Longest = {
	most: 3_600_000,
	words: 'an hour',
	remedy: "To wait longer, set 'While Waiting' to 'Pause the Workflow'.",
};
