import type { IDataObject } from 'n8n-workflow';
import { pathOf } from '../../api/path';
import { InvalidInput } from '../../errors/invalid-input';
import { oneOf } from '../../message/checks';
import { isRecord, withoutGaps } from '../../values';
import { updateFields } from '../fields';
import type { RunOperation } from '../operation';
import { agentField } from './fields';

const ROLES = [
	{ name: 'Admin', value: 'admin' },
	{ name: 'Owner', value: 'owner' },
	{ name: 'Salesman', value: 'salesman' },
];

const ROLE_VALUES = ROLES.map(({ value }) => value);

export const update: RunOperation = {
	option: {
		name: 'Update',
		value: 'update',
		action: 'Update agent',
		description: "Change an agent's role or availability",
	},
	fields: [
		agentField,
		updateFields(
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
				description: 'What the agent is allowed to do in Zoko',
			},
		),
	],
	async run(item) {
		const agent = item.text('Agent', 'agent');
		const { role, available } = item.group('updateFields');
		const body = withoutGaps({
			role: role === undefined ? undefined : oneOf('Role', role, ROLE_VALUES),
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
