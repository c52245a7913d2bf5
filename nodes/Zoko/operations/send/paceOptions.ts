import type { INodeProperties } from 'n8n-workflow';
import { DEFAULT_TIMEOUT } from '../../api/connection';
import { isOn, numberBetween } from '../../message/checks';
import type { Policy } from '../../sending/send-all';

/** The options that say how fast messages go out, how often they are tried, and for how long. */
export const pacingFields: INodeProperties[] = [
	{
		displayName: 'Max per Second',
		name: 'maxPerSecond',
		type: 'number',
		typeOptions: { minValue: 0 },
		default: 0,
		description:
			"How many messages to start per second. Useful for large batches when Zoko's rate limit is reached. 0 means no limit.",
	},
	{
		displayName: 'Max at Once',
		name: 'maxInFlight',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: 100 },
		default: 10,
		description:
			'How many messages may be on their way to Zoko at the same time. With 1 each waits for the one before, so they go out strictly in the order of the items.',
	},
	{
		displayName: 'Max Retries',
		name: 'maxRetries',
		type: 'number',
		typeOptions: { minValue: 0, maxValue: 10 },
		default: 3,
		description:
			'How many times to try a message again when Zoko is busy or cannot be reached, and certainly did not take it',
	},
	{
		displayName: 'Timeout (Milliseconds)',
		name: 'timeout',
		type: 'number',
		typeOptions: { minValue: 1000, maxValue: 600_000 },
		default: DEFAULT_TIMEOUT,
		description:
			'How long to wait for a response from Zoko. After that it is not known whether the message went out, and it is not sent again.',
	},
	{
		displayName: 'Retry Uncertain Sends',
		name: 'retryUncertain',
		type: 'boolean',
		default: false,
		description:
			'Whether to send again after an error that leaves it unclear whether the message went out. Customers may get it twice.',
	},
];

export type PacingOptions = Omit<Policy, 'stopOnFailure'>;

/** How a batch goes out; the first item that can be sent decides for all of them. */
export function pacingOf(options: Record<string, unknown>): PacingOptions {
	return {
		maxInFlight: Math.floor(numberBetween('Max at Once', options.maxInFlight ?? 10, 1, 100)),
		maxPerSecond: numberBetween('Max per Second', options.maxPerSecond ?? 0, 0, 1000),
		maxRetries: Math.floor(numberBetween('Max Retries', options.maxRetries ?? 3, 0, 10)),
		retryUncertain: isOn('Retry Uncertain Sends', options.retryUncertain),
	};
}

/** How long an answer of Zoko is waited for, in milliseconds. */
export function timeoutOf(options: Record<string, unknown>): number {
	return numberBetween('Timeout (Milliseconds)', options.timeout ?? DEFAULT_TIMEOUT, 1000, 600_000);
}
