import type { IDataObject } from 'n8n-workflow';
import { toText } from '../../message/checks';
import { nonEmpty, picked, withoutGaps } from '../../values';
import { additionalFields, pickerField } from '../fields';
import type { RunItem } from '../item';
import type { RunOperation } from '../operation';
import {
	descriptionField,
	groupIn,
	GROUPS,
	refuseFailure,
	settingsIn,
	subjectField,
} from './fields';

const agentField = pickerField(
	'Agent',
	'agent',
	'searchAgents',
	'5b0f3c1e-0c3a-4b52-9d2a-1f6f0f1d0a04',
	'Agent in whose name Zoko creates the group',
);

export const create: RunOperation = {
	option: {
		name: 'Create',
		value: 'create',
		action: 'Create group',
		description:
			'Create a WhatsApp group of at most 8 participants. Only official business accounts can.',
	},
	fields: [subjectField, additionalFields(agentField, descriptionField)],
	check: bodyOf,
	async run(item) {
		const answer = await item.callOnce(`/${GROUPS}`, bodyOf(item), isGroup);
		refuseFailure(answer);
		const group = groupIn(answer as IDataObject);
		// Without an id WhatsApp has not confirmed the group yet.
		return { status: group.id === undefined ? 'pending' : 'complete', ...group };
	},
};

function bodyOf(item: RunItem): IDataObject {
	const { agent, ...more } = item.group('additionalFields');
	const agentId = toText('Agent', picked(agent)).trim();
	const texts = settingsIn(item, { subject: item.get('subject'), ...more });
	return withoutGaps({ ...texts, agent_id: nonEmpty(agentId) });
}

function isGroup({ _id, id, request_id, status }: Record<string, unknown>): boolean {
	return [_id, id, request_id].some(nonEmpty) || status === 'pending';
}
