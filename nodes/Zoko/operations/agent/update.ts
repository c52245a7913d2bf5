import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { InvalidInput } from '../../message/invalid-input';
import { isRecord } from '../../message/checks';
import { pathOf } from '../item';
import type { RunOperation } from '../operation';
import { present } from '../output';
import { agentField } from './fields';

const ROLES = [
	{ name: 'Admin', value: 'admin' },
	{ name: 'Owner', value: 'owner' },
	{ name: 'Salesman', value: 'salesman' },
];

const updateFields: INodeProperties = {
	displayName: 'Update Fields',
	name: 'updateFields',
	type: 'collection',
	placeholder: 'Add field',
	default: {},
	options: [
		{
			displayName: 'Available',
			name: 'available',
			type: 'boolean',
			default: true,
			description: 'Whether the agent can take conversations',
		},
		{
			displayName: 'Role',
			name: 'role',
			type: 'options',
			options: ROLES,
			default: 'salesman',
			description: 'What the agent may do in Zoko',
		},
	],
};

export const update: RunOperation = {
	option: {
		name: 'Update',
		value: 'update',
		action: 'Update agent',
		description: 'Change the role of an agent, or whether the agent is available',
	},
	fields: [agentField, updateFields],
	async run(item) {
		const agent = item.text('Agent', 'agent');
		const { role, available } = item.group('updateFields');
		if (role !== undefined && !ROLES.some(({ value }) => value === role)) {
			throw new InvalidInput(
				`'Role' is ${String(role)}, which is no role of Zoko's`,
				'Use owner, admin or salesman.',
			);
		}
		const body = present({
			role,
			available: available === undefined ? undefined : String(available) === 'true',
		});
		if (Object.keys(body).length === 0) {
			throw new InvalidInput("'Update Fields' is empty", "Add 'Role' or 'Available'.");
		}
		const answer = await item.call('PUT', pathOf('agent', agent), { body });
		return {
			success: true,
			...(isRecord(answer) ? (answer as IDataObject) : { id: agent, ...body }),
		};
	},
};
