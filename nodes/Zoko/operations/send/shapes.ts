import type { MessageBody } from '../../api/types';
import type { Queued } from '../../sending/send-all';
import type { ItemOptions } from './options';

/** An item whose message was built and checked. */
export interface Checked {
	itemIndex: number;
	/** Their messages keep their order. */
	customer: string;
	body: MessageBody;
	notices: string[];
	/** See `Draft`. */
	payloadArgs?: number[];
	options: ItemOptions;
}

/** A checked message with its name in the record. */
export type Pending = Checked & Queued;

/** What Zoko said when it took a message. */
export type Accepted = { messageId: string; customerId?: string };
