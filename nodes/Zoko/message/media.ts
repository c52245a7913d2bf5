import { InvalidInput } from '../errors/invalid-input';
import { excerpt, quoted } from '../values';
import { httpUrl, toText } from './checks';
import type { Form, Medium } from './form';
import { LIMITS } from './limits';

const MB = 1024 * 1024;

interface Limits {
	types?: string[];
	formats: string;
	maxBytes: number;
	/** The largest size as the form says it, where that is not `maxBytes`. */
	size?: string;
}

/**
 * What WhatsApp shows, from Meta's media reference ("Supported media types"). A document may be
 * any file; an animated sticker may be 500 kB, a static one 100 kB, which cannot be told apart
 * without reading the file.
 */
const MEDIA: Record<Medium, Limits> = {
	image: { types: ['image/jpeg', 'image/png'], formats: 'JPEG or PNG', maxBytes: 5 * MB },
	video: { types: ['video/mp4', 'video/3gpp'], formats: 'MP4 or 3GP', maxBytes: 16 * MB },
	audio: {
		types: [
			'audio/aac',
			'audio/amr',
			'audio/mpeg',
			'audio/mp3',
			'audio/mp4',
			'audio/m4a',
			'audio/x-m4a',
			'audio/ogg',
			'audio/opus',
		],
		formats: 'AAC, AMR, MP3, M4A or OGG',
		maxBytes: 16 * MB,
	},
	document: { formats: 'any file', maxBytes: 100 * MB },
	sticker: {
		types: ['image/webp'],
		formats: 'WebP',
		maxBytes: 500 * 1024,
		size: '100 kB, or 500 kB if it moves',
	},
};

/** Names that programs give to types that WhatsApp knows by another name. */
const MISSPELT: Record<string, string> = {
	'image/jpg': 'image/jpeg',
	'image/pjpeg': 'image/jpeg',
	'image/x-png': 'image/png',
	'video/3gp': 'video/3gpp',
	'video/x-m4v': 'video/mp4',
	'audio/mpga': 'audio/mpeg',
	'audio/x-mpeg': 'audio/mpeg',
	'audio/x-mp3': 'audio/mpeg',
	'audio/x-aac': 'audio/aac',
};

/** Which files WhatsApp takes as a medium, as the form says it. */
export function mediaLimits(medium: Medium): string {
	const { formats, maxBytes, size = `${maxBytes / MB} MB` } = MEDIA[medium];
	return `${formats} up to ${size}`;
}

/** What the form calls the URL of a medium. */
export function mediaUrlLabel(medium: Medium): string {
	return `${medium.charAt(0).toUpperCase()}${medium.slice(1)} URL`;
}

/** The URL of the medium of an item: typed in, or made for the file in a binary field. */
export function mediaUrl(form: Form, medium: Medium): string {
	if (form.get('mediaSource') !== 'binary') {
		return httpUrl(mediaUrlLabel(medium), form.get('mediaUrl'), LIMITS.mediaUrl, form.reach);
	}
	const field = toText('Input Data Field Name', form.get('binaryPropertyName')).trim();
	return form.fileUrl(field || 'data', medium);
}

/**
 * Refuses a file that WhatsApp would not show as this medium.
 * @throws InvalidInput
 */
export function checkFile(
	file: { mimeType: string; bytes?: unknown },
	field: string,
	medium: Medium,
): void {
	const { types, formats, maxBytes } = MEDIA[medium];
	const written = file.mimeType.split(';')[0]?.trim().toLowerCase() ?? '';
	const type = MISSPELT[written] ?? written;
	if (types && !types.includes(type)) {
		throw new InvalidInput(
			`The file in ${quoted(field)} is ${excerpt(type) || 'of an unknown type'}, and WhatsApp takes ${formats} as ${medium}`,
			"Convert the file, or send it with 'Send Document'.",
		);
	}
	const { bytes } = file;
	if (typeof bytes === 'number' && bytes > maxBytes) {
		const inMb = (size: number) => `${(size / MB).toFixed(1)} MB`;
		throw new InvalidInput(
			`The file in ${quoted(field)} is ${inMb(bytes)}, and WhatsApp takes at most ${inMb(maxBytes)} as ${medium}`,
			'Make the file smaller, or send a link to it in a text.',
		);
	}
}
