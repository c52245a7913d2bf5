import { requiredText } from '../../message/checks';
import { LIMITS } from '../../message/limits';
import type { SendOperation } from '../operation';

export const sendText: SendOperation = {
	option: {
		name: 'Send Text',
		value: 'sendText',
		action: 'Send text message',
		description: 'Send a text to a customer who wrote in the last 24 hours',
	},
	fields: [
		{
			displayName: 'Text',
			name: 'text',
			type: 'string',
			typeOptions: { rows: 4 },
			required: true,
			default: '',
			placeholder: 'e.g. Your parcel is at the door',
			description:
				'Up to 4,096 characters. WhatsApp formats *bold*, _italic_, ~strikethrough~ and links. The text is sent as is.',
		},
	],
	toMessage: (form) => ({
		content: { type: 'text', message: requiredText('Text', form.get('text'), LIMITS.text) },
	}),
};
