import { deliverySteps, failureReason, hasFailed } from '../../api/delivery';
import { simplifyField } from '../fields';
import type { RunOperation } from '../operation';
import { present, shapeFor } from '../output';
import { messageIdField, messagePath } from './record';

export const getHistory: RunOperation = {
	option: {
		name: 'Get History',
		value: 'getHistory',
		action: 'Get delivery history of message',
		description: 'Get the steps of a delivery, and why it failed',
	},
	fields: [messageIdField, simplifyField],
	async run(item) {
		const messageId = item.text('Message ID', 'messageId');
		const record = await item.record(messagePath(messageId, 'history'));
		return shapeFor(item, record, () => {
			const steps = deliverySteps(record);
			const failed = steps.some(({ status }) => hasFailed(status));
			return present({
				messageId,
				failureReason: failed ? failureReason(steps) : undefined,
				history: steps.map((step) => present({ ...step })),
			});
		});
	},
};
