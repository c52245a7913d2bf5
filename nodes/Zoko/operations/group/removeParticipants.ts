import { optionalText } from '../../message/checks';
import { LIMITS } from '../../message/limits';
import { withoutGaps } from '../../values';
import { textField, toolWarning } from '../fields';
import type { RunOperation } from '../operation';
import { optionsNamed } from '../send/options';
import { agentEmailField, change, groupField, phonesIn, readingOf } from './fields';

const PARTICIPANTS: [string, string] = ['Participants', 'participants'];

/** WhatsApp's id of a user who shows no number: country, dot, up to 128 letters and digits. */
const USER_ID = /^[A-Z]{2}\.[A-Za-z0-9]{1,128}$/;

const { options = [], ...optionsField } = optionsNamed('country', 'numberCheck');

export const removeParticipants: RunOperation = {
	option: {
		name: 'Remove Participants',
		value: 'removeParticipants',
		action: 'Remove participants from group',
		description: 'Remove people from a group. Zoko does not invite them again.',
	},
	fields: [
		toolWarning,
		groupField,
		textField(
			...PARTICIPANTS,
			'+91 98765 43210, +44 7700 900123',
			"WhatsApp numbers or IDs that 'Get' shows, comma-separated, or an expression that returns a list",
		),
		{ ...optionsField, options: [agentEmailField, ...options] } as typeof optionsField,
	],
	async run(item) {
		const isId = (value: string) => USER_ID.test(value);
		const participants = phonesIn(item, PARTICIPANTS, readingOf(item, item.options()), isId);
		const ids = participants.map(({ digits }) => digits);
		const email = optionalText('Agent Email', item.group('options').agentEmail, LIMITS.text);
		const body = withoutGaps({ participants: ids, agent_email: email });
		return await change(item, 'POST', 'remove-participants', body, {
			participants: ids.map((id) => (isId(id) ? id : `+${id}`)),
		});
	},
};
