import { mediaOperation } from './mediaOperation';

export const sendImage = mediaOperation({
	medium: 'image',
	option: {
		name: 'Send Image',
		value: 'sendImage',
		action: 'Send image',
		description: 'Send a JPEG or PNG picture with an optional caption',
	},
	example: 'https://example.com/photo.jpg',
	caption: true,
});
