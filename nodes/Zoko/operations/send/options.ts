import type { DeduplicationScope, INodeProperties } from 'n8n-workflow';
import type { Assignment } from '../../api/types';
import { InvalidInput } from '../../errors/invalid-input';
import { isOn, oneOf, toText } from '../../message/checks';
import { COUNTRIES } from '../../message/countries';
import type { NumberCheck } from '../../message/phone';
import { isRecord, picked } from '../../values';
import { deduplicationKey } from './deduplicationKey';
import type { Part } from './expressions';
import { pacingFields, pacingOf, timeoutOf, type PacingOptions } from './paceOptions';

/** What most shops need, the most needed first. */
const everyday: INodeProperties[] = [
	{
		displayName: 'Deduplication Key',
		name: 'deduplicationKey',
		type: 'string',
		default: '',
		placeholder: 'e.g. {{ $json.orderId }}-shipped',
		description:
			'A name of your own for the message, such as A1001-shipped: the order, and what happened to it. With it the message goes out only once, however often the workflow runs; items whose key was already sent are skipped.',
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
			"For which nodes a 'Deduplication Key' counts. Choose 'Workflow' when two branches must not both write to the customer.",
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
	...pacingFields,
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
		timeout: timeoutOf(options),
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
