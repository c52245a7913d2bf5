import { createHash, randomUUID } from 'crypto';

import { testCustomers } from '../faults/testNumbers';
import { CATALOGUE } from '../templates/catalogue';
import type { TemplateDefinition } from '../templates/definition';
import { kindOf } from './channelId';
import { Groups } from './groups';
import { AGENTS, DEMO_CUSTOMERS, TEAMS, type SeedCustomer, type SeedTeam } from './seed';
import type {
	Agent,
	Customer,
	DeliveryStatus,
	IncomingContent,
	MessageBody,
	StoredMessage,
	StoredWebhook,
	Writer,
} from './types';

/** Accepted messages that are kept; the oldest go first. */
const BOOK_SIZE = 200_000;
const BOOK_SLACK = 10_000;

/** Messages that one conversation keeps. */
const CONVERSATION_SIZE = 1000;

const API_WRITER: Writer = { appType: 'direct_api', appName: 'API' };

const templateKey = (id: string, language: string) => `${id}|${language}`;

/** An id that a channel id always gets, so that customers keep theirs over a reset. */
function idOf(channelId: string): string {
	const hex = createHash('sha256').update(channelId).digest('hex');
	return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** Everything that the emulated account knows. */
export class Store {
	readonly customers = new Map<string, Customer>();
	readonly messages = new Map<string, StoredMessage>();
	/** Every message accepted through the API, in order of acceptance, deleted ones included. */
	readonly book: StoredMessage[] = [];
	/** Messages accepted since the last reset, also those that have left the book. */
	acceptedCount = 0;
	readonly webhooks = new Map<string, StoredWebhook>();
	readonly groups: Groups;
	agents: Agent[] = [];
	teams: SeedTeam[] = [];
	private readonly byChannelId = new Map<string, Customer>();
	private templateList: readonly TemplateDefinition[] = [];
	private templateIndex = new Map<string, TemplateDefinition>();

	constructor(private readonly now: () => number) {
		this.groups = new Groups(now, (channelId, name) => this.customerFor(channelId, name));
	}

	/** Back to the beginning, with the demo shop's customers when `seed` is true. */
	reset(seed: boolean) {
		for (const map of [this.customers, this.messages, this.webhooks, this.byChannelId]) map.clear();
		this.groups.clear();
		this.book.length = 0;
		this.acceptedCount = 0;
		this.agents = structuredClone([...AGENTS]);
		this.teams = structuredClone([...TEAMS]);
		this.templates = CATALOGUE;
		if (seed) for (const customer of [...DEMO_CUSTOMERS, ...testCustomers()]) this.plant(customer);
	}

	get templates(): readonly TemplateDefinition[] {
		return this.templateList;
	}

	set templates(templates: readonly TemplateDefinition[]) {
		this.templateList = templates;
		this.templateIndex = new Map(
			templates.map((template) => [templateKey(template.id, template.language), template]),
		);
	}

	readonly findTemplate = (id: string, language: string): TemplateDefinition | undefined =>
		this.templateIndex.get(templateKey(id, language));

	/** The customer with a channel id, for example the digits of a phone number. */
	findCustomer(channelId: string): Customer | undefined {
		return this.byChannelId.get(channelId);
	}

	/** The customer with a channel id, made when there is none yet. */
	customerFor(channelId: string, name?: string): Customer {
		const known = this.byChannelId.get(channelId);
		if (known !== undefined) return known;
		const customer: Customer = {
			id: idOf(channelId),
			name: name ?? (kindOf(channelId) === 'phone' ? `+${channelId}` : channelId),
			channelId,
			lastIncomingAt: null,
			assigneeId: null,
			chatClosed: false,
			tags: [],
			properties: new Map(),
			messageIds: [],
			lastActivityAt: this.now(),
		};
		this.customers.set(customer.id, customer);
		this.byChannelId.set(channelId, customer);
		return customer;
	}

	/** Enters a message of the shop, before any delivery step; `body.recipient` is a channel id. */
	addOutgoing(body: MessageBody, writer: Writer): StoredMessage {
		const customer = this.customerFor(body.recipient);
		const message = this.addMessage(customer, 'FROM_STORE', 'accepted', this.now());
		return Object.assign(message, { body, writer });
	}

	/** Enters a message that the API took, in the book too. */
	addAccepted(body: MessageBody, requestNumber: number): StoredMessage {
		const message = this.addOutgoing(body, API_WRITER);
		message.requestNumber = requestNumber;
		this.book.push(message);
		this.acceptedCount++;
		if (this.book.length > BOOK_SIZE + BOOK_SLACK) {
			for (const old of this.book.splice(0, BOOK_SLACK)) this.messages.delete(old.id);
		}
		return message;
	}

	/** Enters what a customer wrote; it opens the window. */
	addIncoming(customer: Customer, content: IncomingContent, at = this.now()): StoredMessage {
		const message = this.addMessage(customer, 'FROM_CUSTOMER', 'received', at);
		message.incoming = content;
		customer.lastIncomingAt = Math.max(customer.lastIncomingAt ?? 0, at);
		customer.chatClosed = false;
		return message;
	}

	private addMessage(
		customer: Customer,
		direction: StoredMessage['direction'],
		status: DeliveryStatus,
		at: number,
	): StoredMessage {
		const message: StoredMessage = {
			id: randomUUID(),
			direction,
			channelId: customer.channelId,
			customerId: customer.id,
			at,
			status,
			history: [],
			inZoko: true,
		};
		this.messages.set(message.id, message);
		customer.messageIds.push(message.id);
		if (customer.messageIds.length > 2 * CONVERSATION_SIZE) {
			customer.messageIds.splice(0, CONVERSATION_SIZE);
		}
		customer.lastActivityAt = Math.max(customer.lastActivityAt, at);
		return message;
	}

	private plant(planted: SeedCustomer) {
		const { channelId, name, username, note, wroteMsAgo, lastWords, lastWriter, tags } = planted;
		const customer = this.customerFor(channelId, name);
		Object.assign(customer, { note, username });
		customer.tags = [...(tags ?? [])];
		customer.lastActivityAt = this.now() - (wroteMsAgo ?? 604_800_000);
		if (wroteMsAgo === null) return;
		const at = this.now() - wroteMsAgo;
		if (lastWords === undefined) customer.lastIncomingAt = at;
		else this.addIncoming(customer, { type: 'text', text: lastWords }, at).member = lastWriter;
	}
}
