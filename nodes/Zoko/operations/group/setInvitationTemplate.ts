import type { IDataObject } from 'n8n-workflow';
import { InvalidInput } from '../../errors/invalid-input';
import { jsonValue } from '../../message/checks';
import { isRecord, withoutGaps } from '../../values';
import { textField } from '../fields';
import type { RunOperation } from '../operation';
import { change, groupField } from './fields';

const EXAMPLE = '{ "1": "{{brand.whatsapp_display_name}}", "2": "{{group.invite_link}}" }';

export const setInvitationTemplate: RunOperation = {
	option: {
		name: 'Set Invitation Template',
		value: 'setInvitationTemplate',
		action: 'Set invitation template of group',
		description: "Choose the template that 'Invite' sends for a group",
	},
	fields: [
		groupField,
		textField(
			'Invitation Template ID',
			'invitationTemplateId',
			'group_invitation',
			'Approved template with the invite link in it, as Zoko names it',
		),
		{
			displayName: 'Variables (JSON)',
			name: 'templateArgs',
			type: 'json',
			// In an expression n8n would evaluate Zoko's own variables.
			noDataExpression: true,
			default: '',
			hint: `e.g. ${EXAMPLE}`,
			description:
				'What stands in place of each placeholder {{1}}, {{2}} of the template, by its number. Zoko fills in {{brand.whatsapp_display_name}} and {{group.invite_link}}.',
		},
	],
	async run(item) {
		const id = item.text('Invitation Template ID', 'invitationTemplateId');
		const templateArgs = argumentsIn(item.get('templateArgs'));
		const body = withoutGaps({ invitation_template_id: id, template_args: templateArgs });
		const about = withoutGaps({ invitationTemplateId: id, templateArgs });
		return await change(item, 'PUT', 'invitation-template', body, about);
	},
};

function argumentsIn(given: unknown): IDataObject | undefined {
	const expected = `Give an object such as ${EXAMPLE}.`;
	const value = jsonValue('Variables (JSON)', given, expected);
	if (value === undefined || isRecord(value)) return value as IDataObject | undefined;
	throw new InvalidInput("'Variables (JSON)' is not a JSON object", expected);
}
