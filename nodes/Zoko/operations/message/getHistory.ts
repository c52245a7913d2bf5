import { deliverySteps, failureReason, hasFailed } from '../../api/delivery';
import { withoutGaps } from '../../values';
import { simplifyField } from '../fields';
import type { RunOperation } from '../operation';
import { shapeFor } from '../results';
import { messageIdField, messagePath } from './record';

export const getHistory: RunOperation = {
	option: {
		name: 'Get History',
		value: 'getHistory',
		action: 'Get delivery history of message',
		description: 'Get each step of a delivery, and why it failed',
	},
	fields: [messageIdField, simplifyField],
	async run(item) {
		const messageId = item.text('Message ID', 'messageId');
		const record = await item.record(messagePath(messageId, 'history'));
		return shapeFor(item, record, () => {
			const steps = deliverySteps(record);
			const failed = steps.some(({ status }) => hasFailed(status));
			return withoutGaps({
				messageId,
				failureReason: failed ? failureReason(steps) : undefined,
				history: steps.map((step) => withoutGaps({ ...step })),
			});
		});
	},
};
