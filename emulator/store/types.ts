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
	/**
	 * The address of the chat, under Zoko's name for it: a phone number (digits), a business-scoped
	 * user id, or a group's id. See `kindOf`.
	 */
	channelId: string;
	/** WhatsApp user name, without `@`. */
	username?: string;
	/** The phone number as people write it, for example `+91 98765 43201`; made when it is shown. */
	number?: string;
	/** What the phone is for, when it is a test number. */
	note?: string;
	/** Epoch milliseconds; null when the customer never wrote. */
	lastIncomingAt: number | null;
	assigneeId: string | null;
	/** True from the closing of the chat to the customer's next message. */
	chatClosed: boolean;
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

/** Somebody who writes in a group. */
export interface Member {
	/** Digits only. */
	phone: string;
	name: string;
}

/** Who wrote a message of the shop, in the words of its event. */
export interface Writer {
	appType: 'webapp' | 'direct_api' | 'enigma';
	appName: string;
	/** Only when a person wrote it. */
	agentEmail?: string;
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
	channelId: string;
	customerId: string;
	/** Epoch milliseconds. */
	at: number;
	status: DeliveryStatus;
	/** Why the status is `failed`. */
	reason?: string;
	history: HistoryEntry[];
	/** False once deleted through the API; it stays on the phone. */
	inZoko: boolean;
	/** The body of `POST /message`, untouched; of the same shape when an agent or the assistant wrote. */
	body?: MessageBody;
	writer?: Writer;
	/** True: WhatsApp will find the window closed. */
	outsideWindow?: boolean;
	/** Ordinal of the `POST /message` request that brought it, 1 for the first. */
	requestNumber?: number;
	incoming?: IncomingContent;
	/** Who wrote it, in a group. */
	member?: Member;
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
