import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import type { MessageBody, TemplateType } from '../api/types';
import type { Form } from './form';

/** A message without its recipient: the part of `POST /message` that an operation knows. */
export type MessageContent = Omit<MessageBody, 'channel' | 'recipient' | 'assign'>;

/** What a form became, and what the user should know about it. */
export interface Draft {
	content: MessageContent;
	/** Changes that had to be made so that WhatsApp takes the message. */
	notices?: string[];
}

/** One way to send a message: its form and the message that the form becomes. */
export interface SendOperation {
	option: INodePropertyOptions & { value: string };
	fields: INodeProperties[];
	/**
	 * Pure: reads the form, checks it and builds the message.
	 * @throws InvalidInput
	 */
	toMessage(form: Form): Draft;
	/** For template sends: the kind, and whether the account's templates are needed to build it. */
	template?: { type: TemplateType; needsCatalogue(form: Form): boolean };
}
