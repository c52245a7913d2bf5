import type { IDataObject } from 'n8n-workflow';
import { isRecord, nonEmpty, withoutGaps } from '../../values';
import { textField, toolWarning } from '../fields';
import { listOf } from '../item';
import type { RunOperation } from '../operation';

/** Zoko's API reference, "Delete many messages": 1 to 50 ids. */
const MAX_IDS = 50;

export const deleteMany: RunOperation = {
	option: {
		name: 'Delete Many',
		value: 'deleteMany',
		action: 'Delete many messages',
		description: "Delete messages from Zoko. They stay on the customers' phones.",
	},
	fields: [
		toolWarning,
		textField(
			'Message IDs',
			'messageIds',
			'5b0f3c1e-0c3a-4b52-9d2a-1f6f0f1d0a01, 5b0f3c1e-0c3a-4b52-9d2a-1f6f0f1d0a02',
			'The messageId of each message, comma-separated, or an expression that returns a list. There may be any number of them.',
		),
	],
	async run(item) {
		const ids = listOf('Message IDs', item.get('messageIds'), /[\s,;]+/);
		const results: IDataObject[] = [];
		for (let start = 0; start < ids.length; start += MAX_IDS) {
			const messages = ids.slice(start, start + MAX_IDS);
			const more = { body: { messages } };
			const answer = (await item.call('DELETE', '/message/batch', more, 'record')) as IDataObject;
			results.push(...messages.map((id) => resultOf(id, answer)));
		}
		return results;
	},
};

/**
 * What became of one message. Zoko lists each of them; without a list, only a count without
 * failures tells.
 */
function resultOf(messageId: string, { messages, failed }: IDataObject): IDataObject {
	const rows: unknown[] = Array.isArray(messages) ? messages : [];
	const row = rows.find((candidate) => isRecord(candidate) && candidate.id === messageId);
	if (!isRecord(row)) return { deleted: failed === 0, messageId };
	const deleted = !/not|fail|error/i.test(String(row.status));
	return withoutGaps({ deleted, messageId, description: nonEmpty(row.description) });
}
