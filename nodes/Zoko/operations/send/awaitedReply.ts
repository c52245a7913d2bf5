import type { IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';
import type { Connection } from '../../api/connection';
import { InvalidInput } from '../../errors/invalid-input';
import { isRecord } from '../../values';
import { refuseUnheard } from '../../waiting/listener';
import { pauseRun, refuseBorrowedStep } from '../../waiting/pause';
import { payloadsIn, type StoredWait, timeOutItem, withToken } from '../../waiting/question';
import { resumeUrlOf, tokenOfRun } from '../../waiting/run-token';
import { digestOfToken, newWait, writeToken } from '../../waiting/token';
import { retry } from '../../sending/retry';
import { A_YEAR, durationOf } from '../duration';
import { surroundingsOf } from '../surroundings';
import { isApproval, refuseBlindApproval } from './approval';
import type { Parameters } from './parameters';
import type { Accepted, Checked } from './shapes';

export const timeLimitFields: INodeProperties[] = [
	{
		displayName: 'Limit Wait Time',
		name: 'timeLimit',
		type: 'number',
		typeOptions: { minValue: 0 },
		default: 24,
		description:
			"How long to wait for the answer. After that the workflow goes on with 'timedOut' set to true and no 'reply'. Give that case a branch of its own: an If that looks only at the answer takes it for the other button. 0 means no limit.",
	},
	{
		displayName: 'Limit Wait Time Unit',
		name: 'timeLimitUnit',
		type: 'options',
		noDataExpression: true,
		options: [
			{ name: 'Minutes', value: 'minutes' },
			{ name: 'Hours', value: 'hours' },
			{ name: 'Days', value: 'days' },
		],
		default: 'hours',
	},
];

/** Further tries of the check whether the answer will be heard. */
const LOOKS = 3;

/**
 * Key in n8n's context of the node. What tells this wait from others is kept there for another try.
 */
const TRY_ENTRY = 'zokoWaitTry';

/**
 * What Send and Wait for Reply does beside sending: before that, the payloads get what finds the
 * run; after it, n8n puts the run to sleep.
 */
export class AwaitedReply {
	private readonly token: string;
	private readonly digest: string;
	/** Milliseconds; 0 for no limit. */
	private readonly limit: number;
	/** What an agent wants to do, when a person has to approve it. */
	private readonly wish?: string;

	/**
	 * @param run names the run of the node within its execution, the same for every try
	 * @throws InvalidInput
	 */
	constructor(
		private readonly context: IExecuteFunctions,
		private readonly connection: Connection,
		parameters: Parameters,
		run: number | string,
	) {
		refuseBorrowedStep(context);
		this.limit = limitOf(parameters);
		if (isApproval(context)) this.wish = String(parameters.get('message', 0) ?? '');
		const token = tokenOfRun(context, connection, waitOf(context, run));
		this.token = writeToken(token);
		this.digest = digestOfToken(token);
	}

	/**
	 * A message whose payloads find this run.
	 * @throws InvalidInput for a template that does not show what is to be approved
	 */
	ask(item: Checked): Checked {
		if (this.wish !== undefined) refuseBlindApproval(item.body, this.wish);
		return { ...item, body: withToken(item.body, item.payloadArgs ?? [], this.token) };
	}

	/** @throws InvalidInput, ZokoError when the answer would not be heard, see `refuseUnheard` */
	async refuseUnheard(): Promise<void> {
		await retry(async () => await refuseUnheard(this.connection, resumeUrlOf(this.context)), {
			retries: LOOKS,
			surroundings: surroundingsOf(this.context),
		});
	}

	/**
	 * Puts the execution to sleep. What the node returns is shown while it waits, and passed on when
	 * the time is up.
	 * @param item as it was checked, without the token
	 */
	async wait(item: Checked, { messageId }: Accepted): Promise<INodeExecutionData> {
		const { context, limit, digest } = this;
		const stored: StoredWait = {
			digest,
			messageId,
			phone: `+${item.body.recipient}`,
			askedAt: Date.now(),
			...(this.wish !== undefined && {
				approval: payloadsIn(item.body, item.payloadArgs)[0] ?? '',
			}),
		};
		const timedOut = { json: timeOutItem(stored, limit), pairedItem: { item: item.itemIndex } };
		await pauseRun(context, stored, timedOut, limit === 0 ? undefined : stored.askedAt + limit);
		return timedOut;
	}
}

/**
 * Refuses several items: n8n can make an execution wait for one answer only.
 * @throws InvalidInput
 */
export function refuseManyItems(itemCount: number): void {
	if (itemCount <= 1) return;
	throw new InvalidInput(
		`${itemCount} items came in, and a run can wait for one answer at a time`,
		"To ask one customer after the other, put this node into 'Loop Over Items' with the batch size 1. To ask all of them at once, put it into a sub-workflow, and call that with 'Execute Sub-workflow', mode 'Run once for each item', with 'Wait for Sub-Workflow Completion' switched off.",
	);
}

function limitOf(parameters: Parameters): number {
	return durationOf(
		'Limit Wait Time',
		{
			amount: parameters.get('timeLimit', 0) ?? 24,
			unit: parameters.get('timeLimitUnit', 0) ?? 'hours',
		},
		['minutes', 'hours', 'days'],
		{ from: 0, ...A_YEAR },
	);
}

/** What tells this wait from others of the execution: the same in every try of "Retry On Fail". */
function waitOf(context: IExecuteFunctions, run: number | string): string {
	const store = context.getContext('node');
	const known: unknown = store[TRY_ENTRY];
	if (isRecord(known) && known.run === run && typeof known.wait === 'string') return known.wait;
	const wait = newWait();
	store[TRY_ENTRY] = { run, wait };
	return wait;
}
