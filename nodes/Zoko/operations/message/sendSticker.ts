import { mediaOperation } from './mediaOperation';

export const sendSticker = mediaOperation({
	medium: 'sticker',
	option: {
		name: 'Send Sticker',
		value: 'sendSticker',
		action: 'Send sticker',
		description: 'Send a WebP sticker',
	},
	example: 'https://example.com/thanks.webp',
	caption: false,
});
