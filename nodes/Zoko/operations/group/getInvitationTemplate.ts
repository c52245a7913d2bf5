import { withoutGaps } from '../../values';
import type { RunOperation } from '../operation';
import { groupField, groupIdOf, groupPath } from './fields';

export const getInvitationTemplate: RunOperation = {
	option: {
		name: 'Get Invitation Template',
		value: 'getInvitationTemplate',
		action: 'Get invitation template of group',
		description: "Get the template that 'Invite' sends for a group",
	},
	fields: [groupField],
	async run(item) {
		const answer = await item.record(groupPath(item, 'invitation-template'));
		return withoutGaps({
			id: groupIdOf(item),
			invitationTemplateId: answer.invitation_template_id,
			templateArgs: answer.template_args,
		});
	},
};
