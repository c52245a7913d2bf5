import { windowOpen } from '../api/messages';
import { viewOf } from '../message/view';
import type { IncomingContent, StoredMessage } from '../store/types';
import type { World } from '../world';
import { ControlError } from './controlError';

export interface IncomingRequest {
	from: string;
	name?: string;
	type?: string;
	text?: string;
	fileUrl?: string;
	caption?: string;
	replyTo?: string;
	postback?: string;
}

/** Lets a customer write: opens the window and posts `message:user:in`. */
export async function customerWrites(
	world: World,
	request: IncomingRequest,
): Promise<StoredMessage> {
	const { from, name, type = 'text', text, fileUrl, caption, replyTo, postback } = request;
	if (type === 'text' && !text) throw new ControlError(400, 'text is required');
	if (['image', 'video', 'document', 'audio', 'sticker'].includes(type) && !fileUrl) {
		throw new ControlError(400, 'fileUrl is required');
	}
	const context = {
		...(replyTo !== undefined && { parentId: replyTo }),
		...(postback !== undefined && { postback }),
	};
	return await receive(world, from.replace(/^\+/, ''), name, {
		type,
		...(text !== undefined && { text }),
		...(fileUrl !== undefined && { fileUrl }),
		...(caption !== undefined && { fileCaption: caption }),
		...(Object.keys(context).length > 0 && { context }),
	});
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
	const view = viewOf(world.store, message);
	const choices = [
		...(view.buttons ?? []).filter(({ kind }) => kind === 'reply'),
		...(view.list?.sections.flatMap(({ rows }) => rows) ?? []),
	];
	const {
		payload,
		title,
		index = payload === undefined && title === undefined ? 0 : undefined,
	} = request;
	const choice = choices.find(
		(candidate, at) =>
			(payload === undefined || candidate.payload === payload) &&
			(title === undefined || candidate.title === title) &&
			(index === undefined || at === index),
	);
	if (choice === undefined) throw new ControlError(404, 'no such button or row on the message');
	return await receive(world, message.phone, undefined, {
		type: 'text',
		text: choice.title,
		context: {
			parentId: message.id,
			postback: choice.payload,
			...(message.body.templateId !== undefined && { template_id: message.body.templateId }),
		},
	});
}

async function receive(
	world: World,
	phone: string,
	name: string | undefined,
	content: IncomingContent,
): Promise<StoredMessage> {
	const customer = world.store.customerFor(phone, name);
	if (name !== undefined) customer.name = name;
	const message = world.store.addIncoming(customer, content);
	world.feed.messageChanged(message);
	await world.delivery.announce(message);
	return message;
}

/** The free-messaging window of a number: whether it is open, and when it closes. */
export function windowOf(world: World, phone: string) {
	const last = world.store.customerByPhone(phone)?.lastIncomingAt ?? null;
	return {
		open: windowOpen(world, phone),
		closesAt: last === null ? null : last + world.settings.windowMs,
	};
}
