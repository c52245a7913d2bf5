import { isRecord, numberBetween, toText } from '../../message/checks';
import type { Assignment } from '../../api/types';
import type { Policy } from '../../sending/policy';
import { DEFAULT_TIMEOUT } from '../../api/request';
import type { DeduplicationScope } from 'n8n-workflow';
import { InvalidInput } from '../../message/invalid-input';

/** The options of a send that belong to one item. */
export interface ItemOptions {
	/** Whom the node may write to; everybody when left out. */
	allowedRecipients?: string;
	country: string;
	assign?: Assignment;
	deduplication?: { key: string; scope: DeduplicationScope };
	dryRun: boolean;
	/** Milliseconds. */
	timeout: number;
}

/**
 * Reads the options of one item.
 * @throws InvalidInput
 */
export function itemOptions(options: Record<string, unknown>): ItemOptions {
	const assigneeId = toText('Assign To', locatorValue(options.assignTo)).trim();
	const result: ItemOptions = {
		country: toText('Country', options.country).trim(),
		dryRun: options.dryRun === true || options.dryRun === 'true',
		timeout: numberBetween('Timeout', options.timeout ?? DEFAULT_TIMEOUT, 1000, 600_000),
	};
	if (assigneeId) result.assign = { assigneeId, override: options.overrideAssignment === true };
	if ('allowedRecipients' in options) {
		result.allowedRecipients = toText('Allowed Recipients', options.allowedRecipients);
	}
	if ('deduplicationKey' in options) {
		const key = toText('Deduplication Key', options.deduplicationKey).trim();
		if (!key) {
			throw new InvalidInput(
				"'Deduplication Key' is empty",
				'Without a key a repeat cannot be recognised. Fill it in, for example with the order number, or remove the option.',
			);
		}
		result.deduplication = {
			key,
			scope: options.deduplicationScope === 'workflow' ? 'workflow' : 'node',
		};
	}
	return result;
}

/** The options that hold for all items of a run; the first item's values count. */
export function policyOf(options: Record<string, unknown>, stopOnFailure: boolean): Policy {
	return {
		maxInFlight: Math.floor(numberBetween('Max in Flight', options.maxInFlight ?? 10, 1, 100)),
		maxPerSecond: numberBetween('Max per Second', options.maxPerSecond ?? 0, 0, 1000),
		maxRetries: Math.floor(numberBetween('Max Retries', options.maxRetries ?? 3, 0, 10)),
		retryUncertain: options.retryUncertain === true,
		stopOnFailure,
	};
}

function locatorValue(value: unknown): unknown {
	return isRecord(value) ? value.value : value;
}
