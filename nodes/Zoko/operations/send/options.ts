import type { DeduplicationScope, INodeProperties } from 'n8n-workflow';
import { DEFAULT_TIMEOUT } from '../../api/connection';
import type { Assignment } from '../../api/types';
import { InvalidInput } from '../../errors/invalid-input';
import { isOn, numberBetween, oneOf, toText } from '../../message/checks';
import { COUNTRIES } from '../../message/countries';
import type { NumberCheck } from '../../message/phone';
import type { Policy } from '../../sending/send-all';
import { isRecord, picked } from '../../values';
import { deduplicationKey } from './deduplicationKey';
import type { Part } from './expressions';

/** What most shops need, the most needed first. */
const everyday: INodeProperties[] = [
	{
		displayName: 'Deduplication Key',
		name: 'deduplicationKey',
		type: 'string',
		default: '',
		placeholder: 'e.g. {{ $json.orderId }}-shipped',
		description:
			'Sends a message only once, however often the workflow runs. Name what it is about, such as the order and what happened to it. Items whose key was already sent are skipped.',
	},
	{
		displayName: 'Deduplication Scope',
		name: 'deduplicationScope',
		type: 'options',
		options: [
			{
				name: 'Node',
				value: 'node',
				description: 'Each node has its own keys',
			},
			{
				name: 'Workflow',
				value: 'workflow',
				description: 'All Zoko nodes of this workflow share their keys',
			},
		],
		default: 'node',
		description:
			"Where a 'Deduplication Key' must be unique. Choose 'Workflow' when two branches must not both write to the customer.",
	},
	{
		displayName: 'Dry Run',
		name: 'dryRun',
		type: 'boolean',
		default: false,
		description:
			"Whether to try the workflow without sending anything. The output shows the finished message in 'body'.",
	},
	{
		displayName: 'Country',
		name: 'country',
		type: 'options',
		options: [{ name: 'As in the Credential', value: '' }, ...COUNTRIES],
		default: '',
		description:
			"Country of numbers written without a country code. Overrides 'Default Country' in the credential. An expression gives its two-letter code, such as IN.",
	},
	{
		displayName: 'Assign To',
		name: 'assignTo',
		type: 'resourceLocator',
		default: { mode: 'list', value: '' },
		description:
			'Agent or team who gets the conversation in Zoko, and so sees what the customer answers',
		modes: [
			{
				displayName: 'From List',
				name: 'list',
				type: 'list',
				typeOptions: { searchListMethod: 'searchAssignees', searchable: true },
			},
			{
				displayName: 'By ID',
				name: 'id',
				type: 'string',
				placeholder: 'e.g. 5b0f3c1e-0c3a-4b52-9d2a-1f6f0f1d0a04',
			},
		],
	},
	{
		displayName: 'Override Assignment',
		name: 'overrideAssignment',
		type: 'boolean',
		default: false,
		description: "Whether 'Assign To' replaces an agent or team that already has the conversation",
	},
	{
		displayName: 'Check Template',
		name: 'checkTemplate',
		type: 'boolean',
		noDataExpression: true,
		default: false,
		description:
			"Whether to refuse a template that has changed since its fields were filled in. The node compares it with Zoko's list of templates, which may be up to five minutes old.",
		displayOptions: {
			show: {
				'/operation': ['sendTemplate', 'sendRichTemplate', 'sendButtonTemplate', 'sendAndWait'],
				'/variablesSource': ['form'],
			},
		},
	},
];

/** For agents, large batches and faulty networks; what few people ever touch comes last. */
const special: INodeProperties[] = [
	{
		displayName: 'Allowed Recipients',
		name: 'allowedRecipients',
		type: 'string',
		typeOptions: { rows: 2 },
		default: '',
		placeholder: 'e.g. +91 98765 43210, +44*',
		description:
			'Only send to these numbers. Separate with commas; * matches any digits. Useful when an AI agent uses this node as a tool. Leave unset to allow all.',
	},
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
		displayName: 'Max in Flight',
		name: 'maxInFlight',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: 100 },
		default: 10,
		description:
			'How many messages may wait for a response from Zoko at the same time. With 1 they go out strictly in the order of the items.',
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
		displayName: 'Timeout',
		name: 'timeout',
		type: 'number',
		typeOptions: { minValue: 1000, maxValue: 600_000 },
		default: DEFAULT_TIMEOUT,
		description:
			'How long to wait for a response from Zoko, in milliseconds. After that it is not known whether the message went out, and it is not sent again.',
	},
	{
		displayName: 'Retry Uncertain Sends',
		name: 'retryUncertain',
		type: 'boolean',
		default: false,
		description:
			'Whether to send again after an error that leaves it unclear whether the message went out. Customers may get it twice.',
	},
	{
		displayName: 'Number Check',
		name: 'numberCheck',
		type: 'options',
		options: [
			{
				name: 'As Written',
				value: 'asWritten',
				description: 'Send to numbers with a plus sign exactly as written',
			},
			{
				name: 'Strict',
				value: 'strict',
				description: 'Refuse numbers with too many or too few digits for their country',
			},
		],
		default: 'strict',
		description:
			"What to do with numbers that do not fit their country's numbering plan. Numbers without a plus sign are always checked.",
	},
	{
		displayName: 'Allow Repeated Follow-Ups',
		name: 'allowRepeatedFollowUps',
		type: 'boolean',
		default: false,
		description:
			'Whether to keep sending when delivery updates or outgoing messages start one run after another that messages the same customer. When off, the sixth such run within 10 minutes is stopped as a likely loop.',
	},
];

/** Options of every send. */
export const optionsField: INodeProperties = {
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add option',
	default: {},
	options: [...everyday, ...special],
};

/** Some of the options, in this order, for an operation that is not a send. */
export const optionsNamed = (...names: string[]): INodeProperties => ({
	...optionsField,
	options: names.flatMap((wanted) =>
		[...everyday, ...special].filter(({ name }) => name === wanted),
	),
});

/**
 * What is set in Options. One expression for all of them must give an object. Otherwise it would be
 * lost who may be written to, or that nothing is to be sent at all.
 * @param written the parameter as the workflow has it
 */
export function givenOptions(given: unknown, written: unknown): Record<string, unknown> {
	if (isRecord(given)) return given;
	const isSet = (given ?? '') !== '' || typeof written === 'string';
	if (!isSet) return {};
	throw new InvalidInput(
		"The expression for 'Options' gives no object, so it is not known what is set there, such as 'Allowed Recipients'",
		"Check that the incoming item has that field, or fill in 'Options' one by one.",
	);
}

type PacingOptions = Omit<Policy, 'stopOnFailure'>;

const SCOPES: readonly DeduplicationScope[] = ['node', 'workflow'];

/** The options of a send. */
export interface ItemOptions {
	/** Whether the brake against loops is off. */
	allowRepeatedFollowUps: boolean;
	/** Whom the node may write to; everybody when left out. */
	allowedRecipients?: string;
	country: string;
	numberCheck: NumberCheck;
	assign?: Assignment;
	deduplication?: { key: string; scope: DeduplicationScope };
	dryRun: boolean;
	/** Milliseconds. */
	timeout: number;
	pacing: PacingOptions;
}

/**
 * Reads the options of one item.
 * @param keyParts what the `{{ }}` parts of 'Deduplication Key' give, one by one
 * @throws InvalidInput
 */
export function itemOptions(options: unknown, keyParts: () => Part[] = () => []): ItemOptions {
	if (!isRecord(options)) {
		throw new InvalidInput(
			"'Options' holds no object",
			'Fill in the options one by one, or check the expression that returns them.',
		);
	}
	const assigneeId = toText('Assign To', picked(options.assignTo)).trim();
	const result: ItemOptions = {
		allowRepeatedFollowUps: isOn('Allow Repeated Follow-Ups', options.allowRepeatedFollowUps),
		country: toText('Country', options.country).trim(),
		numberCheck: options.numberCheck === 'asWritten' ? 'asWritten' : 'strict',
		dryRun: isOn('Dry Run', options.dryRun),
		pacing: pacingOf(options),
		timeout: numberBetween('Timeout', options.timeout ?? DEFAULT_TIMEOUT, 1000, 600_000),
	};
	const override = isOn('Override Assignment', options.overrideAssignment);
	if (assigneeId) result.assign = { assigneeId, override };
	if ('allowedRecipients' in options) {
		result.allowedRecipients = toText('Allowed Recipients', options.allowedRecipients);
	}
	if ('deduplicationKey' in options) {
		result.deduplication = {
			key: deduplicationKey(options.deduplicationKey, keyParts),
			scope: oneOf('Deduplication Scope', options.deduplicationScope ?? 'node', SCOPES),
		};
	}
	return result;
}

/**
 * The country that completes numbers. Where an expression is to give it and gives nothing, it is open:
 * the default of the credential could make it the number of a stranger.
 * @param written the parameter 'Options' as it stands in the workflow
 */
export function countryFor(
	{ country }: ItemOptions,
	written: unknown,
	defaultCountry: string,
): string {
	const isOpen = isRecord(written) && String(written.country ?? '').startsWith('=');
	return country || (isOpen ? '' : defaultCountry);
}

/** How a batch goes out; the first item that can be sent decides for all of them. */
function pacingOf(options: Record<string, unknown>): PacingOptions {
	return {
		maxInFlight: Math.floor(numberBetween('Max in Flight', options.maxInFlight ?? 10, 1, 100)),
		maxPerSecond: numberBetween('Max per Second', options.maxPerSecond ?? 0, 0, 1000),
		maxRetries: Math.floor(numberBetween('Max Retries', options.maxRetries ?? 3, 0, 10)),
		retryUncertain: isOn('Retry Uncertain Sends', options.retryUncertain),
	};
}
