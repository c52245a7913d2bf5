import type { Agent, MessageBody, Team } from '../../nodes/Zoko/api/types';

export type Direction = 'FROM_CUSTOMER' | 'FROM_STORE';

/** The words that webhooks use; `GET /message` says `read` where they say `seen`. */
export type DeliveryStatus = 'received' | 'accepted' | 'sent' | 'delivered' | 'seen' | 'failed';

export interface CustomerProperty {
	id: string;
	entityType: 'customer';
	entityId: string;
	type?: string;
	title?: string;
	description?: string;
	messages?: string[];
	priority?: number;
}

export interface Customer {
	id: string;
	name: string;
	/** Digits only. */
	phone: string;
	/** The phone number as people write it, for example `+91 98765 43201`; made when it is shown. */
	number?: string;
	/** What the phone is for, when it is a test number. */
	note?: string;
	/** Epoch milliseconds; null when the customer never wrote. */
	lastIncomingAt: number | null;
	assigneeId: string | null;
	tags: string[];
	properties: Map<string, CustomerProperty>;
	/** Oldest first. */
	messageIds: string[];
	/** Epoch milliseconds of the latest message, for the order of the conversations. */
	lastActivityAt: number;
}

export interface HistoryEntry {
	deliveryChannel: 'whatsapp';
	happendAt: string;
	state: string;
	details: { message: string };
}

/** What a customer wrote or tapped. */
export interface IncomingContent {
	type: string;
	text?: string;
	fileUrl?: string;
	fileCaption?: string;
	context?: { parentId?: string; postback?: string; template_id?: string };
}

export interface StoredMessage {
	id: string;
	direction: Direction;
	phone: string;
	customerId: string;
	/** Epoch milliseconds. */
	at: number;
	status: DeliveryStatus;
	/** Why the status is `failed`. */
	reason?: string;
	history: HistoryEntry[];
	/** False once deleted through the API; it stays on the phone. */
	inZoko: boolean;
	/** The body of `POST /message`, untouched. */
	body?: MessageBody;
	/** Ordinal of the `POST /message` request that brought it, 1 for the first. */
	requestNumber?: number;
	incoming?: IncomingContent;
}

export type { Agent, MessageBody, Team };

export interface StoredWebhook {
	id: string;
	url: string;
	events: string[];
	challengeToken?: string;
	active: boolean;
	failuresInARow: number;
}
