import { optionsField, recipientField } from '../../message/fields';
import type { Resource } from '../operation';
import { deleteOne } from './delete';
import { deleteMany } from './deleteMany';
import { get } from './get';
import { getHistory } from './getHistory';
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
import { waitForDelivery } from './waitForDelivery';

export const message: Resource = {
	option: {
		name: 'Message',
		value: 'message',
		description: 'Send WhatsApp messages of every type, and follow their delivery',
	},
	// The most used first, as n8n shows them; what deletes comes last.
	operations: [
		sendText,
		sendTemplate,
		sendRichTemplate,
		sendButtonTemplate,
		sendImage,
		sendVideo,
		sendDocument,
		sendAudio,
		sendSticker,
		sendLocation,
		sendContacts,
		sendInteractiveButtons,
		sendInteractiveList,
		waitForDelivery,
		get,
		getHistory,
		deleteOne,
		deleteMany,
	],
	defaultOperation: 'sendText',
	sendFields: { first: recipientField, last: optionsField },
};
