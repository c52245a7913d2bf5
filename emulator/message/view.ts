import type { ContactCard } from '../../nodes/Zoko/api/types';
import type { Store } from '../store/store';
import type { StoredMessage } from '../store/types';
import { fillTemplate, type FilledTemplate } from '../templates/definition';

export interface ViewButton {
	kind: 'reply' | 'url' | 'code';
	title: string;
	/** What a tap brings back, opens or copies. */
	payload: string;
}

export interface ViewList {
	title: string;
	sections: Array<{
		title?: string;
		rows: Array<{ title: string; description?: string; payload: string }>;
	}>;
}

export interface ViewMedia {
	kind: 'image' | 'video' | 'document' | 'audio' | 'sticker';
	url: string;
	filename?: string;
}

/** A message as the customer's phone shows it. */
export interface MessageView {
	id: string;
	/** The channel id, which stands for a phone on the page. */
	phone: string;
	direction: 'FROM_CUSTOMER' | 'FROM_STORE';
	type: string;
	status: string;
	reason?: string;
	/** The member of a group who wrote it. */
	author?: string;
	/** The agent or program of the shop who wrote it; absent for what came through the API. */
	writtenBy?: string;
	/** Epoch milliseconds. */
	at: number;
	inZoko: boolean;
	headerText?: string;
	media?: ViewMedia;
	body?: string;
	footer?: string;
	buttons?: ViewButton[];
	list?: ViewList;
	location?: { latitude: number; longitude: number };
	contacts?: ContactCard[];
	template?: { id: string; language: string; unknown: boolean; args: string[] };
	/** The message that this one answers. */
	replyTo?: { id: string; text: string; postback?: string };
}

const WRITERS = { webapp: 'an agent', direct_api: undefined, enigma: 'the AI assistant' };

const MEDIA = ['image', 'video', 'document', 'audio', 'sticker'];

/** What a phone shows of a message. */
export function viewOf(store: Store, message: StoredMessage): MessageView {
	const { id, channelId, direction, status, reason, at, inZoko, member, writer } = message;
	const type = message.body?.type ?? message.incoming?.type ?? 'text';
	return {
		...{ id, phone: channelId, direction, type, status, at, inZoko },
		...(member && { author: `${member.name} +${member.phone}` }),
		...(writer && { writtenBy: writer.agentEmail ?? WRITERS[writer.appType] }),
		...(reason !== undefined && { reason }),
		...(message.incoming === undefined ? outgoing(store, message) : incoming(store, message)),
	};
}

type Content = Omit<
	MessageView,
	'id' | 'phone' | 'direction' | 'type' | 'status' | 'at' | 'inZoko' | 'author' | 'writtenBy'
>;

function incoming(store: Store, message: StoredMessage): Content {
	const { type, text, fileUrl, fileCaption, context } = message.incoming!;
	const content = plain(type, fileUrl ?? text ?? '', fileCaption);
	if (context?.parentId === undefined) return content;
	const parent = store.messages.get(context.parentId);
	const replyTo = {
		id: context.parentId,
		text: parent === undefined ? 'an earlier message' : excerpt(viewOf(store, parent)),
		...(context.postback !== undefined && { postback: context.postback }),
	};
	return { ...content, replyTo };
}

function outgoing(store: Store, message: StoredMessage): Content {
	const body = message.body!;
	switch (body.type) {
		case 'contacts':
			return { contacts: body.contacts?.whatsappContacts ?? [] };
		case 'interactive_button': {
			const { header, body: words, footer, buttons } = body.interactiveButton!;
			return {
				...interactiveHeader(header),
				body: words.text,
				...(footer && { footer: footer.text }),
				buttons: buttons.map(({ reply }) => ({ kind: 'reply', ...reply })),
			};
		}
		case 'interactive_list': {
			const { header, body: words, footer, list } = body.interactiveList!;
			return {
				...(header && { headerText: header.text }),
				body: words.text,
				...(footer && { footer: footer.text }),
				list: {
					title: list.title,
					sections: list.sections.map(({ title, items }) => ({ title, rows: items })),
				},
			};
		}
		case 'template':
		case 'richTemplate':
		case 'buttonTemplate': {
			const template = {
				id: body.templateId ?? '',
				language: body.templateLanguage ?? 'en',
				args: body.templateArgs ?? [],
			};
			const definition = store.findTemplate(template.id, template.language);
			return definition === undefined
				? { template: { ...template, unknown: true } }
				: {
						template: { ...template, unknown: false },
						...filledView(fillTemplate(definition, template.args)),
					};
		}
		default:
			return plain(body.type, body.message ?? '', body.caption);
	}
}

function interactiveHeader(header?: { type?: string; text: string; filename?: string }): Content {
	if (header === undefined) return {};
	if (header.type === undefined || header.type === 'text') return { headerText: header.text };
	const kind = header.type as ViewMedia['kind'];
	return {
		media: { kind, url: header.text, ...(header.filename && { filename: header.filename }) },
	};
}

function filledView({ header, body, footer, buttons }: FilledTemplate): Content {
	return {
		...(header && { media: header }),
		body,
		...(footer !== undefined && { footer }),
		...(buttons.length > 0 && {
			buttons: buttons.map((button) => ({
				kind: button.kind,
				title: button.title,
				payload: button.kind === 'url' ? button.base + button.argument : button.argument,
			})),
		}),
	};
}

function plain(type: string, content: string, caption?: string): Content {
	if (MEDIA.includes(type)) {
		return {
			media: { kind: type as ViewMedia['kind'], url: content },
			...(caption !== undefined && { body: caption }),
		};
	}
	if (type === 'location') {
		const [latitude, longitude] = content.split(':').map(Number);
		return { location: { latitude: latitude ?? NaN, longitude: longitude ?? NaN } };
	}
	return { body: content };
}

/** Characters of an excerpt: far more than a line shows, so that no mark of *bold* loses its pair. */
const EXCERPT_SIZE = 400;

/**
 * The beginning of a message for a list of conversations or above an answer. Its line breaks stay, as
 * they decide what is markup.
 */
export function excerpt(view: MessageView): string {
	if (view.body) return view.body.slice(0, EXCERPT_SIZE);
	if (view.media !== undefined) {
		const kind = view.media.kind;
		return kind[0]!.toUpperCase() + kind.slice(1);
	}
	if (view.location !== undefined) return 'Location';
	if (view.contacts !== undefined) return 'Contact';
	return view.template?.id ?? 'Message';
}
