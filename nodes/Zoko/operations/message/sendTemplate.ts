import { templateOperation } from '../../template/operation';

export const sendTemplate = templateOperation('template', {
	name: 'Send Template',
	value: 'sendTemplate',
	action: 'Send template',
	description: 'Send an approved text template, at any time',
});
