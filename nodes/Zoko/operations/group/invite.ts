import type { IDataObject } from 'n8n-workflow';
import { zokoWords } from '../../errors/answer';
import { refuseStranger } from '../../message/allowed';
import type { Phone } from '../../message/phone';
import { canonicalPhone } from '../../message/same-customer';
import { isRecord, nonEmpty, withoutGaps } from '../../values';
import { textField } from '../fields';
import type { RunItem } from '../item';
import type { RunOperation } from '../operation';
import { optionsNamed } from '../send/options';
import { groupField, groupIdOf, groupPath, phonesIn, readingOf } from './fields';

const PHONES: [string, string] = ['Phone Numbers', 'phoneNumbers'];

export const invite: RunOperation = {
	option: {
		name: 'Invite',
		value: 'invite',
		action: 'Invite to group',
		description:
			'Send people the invitation template of a group. A group has at most 8 participants.',
	},
	fields: [
		groupField,
		textField(
			...PHONES,
			'+91 98765 43210, +44 7700 900123',
			'WhatsApp numbers in any format, comma-separated, or an expression that returns a list',
		),
		optionsNamed('allowedRecipients', 'country', 'numberCheck'),
	],
	check: invitedBy,
	async run(item) {
		const phones = invitedBy(item);
		const id = groupIdOf(item);
		const body = { phone_numbers: phones.map(({ digits }) => digits) };
		const answer = await item.callOnce(groupPath(item, 'invitations'), body, isResult);
		return phones.map((phone) => ({ id, ...resultOf(phone, answer as Lists) }));
	},
};

/**
 * The people that an item invites. @throws InvalidInput also for somebody who is not among 'Allowed
 * Recipients'
 */
function invitedBy(item: RunItem): Phone[] {
	const options = item.options();
	const how = readingOf(item, options);
	const phones = phonesIn(item, PHONES, how);
	for (const { digits } of phones) {
		refuseStranger(digits, options.allowedRecipients, how, PHONES[0]);
	}
	return phones;
}

const STATES = ['sent', 'skipped', 'failed'] as const;
type Lists = Partial<Record<(typeof STATES)[number], unknown>>;

function isResult(body: Record<string, unknown>): boolean {
	return STATES.some((state) => Array.isArray(body[state]));
}

const WHY: Record<string, string> = {
	skipped: 'This number has joined, has left, was removed, or has an invitation already',
	unknown: 'Zoko does not say what became of this invitation. Look in Zoko before you repeat it',
};

/** What became of one invitation. How Zoko writes the entries of its lists is not documented. */
function resultOf({ digits, notice }: Phone, lists: Lists): IDataObject {
	const entries = STATES.flatMap((status) =>
		[lists[status] ?? []].flat().map((entry: unknown) => ({ status, entry })),
	);
	const found = entries.find(({ entry }) => isAbout(entry, digits));
	const status = found?.status ?? 'unknown';
	const said = isRecord(found?.entry) && status !== 'sent' ? reasonIn(found.entry) : undefined;
	return withoutGaps({
		phone: `+${digits}`,
		status,
		reason: said ?? WHY[status],
		notices: notice && [notice],
	});
}

function isAbout(entry: unknown, digits: string): boolean {
	const values: unknown[] = isRecord(entry) ? Object.values(entry) : [entry];
	const wanted = canonicalPhone(digits);
	return values.some((value) => canonicalPhone(String(value).replace(/\D/g, '')) === wanted);
}

function reasonIn(entry: Record<string, unknown>): string | undefined {
	return nonEmpty(entry.reason) ?? zokoWords(entry.error ?? entry);
}
