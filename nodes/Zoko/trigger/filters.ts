import { InvalidInput } from '../errors/invalid-input';
import { toText } from '../message/checks';
import { phoneDigits } from '../message/phone';
import { canonicalPhone } from '../message/same-customer';
import { separated } from '../values';
import { EVENT_OPTIONS, isDeliveryUpdate, type TriggerEvent } from './events';
import type { ZokoEvent } from './read-event';

type Test = (value: string) => boolean;

/** What an event must have to start the workflow; a filter that is not set lets everything pass. */
export interface Filters {
	payload?: Test;
	text?: Test;
	template?: Test;
	phones?: Set<string>;
	writers?: Set<string>;
}

/** What the form calls the filters. */
const LABELS = {
	payload: 'Payload Filter',
	text: 'Text Filter',
	template: 'Template Filter',
	phones: 'Phone Filter',
	writers: 'Written By',
} as const;

/**
 * Reads the filters of the form.
 * @param country ISO 3166 alpha-2 code that completes phone numbers without a country code
 * @throws InvalidInput for what cannot be a filter
 */
export function readFilters(options: Record<string, unknown>, country: string): Filters {
	return {
		payload: oneOf(LABELS.payload, options.payloadFilter, (value) => value),
		text: oneOf(LABELS.text, options.textFilter, folded),
		template: oneOf(LABELS.template, options.templateFilter, (value) => value),
		phones: phonesOf(options.phoneFilter, country),
		writers: writersOf(options.writtenBy),
	};
}

/** Whether the form filters by phone, which takes the country of the credential. */
export function filtersByPhone(options: Record<string, unknown>): boolean {
	return toText(LABELS.phones, options.phoneFilter).trim() !== '';
}

/** Whether an event passes the filters. */
export function passes(filters: Filters, event: ZokoEvent): boolean {
	const has = (test: Test | undefined, value: string | undefined) =>
		!test || (value !== undefined && test(value));
	return (
		has(filters.payload, event.payload) &&
		has(filters.text, event.text) &&
		has(filters.template, event.templateId) &&
		(!filters.phones || filters.phones.has(canonicalPhone(event.phone))) &&
		(!filters.writers || filters.writers.has(event.writtenBy ?? ''))
	);
}

/**
 * Refuses a choice of events when one of them could never pass the filters, because it does not
 * have what they look at: it would be chosen and never come.
 * @throws InvalidInput
 */
export function refuseImpossible(events: TriggerEvent[], filters: Filters): void {
	for (const event of events) {
		const filter = hopeless(event, filters);
		if (!filter) continue;
		const shown = EVENT_OPTIONS.find(({ value }) => value === event)?.name ?? event;
		throw new InvalidInput(
			`'${LABELS[filter]}' never lets '${shown}' pass: ${WHY[filter]}`,
			`Remove '${shown}' from 'Trigger On', or remove '${LABELS[filter]}'. If you need both, use two Zoko Triggers.`,
		);
	}
}

const WHY = {
	phones: 'it names no phone number',
	writers: 'only an outgoing message says who wrote it',
	payload: 'only a tapped button or list row has a payload',
	text: 'it carries no text',
	template:
		"it does not name the template. For delivery updates an If node can compare message.text with 'Include Message'",
} as const;

const WITHOUT_MESSAGE = new Set<TriggerEvent>(['chatAssigned', 'chatClosed']);
const OF_MESSAGES = ['text', 'template', 'phones'] as const;

function hopeless(event: TriggerEvent, filters: Filters): keyof typeof WHY | undefined {
	if (filters.payload && event !== 'replyReceived') return 'payload';
	if (filters.writers && event !== 'messageOutgoing') return 'writers';
	if (WITHOUT_MESSAGE.has(event)) return OF_MESSAGES.find((filter) => filters[filter]);
	if (!isDeliveryUpdate(event)) return undefined;
	if (filters.template) return 'template';
	return filters.text ? 'text' : undefined;
}

/** Longer than any message of WhatsApp's, in UTF-16 units; a filter looks at no more than this. */
const LONGEST_TEXT = 65_536;

/** Composing many marks on one letter takes time that grows with the square of their number. */
const PILED_MARKS = /(\p{M}{30})\p{M}+/gu;

/** Invisible marks that phones and other apps put into texts. */
const INVISIBLE = /[\p{Cf}\p{Default_Ignorable_Code_Point}]/gu;

const folded = (value: string) =>
	value
		.slice(0, LONGEST_TEXT)
		.replace(INVISIBLE, '')
		.replace(PILED_MARKS, '$1')
		.normalize('NFKC')
		.trim()
		.toLowerCase();

/** A test for "one of these, separated by commas", with `*` at either end for anything. */
function oneOf(label: string, value: unknown, form: (text: string) => string): Test | undefined {
	const patterns = toText(label, value)
		.split(',')
		.map((pattern) => pattern.trim())
		.filter((pattern) => pattern !== '')
		.map((pattern) => patternTest(form(pattern)));
	if (patterns.length === 0) return undefined;
	return (candidate) => {
		const formed = form(candidate);
		return patterns.some((matches) => matches(formed));
	};
}

function patternTest(pattern: string): Test {
	const open = pattern.endsWith('*');
	const headless = pattern.length > 1 && pattern.startsWith('*');
	const core = pattern.slice(headless ? 1 : 0, open ? -1 : undefined);
	if (open && headless) return (value) => value.includes(core);
	if (open) return (value) => value.startsWith(core);
	if (headless) return (value) => value.endsWith(core);
	return (value) => value === core;
}

function writersOf(value: unknown): Set<string> | undefined {
	const writers = Array.isArray(value)
		? value.map(String)
		: separated(toText(LABELS.writers, value));
	return writers.length === 0 ? undefined : new Set(writers);
}

function phonesOf(value: unknown, country: string): Set<string> | undefined {
	const phones = separated(toText(LABELS.phones, value)).map((phone) =>
		canonicalPhone(phoneDigits(LABELS.phones, phone, country)),
	);
	return phones.length === 0 ? undefined : new Set(phones);
}
