/**
 * The JSON that travels between this package and Zoko, as Zoko's API reference and its sending
 * guide describe it. The only types that the emulator shares with the nodes.
 */

/** The thirteen values of `type` in `POST /message`. */
export type MessageType =
	| 'text'
	| 'image'
	| 'document'
	| 'audio'
	| 'video'
	| 'location'
	| 'sticker'
	| 'contacts'
	| TemplateType
	| 'interactive_button'
	| 'interactive_list';

/** The kinds of template; a template's own kind is sent back as the message's `type`. */
export type TemplateType = 'template' | 'richTemplate' | 'buttonTemplate';

/** Who answers a conversation, as `POST /message` takes it. */
export interface Assignment {
	assigneeId: string;
	override: boolean;
}

/** A card of `POST /message` with type `contacts`. */
export interface ContactCard {
	name: {
		formattedName: string;
		firstName: string;
		lastName?: string;
		middleName?: string;
		prefix?: string;
		suffix?: string;
	};
	org?: { company?: string; department?: string; title?: string };
	addresses?: Array<{
		url?: string;
		street?: string;
		city?: string;
		state?: string;
		zip?: string;
		countryCode?: string;
		country?: string;
	}>;
	emails?: Array<{ email: string; type?: string }>;
	phones?: Array<{ phone: string; type?: string }>;
}

/** For media headers `text` holds the URL; that is Zoko's own choice of key. */
export interface InteractiveHeader {
	type: 'text' | 'image' | 'video' | 'document';
	text: string;
	filename?: string;
}

/** Content of `POST /message` with type `interactive_button`. */
export interface InteractiveButtonContent {
	header?: InteractiveHeader;
	body: { text: string };
	footer?: { text: string };
	buttons: Array<{ reply: { payload: string; title: string } }>;
}

/** Content of `POST /message` with type `interactive_list`. */
export interface InteractiveListContent {
	header?: { text: string };
	body: { text: string };
	footer?: { text: string };
	list: {
		title: string;
		sections: Array<{
			title: string;
			items: Array<{ title: string; description?: string; payload: string }>;
		}>;
	};
}

/** Body of `POST /message`. `recipient` holds digits only, without a leading plus sign. */
export interface MessageBody {
	channel: 'whatsapp';
	recipient: string;
	type: MessageType;
	message?: string;
	caption?: string;
	templateId?: string;
	templateLanguage?: string;
	templateArgs?: string[];
	contacts?: { whatsappContacts: ContactCard[] };
	interactiveButton?: InteractiveButtonContent;
	interactiveList?: InteractiveListContent;
	assign?: Assignment;
}

/** Answer to `POST /message`. `status` is a string here and a number in error bodies. */
export interface SendResponse {
	status: string;
	statusText: string;
	messageId: string;
	customerId?: string;
}

/** A row of `GET /account/templates`. A template is identified by id and language together. */
export interface TemplateRow {
	channel: string;
	isRichTemplate: boolean;
	templateType: TemplateType;
	templateId: string;
	templateLanguage: string;
	templateDesc: string;
	templateVariableCount: number;
	active: boolean;
}

/** A row of `GET /agent/agents`. */
export interface Agent {
	id: string;
	firstName: string;
	lastName: string | null;
	email: string;
	role: string;
	active: boolean;
	available: boolean;
}

/** A row of `GET /agent/teams`. */
export interface Team {
	id: string;
	name: string;
	description: string;
	active: boolean;
	memberCount: number;
}

/** `GET /message/{id}`. */
export interface MessageRecord {
	id: string;
	platformSenderId: string;
	platform: string;
	platformTimestamp: string;
	direction: 'FROM_CUSTOMER' | 'FROM_STORE';
	type: string;
	text?: string;
	fileUrl?: string;
	fileCaption?: string;
	deliveryStatus: string;
	customer?: { id: string };
	attachments?: { id: string };
}

/** `GET /message/{id}/history`. `happendAt` is spelt like this in the API itself. */
export interface MessageHistory {
	messageId: string;
	history: Array<{
		deliveryChannel: string;
		happendAt?: string;
		happenedAt?: string;
		state: string;
		details?: { message?: string };
	}>;
}

/** A row of `GET /webhook`. */
export interface Webhook {
	id: string;
	url: string;
	events: string[];
	challengeToken?: string;
}

/** A row of the list of WhatsApp groups. Other answers have the id as `_id`. */
export interface Group {
	_id?: string;
	id: string;
	subject: string;
	activeParticipantCount?: number;
}

/** Error body. `type` is one of Zoko's error types, for example `validation_error`. */
export interface ErrorBody {
	status: number;
	type: string;
	message: string;
	timestamp: number | string;
}

/** Answer to deletions, a "204" inside an HTTP 200; the spelling of `message` is Zoko's. */
export interface DeleteResponse {
	status: string;
	message: string;
	details: string;
}
