import type { IDataObject } from 'n8n-workflow';
import { isWhatsApp } from '../../api/words';
import { isRecord, nonEmpty, withoutGaps } from '../../values';
import { plusPhone } from '../results';

/** A customer from the list, or a single one, for which Zoko has different names. */
export function simplifiedCustomer(row: IDataObject): IDataObject {
	const channels = Array.isArray(row.channels) ? (row.channels as unknown[]) : [];
	const { scopeId } = channels.filter(isRecord).find(({ channel }) => isWhatsApp(channel)) ?? {};
	const phone = plusPhone(row.phone, row.channelId, scopeId);
	const { assignment, lastIncomingMessageAt, tags } = row;
	return withoutGaps({
		customerId: row.id,
		name: row.name,
		phone,
		username: nonEmpty(row.username),
		bsuid: nonEmpty(row.bsuid),
		lastIncomingMessageAt: isoDate(lastIncomingMessageAt),
		windowOpen: row.contactable,
		assignedTo: assigneeIn(assignment),
		tags,
	});
}

function assigneeIn(assignment: unknown): IDataObject | null | undefined {
	if (!isRecord(assignment)) return assignment === undefined ? undefined : null;
	const { id, name, email, team } = assignment;
	if (nonEmpty(id) === undefined) return null;
	return withoutGaps({ id, name, email, type: team === true ? 'team' : 'agent' });
}

/** Zoko gives milliseconds, text or null. */
function isoDate(value: unknown): string | null | undefined {
	if (value === undefined || value === null || value === '') return value === '' ? null : value;
	const date = new Date(/^\d+$/.test(String(value)) ? Number(value) : String(value));
	return Number.isNaN(date.getTime()) ? String(value) : date.toISOString();
}

/** A property, with the names that the form has. */
export function simplifiedProperty(row: IDataObject): IDataObject {
	const { id, entityId, type, title, description, messages, priority } = row;
	return withoutGaps({
		propertyId: id,
		customerId: entityId,
		title,
		type,
		values: messages,
		description,
		priority,
	});
}
