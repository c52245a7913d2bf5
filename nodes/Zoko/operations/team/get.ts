import { InvalidInput } from '../../errors/invalid-input';
import type { RunOperation } from '../operation';
import { quoted } from '../../values';
import { includeAgentsField, teamField } from './fields';

/** Zoko has no request for one team, so it is looked for among all. */
export const get: RunOperation = {
	option: { name: 'Get', value: 'get', action: 'Get team', description: 'Get one team' },
	fields: [teamField, includeAgentsField],
	async run(item) {
		const wanted = item.text('Team', 'team');
		const query = { includeAgents: item.isOn('includeAgents') };
		const team = (await item.list('/agent/teams', query)).find(({ id }) => id === wanted);
		if (team) return team;
		throw new InvalidInput(
			`Zoko has no team with the ID ${quoted(wanted)}`,
			"Pick it again in 'Team'. It may have been deleted, or belong to another Zoko account.",
		);
	},
};
