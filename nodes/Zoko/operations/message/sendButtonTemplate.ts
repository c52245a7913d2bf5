import { templateOperation } from './templateOperation';

export const sendButtonTemplate = templateOperation('buttonTemplate', {
	action: 'Send button template',
	description: 'Send an approved template with buttons, at any time',
});
