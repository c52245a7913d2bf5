import { templateOperation } from './templateOperation';

export const sendRichTemplate = templateOperation('richTemplate', {
	action: 'Send rich template',
	description:
		'Send an approved template with an image, video or document in its header, at any time',
});
