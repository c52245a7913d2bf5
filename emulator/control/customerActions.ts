import { windowOpen } from '../api/messages';
import { viewOf } from '../message/view';
import type { Store } from '../store/store';
import type { Customer, IncomingContent, Member, StoredMessage } from '../store/types';
import type { World } from '../world';
import { ControlError } from './controlError';

export interface IncomingRequest extends Content {
	/** A phone number or a business-scoped user id. */
	from: string;
	/** The id of the group in which `from` writes. */
	group?: string;
	name?: string;
	username?: string;
	replyTo?: string;
	postback?: string;
}

/** Lets a customer write: opens the window and posts `message:user:in`. */
export async function customerWrites(
	world: World,
	request: IncomingRequest,
): Promise<StoredMessage> {
	const { group, name, username, replyTo, postback } = request;
	const from = request.from.replace(/^\+/, '');
	const context = {
		...(replyTo !== undefined && { parentId: replyTo }),
		...(postback !== undefined && { postback }),
	};
	const content = {
		...contentOf(request),
		...(Object.keys(context).length > 0 && { context }),
	};
	if (group !== undefined) {
		const member = { phone: from, name: name ?? `+${from}` };
		return await receive(world, world.store.customerFor(group), content, member);
	}
	const customer = world.store.customerFor(from, name);
	if (name !== undefined) customer.name = name;
	if (username !== undefined) Object.assign(customer, { username, number: undefined });
	return await receive(world, customer, content);
}

export interface Content {
	type?: string;
	text?: string;
	fileUrl?: string;
	caption?: string;
}

/** What a person or the assistant writes; refuses what has no content. */
export function contentOf({ type = 'text', text, fileUrl, caption }: Content): IncomingContent {
	if (type === 'text' && !text) throw new ControlError(400, 'text is required');
	if (['image', 'video', 'document', 'audio', 'sticker'].includes(type) && !fileUrl) {
		throw new ControlError(400, 'fileUrl is required');
	}
	return {
		type,
		...(text !== undefined && { text }),
		...(fileUrl !== undefined && { fileUrl }),
		...(caption !== undefined && { fileCaption: caption }),
	};
}

export interface TapRequest {
	messageId: string;
	payload?: string;
	title?: string;
	/** Position among the buttons, or among all rows of a list; 0 is the first. */
	index?: number;
}

/** Lets a customer tap a reply button or a list row; the payload comes back as `postback`. */
export async function customerTaps(world: World, request: TapRequest): Promise<StoredMessage> {
	const message = world.store.messages.get(request.messageId);
	if (message?.body === undefined) throw new ControlError(404, 'no such message of the shop');
	const {
		payload,
		title,
		index = payload === undefined && title === undefined ? 0 : undefined,
	} = request;
	const choice = choicesOf(world.store, message).find(
		(candidate, at) =>
			(payload === undefined || candidate.payload === payload) &&
			(title === undefined || candidate.title === title) &&
			(index === undefined || at === index),
	);
	if (choice === undefined) throw new ControlError(404, 'no such button or row on the message');
	return await receive(world, world.store.customerFor(message.channelId), {
		type: 'text',
		text: choice.title,
		context: {
			parentId: message.id,
			postback: choice.payload,
			...(message.body.templateId !== undefined && { template_id: message.body.templateId }),
		},
	});
}

/** What a message of the shop offers to tap: its reply buttons, or all rows of its list. */
export function choicesOf(store: Store, message: StoredMessage) {
	const { buttons = [], list } = viewOf(store, message);
	return [
		...buttons.filter(({ kind }) => kind === 'reply'),
		...(list?.sections.flatMap(({ rows }) => rows) ?? []),
	];
}

async function receive(
	world: World,
	customer: Customer,
	content: IncomingContent,
	member?: Member,
): Promise<StoredMessage> {
	const message = world.store.addIncoming(customer, content);
	message.member = member;
	world.feed.messageChanged(message);
	await world.delivery.announce(message);
	return message;
}

/** The free-messaging window of a chat: whether it is open, and when it closes. */
export function windowOf(world: World, channelId: string) {
	const last = world.store.findCustomer(channelId)?.lastIncomingAt ?? null;
	return {
		open: windowOpen(world, channelId),
		closesAt: last === null ? null : last + world.settings.windowMs,
	};
}
