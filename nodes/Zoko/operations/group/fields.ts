import type { IDataObject, IHttpRequestMethods, INodeProperties } from 'n8n-workflow';
import { pathOf } from '../../api/path';
import { zokoWords } from '../../errors/answer';
import { InvalidInput } from '../../errors/invalid-input';
import { ZokoError } from '../../errors/problem';
import { httpUrl, requiredText } from '../../message/checks';
import { LIMITS } from '../../message/limits';
import { type Phone, type Reading, readPhone } from '../../message/phone';
import { excerpt, isRecord, nonEmpty, withoutGaps } from '../../values';
import { pickerField, textField } from '../fields';
import { listOf, type RunItem } from '../item';
import { countryFor, type ItemOptions } from '../send/options';

/** Where Zoko has the groups. */
export const GROUPS = 'channels/whatsapp/cloud/group';

export const groupField = pickerField(
	'Group',
	'group',
	'searchGroups',
	'5b0f3c1e-0c3a-4b52-9d2a-1f6f0f1d0a08',
	"WhatsApp group. Its ID is what 'Get Many' gives as id, not WhatsApp's own groupId.",
);

export const subjectField = textField(
	'Subject',
	'subject',
	'Book club',
	'Name of the group, up to 128 characters',
);

export const descriptionField: INodeProperties = {
	displayName: 'Description',
	name: 'description',
	type: 'string',
	typeOptions: { rows: 3 },
	default: '',
	placeholder: 'e.g. We read one book a month',
	description: 'What the group is about, up to 2,048 characters',
};

export const agentEmailField: INodeProperties = {
	displayName: 'Agent Email',
	name: 'agentEmail',
	type: 'string',
	default: '',
	placeholder: 'e.g. meera@shop.example',
	description: 'Agent in whose name Zoko makes the change',
};

/** The group that an item is about. */
export const groupIdOf = (item: RunItem) => item.text('Group', 'group');

/** Path of a group, or of something below it. */
export const groupPath = (item: RunItem, below?: string) => pathOf(GROUPS, groupIdOf(item), below);

/** The given texts of a group's settings, under Zoko's names. @throws InvalidInput */
export function settingsIn(item: RunItem, given: Record<string, unknown>): IDataObject {
	const read = (name: string, reader: (value: unknown) => string) =>
		name in given ? reader(given[name]) : undefined;
	return withoutGaps({
		subject: read('subject', (value) => requiredText('Subject', value, LIMITS.groupSubject)),
		description: read('description', (value) =>
			requiredText('Description', value, LIMITS.groupDescription),
		),
		photo_url: read('photoUrl', (value) => photoIn(item, value)),
	});
}

/** Checks what can be known of a photo without fetching it: Zoko takes JPEG over HTTPS. */
function photoIn({ connection }: RunItem, value: unknown): string {
	const reach = connection.isLocal ? 'anywhere' : 'public';
	const url = httpUrl('Photo URL', value, LIMITS.mediaUrl, reach);
	const ending = /\.(png|webp|gif|svg|heic|avif|bmp|tiff?|pdf)$/i.exec(new URL(url).pathname)?.[0];
	if (/^https:/i.test(url) && !ending) return url;
	throw new InvalidInput(
		`'Photo URL' is ${ending ? `a ${ending} file` : 'no https:// address'}: ${excerpt(url)}`,
		'Give a public https:// address of a square JPEG of at least 192 × 192 pixels and at most 5 MB.',
	);
}

/**
 * A group under the names that all outputs have; anything else that Zoko says about it is passed on
 * as it is.
 */
export function groupIn(row: IDataObject): IDataObject {
	const { _id, id, group_id, customer_id, request_id, ...rest } = row;
	return withoutGaps({
		id: nonEmpty(_id) ?? id,
		groupId: group_id,
		customerId: customer_id,
		requestId: request_id,
		...rest,
	});
}

/** The invite link in an answer of Zoko. */
export const linkIn = (item: RunItem, { invite_link }: IDataObject): IDataObject =>
	withoutGaps({ id: groupIdOf(item), inviteLink: invite_link });

/** How an item's phone numbers are to be read. */
export function readingOf({ context, connection }: RunItem, options: ItemOptions): Reading {
	const written = context.getNode().parameters.options;
	const country = countryFor(options, written, connection.defaultCountry);
	return { country, numberCheck: options.numberCheck };
}

/**
 * Phone numbers in a field, each once, read like the recipient of a send.
 * @param others matches what is not a phone number and is sent as it is
 * @throws InvalidInput
 */
export function phonesIn(
	item: RunItem,
	[label, name]: [string, string],
	how: Reading,
	others?: (value: string) => boolean,
): Phone[] {
	const phones = listOf(label, item.get(name)).map((value) =>
		others?.(value) ? { digits: value } : readPhone(label, value, how),
	);
	return [...new Map(phones.map((phone) => [phone.digits, phone])).values()];
}

/**
 * A change of a group, and what it gives.
 * @param about what was changed
 * @throws ZokoError also when Zoko tells of a failure inside a success
 */
export async function change(
	item: RunItem,
	method: IHttpRequestMethods,
	below: string,
	body: IDataObject | undefined,
	about: IDataObject = {},
): Promise<IDataObject> {
	const answer = await item.call(method, groupPath(item, below), { body });
	refuseFailure(answer);
	const message = isRecord(answer) ? nonEmpty(answer.message) : undefined;
	return withoutGaps({ success: true, id: groupIdOf(item), ...about, message });
}

/**
 * Zoko documents a `status` in its answers without saying which there are.
 * @throws ZokoError when it tells of a failure inside a success
 */
export function refuseFailure(answer: unknown): void {
	const status = isRecord(answer) ? String(answer.status ?? '') : '';
	if (!/fail|error|reject/i.test(status) && !(Number(status) >= 400)) return;
	throw new ZokoError({
		category: 'rejected',
		retryable: false,
		message: `Zoko did not do it (${excerpt(status)}): ${zokoWords(answer)}`,
		advice: 'Correct what Zoko objects to, then run it again.',
	});
}
