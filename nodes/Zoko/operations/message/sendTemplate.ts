import { templateOperation } from './templateOperation';

export const sendTemplate = templateOperation('template', {
	action: 'Send template',
	description: 'Send an approved text template, at any time',
});
