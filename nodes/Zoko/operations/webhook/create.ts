import type { IDataObject } from 'n8n-workflow';
import { createWebhook } from '../../api/webhooks';
import type { RunOperation } from '../operation';
import { eventsField, settingsIn, tokenField, urlField } from './fields';

export const create: RunOperation = {
	option: {
		name: 'Create',
		value: 'create',
		action: 'Create webhook',
		description: "Have Zoko send events to a URL. 'Zoko Trigger' does this by itself.",
	},
	fields: [urlField, eventsField, tokenField],
	async run(item) {
		const settings = settingsIn(item);
		const created = await item.attempt(async () => await createWebhook(item.connection, settings));
		return created as unknown as IDataObject;
	},
};
