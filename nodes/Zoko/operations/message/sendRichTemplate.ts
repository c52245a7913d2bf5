import { templateOperation } from '../../template/operation';

export const sendRichTemplate = templateOperation('richTemplate', {
	name: 'Send Rich Template',
	value: 'sendRichTemplate',
	action: 'Send rich template',
	description: 'Send an approved template with an image, video or document on top, at any time',
});
