import { templateOperation } from '../../template/operation';

export const sendButtonTemplate = templateOperation('buttonTemplate', {
	name: 'Send Button Template',
	value: 'sendButtonTemplate',
	action: 'Send button template',
	description: 'Send an approved template with buttons, at any time',
});
