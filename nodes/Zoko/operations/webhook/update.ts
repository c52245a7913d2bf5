import type { IDataObject } from 'n8n-workflow';
import { InvalidInput } from '../../errors/invalid-input';
import { isRecord } from '../../values';
import { updateFields } from '../fields';
import type { RunOperation } from '../operation';
import {
	eventsField,
	eventsIn,
	tokenField,
	tokenIn,
	urlField,
	urlIn,
	webhookField,
	webhookPath,
} from './fields';

export const update: RunOperation = {
	option: {
		name: 'Update',
		value: 'update',
		action: 'Update webhook',
		description: 'Change a webhook. Fields that are not set stay as they are.',
	},
	fields: [webhookField, updateFields(tokenField, eventsField, urlField)],
	async run(item) {
		const given = item.group('updateFields');
		const changes: IDataObject = {
			...('url' in given && { url: urlIn(item, given.url) }),
			...('events' in given && { events: eventsIn(given.events) }),
			...tokenIn(given.challengeToken),
		};
		if (Object.keys(changes).length === 0) {
			throw new InvalidInput("'Update Fields' is empty", 'Add a field that is to be changed.');
		}
		// Zoko wants all settings again.
		const { url, events, challengeToken } = await item.record(webhookPath(item));
		const kept = { url, events, ...(challengeToken ? { challengeToken } : {}) };
		const body = { ...kept, ...changes };
		const answer = await item.call('PUT', webhookPath(item), { body });
		const id = item.text('Webhook', 'webhook');
		return { success: true, id, ...body, ...(isRecord(answer) ? (answer as IDataObject) : {}) };
	},
};
