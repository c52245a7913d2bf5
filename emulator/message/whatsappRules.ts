import type {
	InteractiveButtonContent,
	InteractiveListContent,
	MessageBody,
} from '../../nodes/Zoko/api/types';
import {
	argumentCount,
	fillTemplate,
	messageType,
	type TemplateDefinition,
} from '../templates/definition';

const INVALID = '131009: Parameter value is not valid';
const MISSING = '131008: Required parameter is missing';

const longer = (text: string | undefined, limit: number) =>
	text !== undefined && [...text].length > limit;

const isWebAddress = (text: string) => /^https?:\/\/\S+$/i.test(text);

/**
 * Why WhatsApp would not take a message that Zoko accepted, in the manner of Meta's error codes;
 * undefined when nothing speaks against it. The limits are Meta's.
 */
export function whatsappRefusal(
	body: MessageBody,
	findTemplate: (id: string, language: string) => TemplateDefinition | undefined,
): string | undefined {
	switch (body.type) {
		case 'image':
		case 'video':
		case 'document':
		case 'audio':
		case 'sticker':
			return isWebAddress(body.message ?? '') ? undefined : '131053: Media upload error';
		case 'location':
			return locationRefusal(body.message ?? '');
		case 'contacts':
			return body.contacts?.whatsappContacts.every(
				({ name }) => name?.formattedName && (name.firstName || name.lastName),
			)
				? undefined
				: MISSING;
		case 'interactive_button':
			return buttonsRefusal(body.interactiveButton);
		case 'interactive_list':
			return listRefusal(body.interactiveList);
		case 'template':
		case 'richTemplate':
		case 'buttonTemplate':
			return templateRefusal(
				body,
				findTemplate(body.templateId ?? '', body.templateLanguage ?? 'en'),
			);
		default:
			return undefined;
	}
}

function locationRefusal(message: string) {
	const [latitude, longitude] = message.split(':').map(Number);
	return Math.abs(latitude ?? NaN) <= 90 && Math.abs(longitude ?? NaN) <= 180 ? undefined : INVALID;
}

function buttonsRefusal(content: InteractiveButtonContent | undefined) {
	if (content === undefined) return MISSING;
	const { header, body, footer, buttons } = content;
	const titles = buttons.map(({ reply }) => reply.title);
	const media = header !== undefined && (header.type ?? 'text') !== 'text';
	if (media && !isWebAddress(header.text)) return '131053: Media upload error';
	const wrong =
		(!media && longer(header?.text, 60)) ||
		longer(body.text, 1024) ||
		longer(footer?.text, 60) ||
		buttons.length > 3 ||
		new Set(titles).size !== titles.length ||
		buttons.some(({ reply }) => longer(reply.title, 20) || longer(reply.payload, 256));
	return wrong ? INVALID : undefined;
}

function listRefusal(content: InteractiveListContent | undefined) {
	if (content === undefined) return MISSING;
	const { header, body, footer, list } = content;
	const rows = list.sections.flatMap(({ items }) => items);
	if (list.sections.some(({ title }) => !title)) return MISSING;
	const wrong =
		longer(header?.text, 60) ||
		longer(body.text, 4096) ||
		longer(footer?.text, 60) ||
		longer(list.title, 20) ||
		list.sections.length > 10 ||
		rows.length > 10 ||
		list.sections.some(({ title }) => longer(title, 24)) ||
		rows.some(
			(row) => longer(row.title, 24) || longer(row.description, 72) || longer(row.payload, 200),
		);
	return wrong ? INVALID : undefined;
}

function templateRefusal(body: MessageBody, template: TemplateDefinition | undefined) {
	if (template === undefined) {
		return '132001: Template name does not exist in the translation';
	}
	if (template.active === false) return '132015: Template is paused';
	if (body.type !== messageType(template)) {
		return '132012: Template parameter format does not match';
	}
	const args = body.templateArgs ?? [];
	const expected = argumentCount(template);
	if (args.length !== expected) {
		return `132000: Number of parameters (${args.length}) does not match the expected number of params (${expected})`;
	}
	if (args.some((arg) => arg === '')) return MISSING;
	if (template.header !== undefined && !isWebAddress(args[0] ?? '')) {
		return '131053: Media upload error';
	}
	const buttons = template.buttons?.length ?? 0;
	const values = args.slice(template.header === undefined ? 0 : 1, args.length - buttons);
	if (values.some((value) => /[\n\t]| {5}/.test(value))) {
		return '132018: Param text cannot have new-line/tab characters or more than 4 consecutive spaces';
	}
	if (longer(fillTemplate(template, args).body, 1024))
		return '132005: Template hydrated text too long';
	const payloads = args.slice(args.length - buttons);
	return payloads.some((payload) => longer(payload, 256)) ? INVALID : undefined;
}
