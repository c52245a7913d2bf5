import { mediaOperation } from '../../message/media-operation';

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
