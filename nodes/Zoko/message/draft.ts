import type { MessageBody } from '../api/types';

/** A message without its recipient: the part of `POST /message` that an operation knows. */
type MessageContent = Omit<MessageBody, 'channel' | 'recipient' | 'assign'>;

/** What a form became, and what the user should know about it. */
export interface Draft {
	content: MessageContent;
	/** Changes that had to be made so that WhatsApp takes the message. */
	notices?: string[];
	/** Those `templateArgs` that stand behind a button, with the label of their field. */
	buttonArgs?: Array<{ index: number; label: string }>;
	/** Indexes of those `templateArgs` that come back when a button is tapped. */
	payloadArgs?: number[];
}
