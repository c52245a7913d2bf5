import { mediaOperation } from './mediaOperation';

export const sendSticker = mediaOperation({
	medium: 'sticker',
	option: {
		name: 'Send Sticker',
		value: 'sendSticker',
		action: 'Send sticker',
		description: 'Send a WebP sticker of up to 100 kB, or 500 kB if it moves',
	},
	example: 'https://example.com/thanks.webp',
	caption: false,
});
