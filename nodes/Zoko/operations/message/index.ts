import { optionsField, recipientField } from '../../message/fields';
import type { Resource } from '../operation';
import { sendAudio } from './sendAudio';
import { sendButtonTemplate } from './sendButtonTemplate';
import { sendContacts } from './sendContacts';
import { sendDocument } from './sendDocument';
import { sendImage } from './sendImage';
import { sendInteractiveButtons } from './sendInteractiveButtons';
import { sendInteractiveList } from './sendInteractiveList';
import { sendLocation } from './sendLocation';
import { sendRichTemplate } from './sendRichTemplate';
import { sendSticker } from './sendSticker';
import { sendTemplate } from './sendTemplate';
import { sendText } from './sendText';
import { sendVideo } from './sendVideo';

export const message: Resource = {
	option: {
		name: 'Message',
		value: 'message',
		description: 'Send WhatsApp messages of every type',
	},
	operations: [
		sendAudio,
		sendButtonTemplate,
		sendContacts,
		sendDocument,
		sendImage,
		sendInteractiveButtons,
		sendInteractiveList,
		sendLocation,
		sendRichTemplate,
		sendSticker,
		sendTemplate,
		sendText,
		sendVideo,
	],
	defaultOperation: 'sendText',
	sendFields: { first: recipientField, last: optionsField },
};
