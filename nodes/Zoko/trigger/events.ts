import type { INodePropertyOptions } from 'n8n-workflow';

/** What a workflow can start with. */
export type TriggerEvent =
	| 'messageReceived'
	| 'replyReceived'
	| 'messageOutgoing'
	| 'messageAccepted'
	| 'messageSent'
	| 'messageDelivered'
	| 'messageRead'
	| 'messageFailed'
	| 'chatAssigned'
	| 'chatClosed'
	| 'otherEvent';

type EventOption = INodePropertyOptions & { value: TriggerEvent };

/** In the order in which they happen, which says more than alphabetical order. */
export const EVENT_OPTIONS: EventOption[] = [
	{
		name: 'Message Received',
		value: 'messageReceived',
		description: 'A customer wrote, or sent a file',
	},
	{
		name: 'Reply Received',
		value: 'replyReceived',
		description: 'A customer tapped a button or a list row',
	},
	{
		name: 'Outgoing Message',
		value: 'messageOutgoing',
		description: 'Your business sent a message: through this account, an agent or another app',
	},
	{
		name: 'Message Accepted',
		value: 'messageAccepted',
		description: 'WhatsApp accepted your message',
	},
	{
		name: 'Message Sent',
		value: 'messageSent',
		description: 'Your message is on its way to the phone',
	},
	{
		name: 'Message Delivered',
		value: 'messageDelivered',
		description: 'Your message reached the phone',
	},
	{
		name: 'Message Read',
		value: 'messageRead',
		description: 'The customer opened your message',
	},
	{
		name: 'Message Failed',
		value: 'messageFailed',
		description: 'Your message could not be delivered',
	},
	{
		name: 'Chat Assigned',
		value: 'chatAssigned',
		description: 'A chat was assigned to an agent or team',
	},
	{ name: 'Chat Closed', value: 'chatClosed', description: 'A chat was closed' },
	{
		name: 'Any Other Event',
		value: 'otherEvent',
		description: 'Any other event that Zoko sends, passed on unchanged',
	},
];

const DELIVERY_EVENTS = new Set<TriggerEvent>([
	'messageAccepted',
	'messageSent',
	'messageDelivered',
	'messageRead',
	'messageFailed',
]);

/** Whether an event reports what became of a message. */
export function isDeliveryUpdate(name: TriggerEvent): boolean {
	return DELIVERY_EVENTS.has(name);
}

/**
 * Zoko's own events, and the chosen ones that come from each. Its documents name the first three;
 * the others are known from real webhooks.
 */
const SOURCES: Array<{ event: string; documented?: true; of(chosen: TriggerEvent): boolean }> = [
	{
		event: 'message:user:in',
		documented: true,
		of: (name) => name === 'messageReceived' || name === 'replyReceived',
	},
	{ event: 'message:store:out', documented: true, of: (name) => name === 'messageOutgoing' },
	{ event: 'message:delivery:update', documented: true, of: isDeliveryUpdate },
	{ event: 'zoko:chat:assigned', of: (name) => name === 'chatAssigned' },
	{ event: 'zoko:chat:closed', of: (name) => name === 'chatClosed' },
	{ event: 'customer:tag:added', of: (name) => name === 'otherEvent' },
	{ event: 'customer:optout:clicked', of: (name) => name === 'otherEvent' },
];

/** The events of Zoko that the chosen ones come from, in a fixed order. */
export function neededEvents(chosen: TriggerEvent[]): string[] {
	return SOURCES.filter(({ of }) => chosen.some(of)).map(({ event }) => event);
}

/**
 * What to register when Zoko takes only the events that it documents: at least one, because the
 * others can only be ticked in Zoko's dashboard for a webhook that exists.
 */
export function documentedEvents(needed: string[]): string[] {
	const documented = SOURCES.filter(({ event, documented: is }) => is && needed.includes(event));
	return documented.length > 0 ? documented.map(({ event }) => event) : ['message:user:in'];
}

/** The chosen events in the parameter; anything that is not an event is left out. */
export function chosenEvents(parameter: unknown): TriggerEvent[] {
	const values: unknown[] = Array.isArray(parameter) ? parameter : [parameter];
	return EVENT_OPTIONS.map(({ value }) => value).filter((value) => values.includes(value));
}
