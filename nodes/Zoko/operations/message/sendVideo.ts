import { mediaOperation } from './mediaOperation';

export const sendVideo = mediaOperation({
	medium: 'video',
	option: {
		name: 'Send Video',
		value: 'sendVideo',
		action: 'Send video',
		description: 'Send an MP4 or 3GP video with an optional caption',
	},
	example: 'https://example.com/clip.mp4',
	caption: true,
});
