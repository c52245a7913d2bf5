import { notice } from '../fields';
import type { Resource } from '../operation';
import { recipientField } from '../send/check';
import { optionsField } from '../send/options';
import { deleteOne } from './delete';
import { deleteMany } from './deleteMany';
import { get } from './get';
import { getHistory } from './getHistory';
import { sendAndWait } from './sendAndWait';
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

/**
 * Messages that are not templates can only be sent at certain times, which people tend to learn too
 * late.
 */
const windowNotice = notice(
	'windowNotice',
	"WhatsApp takes this only within 24 hours after the customer's last message. At any other time use <strong>Send Template</strong>, <strong>Send Rich Template</strong> or <strong>Send Button Template</strong>.",
);

export const message: Resource = {
	option: {
		name: 'Message',
		value: 'message',
		description: 'Send WhatsApp messages of any type and track their delivery',
	},
	// The most used first, because n8n keeps this order; deletions come last.
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
		sendAndWait,
		waitForDelivery,
		get,
		getHistory,
		deleteOne,
		deleteMany,
	],
	defaultOperation: 'sendText',
	sendFields: { notice: windowNotice, first: recipientField, last: optionsField },
};
