import { mediaOperation } from './mediaOperation';

export const sendDocument = mediaOperation({
	medium: 'document',
	option: {
		name: 'Send Document',
		value: 'sendDocument',
		action: 'Send document',
		description: 'Send a file such as a PDF with an optional caption',
	},
	example: 'https://example.com/invoice.pdf',
	caption: true,
});
