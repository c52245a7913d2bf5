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
	phone: string;
	direction: 'FROM_CUSTOMER' | 'FROM_STORE';
	type: string;
	status: string;
	reason?: string;
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

const MEDIA = ['image', 'video', 'document', 'audio', 'sticker'];

/** What a phone shows of a message. */
export function viewOf(store: Store, message: StoredMessage): MessageView {
	const { id, phone, direction, status, reason, at, inZoko } = message;
	const type = message.body?.type ?? message.incoming?.type ?? 'text';
	return {
		...{ id, phone, direction, type, status, at, inZoko },
		...(reason !== undefined && { reason }),
		...(message.incoming === undefined ? outgoing(store, message) : incoming(store, message)),
	};
}

type Content = Omit<
	MessageView,
	'id' | 'phone' | 'direction' | 'type' | 'status' | 'at' | 'inZoko'
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

/** A line that stands for a message in a list of conversations or above an answer. */
export function excerpt(view: MessageView): string {
	if (view.body) return view.body.replace(/\s+/g, ' ').slice(0, 90);
	if (view.media !== undefined) {
		const kind = view.media.kind;
		return kind[0]!.toUpperCase() + kind.slice(1);
	}
	if (view.location !== undefined) return 'Location';
	if (view.contacts !== undefined) return 'Contact';
	return view.template?.id ?? 'Message';
}
