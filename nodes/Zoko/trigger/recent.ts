import { keepNewest } from '../values';

/** A message that this process has sent, and the news about it that a webhook has brought. */
export interface SentMessage {
	id: string;
	/** See `Connection.account`. */
	account: string;
	/** Milliseconds. */
	sentAt: number;
	/** The webhook, by the digest of its secret, and the event. */
	heard: Set<string>;
}

/** How many messages can be caught up on after an outage; the oldest go first. */
const MAX_MESSAGES = 2000;

const messages = new Map<string, SentMessage>();

/** Remembers a message that Zoko has just taken. */
export function rememberSent(account: string, id: string): void {
	messages.set(id, { id, account, sentAt: Date.now(), heard: new Set() });
	keepNewest(messages, MAX_MESSAGES);
}

/** Whether this process knows that it has sent a message. */
export function hasSent(id: string): boolean {
	return messages.has(id);
}

/** Remembers that a webhook has brought an event about a message. */
export function hearOf(webhook: string, event: string, id: string): void {
	messages.get(id)?.heard.add(heardKey(webhook, event));
}

/** Whether a webhook has brought an event about a message, or anything at all. */
export function hasHeard(message: SentMessage, webhook: string, event?: string): boolean {
	if (event !== undefined) return message.heard.has(heardKey(webhook, event));
	return [...message.heard].some((key) => key.startsWith(heardKey(webhook, '')));
}

/** The messages that this process has sent with an account, the newest first. */
export function recentOwnMessages(account: string): SentMessage[] {
	return [...messages.values()].filter((message) => message.account === account).reverse();
}

function heardKey(webhook: string, event: string): string {
	return `${webhook}/${event}`;
}
