import { InvalidInput } from '../../errors/invalid-input';
import { optionalText } from '../../message/checks';
import { LIMITS } from '../../message/limits';
import { withoutGaps } from '../../values';
import { updateFields } from '../fields';
import type { RunOperation } from '../operation';
import {
	agentEmailField,
	change,
	descriptionField,
	groupField,
	settingsIn,
	subjectField,
} from './fields';

export const update: RunOperation = {
	option: {
		name: 'Update',
		value: 'update',
		action: 'Update group',
		description: 'Change subject, description or photo. Fields that are not set stay as they are.',
	},
	fields: [
		groupField,
		updateFields(
			agentEmailField,
			descriptionField,
			{
				displayName: 'Photo URL',
				name: 'photoUrl',
				type: 'string',
				default: '',
				placeholder: 'e.g. https://example.com/group.jpg',
				description:
					'Public https:// address of a square JPEG, at least 192 × 192 pixels and at most 5 MB',
			},
			subjectField,
		),
	],
	async run(item) {
		const given = item.group('updateFields');
		const settings = settingsIn(item, given);
		if (Object.keys(settings).length === 0) {
			throw new InvalidInput(
				"'Update Fields' has nothing that is to be changed",
				"Add 'Subject', 'Description' or 'Photo URL'.",
			);
		}
		const agent_email = optionalText('Agent Email', given.agentEmail, LIMITS.text);
		const { photo_url: photoUrl, ...texts } = settings;
		const body = withoutGaps({ ...settings, agent_email });
		return await change(item, 'PUT', 'settings', body, withoutGaps({ ...texts, photoUrl }));
	},
};
