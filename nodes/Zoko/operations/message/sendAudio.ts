import { mediaOperation } from './mediaOperation';

export const sendAudio = mediaOperation({
	medium: 'audio',
	option: {
		name: 'Send Audio',
		value: 'sendAudio',
		action: 'Send audio',
		description: 'Send an audio file such as an MP3',
	},
	example: 'https://example.com/note.mp3',
	caption: false,
});
