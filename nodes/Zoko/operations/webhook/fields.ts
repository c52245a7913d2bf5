import type { INodeProperties } from 'n8n-workflow';
import { pathOf } from '../../api/path';
import type { Webhook } from '../../api/types';
import type { WebhookSettings } from '../../api/webhooks';
import { InvalidInput } from '../../errors/invalid-input';
import { httpUrl, optionalText } from '../../message/checks';
import { LIMITS } from '../../message/limits';
import { quoted } from '../../values';
import { pickerField, textField } from '../fields';
import { listOf, type RunItem } from '../item';

/** The events that Zoko's API takes. */
const EVENTS = [
	{
		name: 'Delivery Update',
		value: 'message:delivery:update',
		description: 'A message was sent, delivered or read, or has failed',
	},
	{
		name: 'Outgoing Message',
		value: 'message:store:out',
		description: 'The shop has written, through the API or in Zoko',
	},
	{
		name: 'Message Received',
		value: 'message:user:in',
		description: 'A customer has written or tapped a button',
	},
];

/** Zoko's API reference, "Create a webhook". */
const TOKEN_LENGTH = 200;

export const webhookField = pickerField(
	'Webhook',
	'webhook',
	'searchWebhooks',
	'5b0f3c1e-0c3a-4b52-9d2a-1f6f0f1d0a06',
	'Webhook of the account, including those of other apps and of Zoko Trigger nodes',
);

export const urlField = textField(
	'URL',
	'url',
	'https://example.com/zoko',
	'URL that Zoko sends events to',
);

export const eventsField: INodeProperties = {
	displayName: 'Events',
	name: 'events',
	type: 'multiOptions',
	options: EVENTS,
	required: true,
	default: [],
	description: 'Events that Zoko sends to the URL',
};

export const tokenField: INodeProperties = {
	displayName: 'Challenge Token',
	name: 'challengeToken',
	type: 'string',
	typeOptions: { password: true },
	default: '',
	description:
		'Up to 200 characters that Zoko stores with the webhook. Leave it empty, unless the receiver asks for one.',
};

/** Path of the webhook that an item is about. */
export const webhookPath = (item: RunItem) => pathOf('webhook', item.text('Webhook', 'webhook'));

/** @throws InvalidInput unless it is an address that Zoko can reach */
export const urlIn = (item: RunItem, value: unknown) =>
	httpUrl('URL', value, LIMITS.mediaUrl, item.connection.isLocal ? 'anywhere' : 'public');

/** @throws InvalidInput unless there is at least one of Zoko's events */
export function eventsIn(value: unknown): string[] {
	const events = listOf('Events', value);
	const unknown = events.find((event) => !EVENTS.some((known) => known.value === event));
	if (unknown === undefined) return events;
	throw new InvalidInput(
		`'Events' has ${quoted(unknown)}, which Zoko does not report`,
		`Use ${EVENTS.map((event) => event.value).join(', ')}.`,
	);
}

/** The part of a webhook's settings that was given. */
export function tokenIn(value: unknown): Pick<Webhook, 'challengeToken'> {
	const challengeToken = optionalText('Challenge Token', value, TOKEN_LENGTH);
	return challengeToken === undefined ? {} : { challengeToken };
}

/** The settings in the fields of a form. */
export const settingsIn = (item: RunItem): WebhookSettings => ({
	url: urlIn(item, item.get('url')),
	events: eventsIn(item.get('events')),
	...tokenIn(item.get('challengeToken')),
});
