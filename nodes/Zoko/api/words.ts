import { nonEmpty } from '../values';

/** Zoko's names for kinds of messages that look alike to a customer, and our one name for them. */
const TYPES: Record<string, string> = {
	richTemplate: 'template',
	buttonTemplate: 'template',
	interactive_button: 'interactive',
	interactive_list: 'interactive',
};

/** The type of a message as all outputs name it; an unknown one stays as Zoko wrote it. */
export function messageTypeOf(type: unknown): string | undefined {
	const written = nonEmpty(type);
	return written === undefined ? undefined : (TYPES[written] ?? written);
}

/** Who wrote a message: `incoming` from the customer, `outgoing` from our side. */
export function directionOf(direction: unknown): string | undefined {
	const written = nonEmpty(direction);
	switch (written?.toUpperCase()) {
		case 'FROM_CUSTOMER':
			return 'incoming';
		case 'FROM_STORE':
			return 'outgoing';
		default:
			return written;
	}
}

/**
 * The digits of a phone number in what Zoko says. A customer who goes by a user name may have none,
 * and then WhatsApp's business-scoped id may stand in its place: it is never taken for a number.
 * @param written the places where the number may be, the best first
 * @returns E.164 digits, empty when there is no number
 */
export function phoneDigitsIn(...written: unknown[]): string {
	const [first = ''] = written.flatMap((each) =>
		typeof each === 'number' ? String(each) : (nonEmpty(each) ?? []),
	);
	const number = first.replace(/\s/g, '');
	return /^\+?\d{8,15}$/.test(number) ? number.replace('+', '') : '';
}

/**
 * The digits of the phone number of a message or event. On another channel than WhatsApp the sender
 * has an id in its place, which may look like a number.
 */
export function senderDigits({
	phone,
	platform,
	platformSenderId,
}: Record<string, unknown>): string {
	return phoneDigitsIn(phone, isWhatsApp(platform) ? platformSenderId : undefined);
}

/** Whether a channel is WhatsApp; Zoko leaves it out at times. */
export function isWhatsApp(channel: unknown): boolean {
	return (nonEmpty(channel) ?? 'whatsapp').toLowerCase() === 'whatsapp';
}
