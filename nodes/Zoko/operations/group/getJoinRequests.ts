import type { IDataObject } from 'n8n-workflow';
import { isRecord } from '../../values';
import type { RunOperation } from '../operation';
import { groupField, groupPath } from './fields';

export const getJoinRequests: RunOperation = {
	option: {
		name: 'Get Join Requests',
		value: 'getJoinRequests',
		action: 'Get join requests of group',
		description: 'Get the people who ask to join a group',
	},
	fields: [groupField],
	async run(item) {
		const path = groupPath(item, 'join-requests');
		const answer = await item.call('GET', path, {}, ({ data }) => Array.isArray(data));
		const { data } = answer as { data: unknown[] };
		// What a request looks like is not documented.
		return data.map((row) => (isRecord(row) ? row : { joinRequestId: row }) as IDataObject);
	},
};
