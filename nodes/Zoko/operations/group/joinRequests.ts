import { textField } from '../fields';
import { listOf } from '../item';
import type { RunOperation } from '../operation';
import { change, groupField } from './fields';

/** An operation that answers join requests. */
export function answering(
	answer: 'approve' | 'reject',
	option: RunOperation['option'],
): RunOperation {
	return {
		option,
		fields: [
			groupField,
			textField(
				'Join Request IDs',
				'joinRequestIds',
				'5b0f3c1e-0c3a-4b52-9d2a-1f6f0f1d0a09',
				"IDs that 'Get Join Requests' gives, comma-separated, or an expression that returns a list",
			),
		],
		async run(item) {
			const ids = listOf('Join Request IDs', item.get('joinRequestIds'));
			const body = { join_requests: ids };
			return await change(item, 'POST', `join-requests/${answer}`, body, { joinRequestIds: ids });
		},
	};
}
