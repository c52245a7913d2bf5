import type { IBinaryData } from 'n8n-workflow';
import { checkFile, mediaLimits, mediaUrl } from '../../nodes/Zoko/message/media';
import type { Medium } from '../../nodes/Zoko/message/form';
import { formOf, refusalOf } from '../harness/form';

const file = (mimeType: string, bytes?: number): IBinaryData => ({
	data: '',
	mimeType,
	...(bytes !== undefined && { bytes }),
});
const MB = 1024 * 1024;

describe('checkFile', () => {
	it.each<[Medium, string]>([
		['image', 'image/jpeg'],
		['image', 'image/png'],
		['image', 'IMAGE/PNG; charset=binary'],
		['image', 'image/jpg'],
		['image', 'image/pjpeg'],
		['video', 'video/3gp'],
		['audio', 'audio/mpga'],
		['video', 'video/mp4'],
		['video', 'video/3gpp'],
		['audio', 'audio/ogg; codecs=opus'],
		['audio', 'audio/mpeg'],
		['sticker', 'image/webp'],
		['document', 'application/pdf'],
		['document', 'application/x-anything'],
		['document', ''],
	])('%s may be %s', (medium, type) => {
		expect(() => checkFile(file(type, 1000), 'data', medium)).not.toThrow();
	});

	it.each<[Medium, string, string]>([
		['image', 'image/webp', 'JPEG or PNG'],
		['image', 'image/svg+xml', 'JPEG or PNG'],
		['image', '', 'unknown type'],
		['video', 'video/quicktime', 'MP4 or 3GP'],
		['audio', 'audio/wav', 'MP3'],
		['sticker', 'image/png', 'WebP'],
	])('%s may not be %s', (medium, type, named) => {
		const { message, remedy } = refusalOf(() => checkFile(file(type), 'photo', medium));
		expect(message).toContain("'photo'");
		expect(message).toContain(named);
		expect(remedy).toContain("'Send Document'");
	});

	it.each<[Medium, string, number]>([
		['image', 'image/jpeg', 5 * MB],
		['video', 'video/mp4', 16 * MB],
		['audio', 'audio/mpeg', 16 * MB],
		['document', 'application/pdf', 100 * MB],
		['sticker', 'image/webp', 500 * 1024],
	])('%s may have the limit, and not one byte more', (medium, type, limit) => {
		expect(() => checkFile(file(type, limit), 'data', medium)).not.toThrow();
		const { message } = refusalOf(() => checkFile(file(type, limit + 1), 'data', medium));
		expect(message).toMatch(/at most \d+\.\d MB/);
	});

	it('takes a file whose size n8n does not tell', () => {
		expect(() => checkFile(file('image/png'), 'data', 'image')).not.toThrow();
	});
});

it.each<[Medium, string]>([
	['image', 'JPEG or PNG up to 5 MB'],
	['document', 'any file up to 100 MB'],
	['sticker', 'WebP up to 100 kB, or 500 kB if it moves'],
])('the form says what WhatsApp takes as %s', (medium, limits) => {
	expect(mediaLimits(medium)).toBe(limits);
});

describe('mediaUrl', () => {
	it('names the field as the form of the operation does', () => {
		const { message } = refusalOf(() => mediaUrl(formOf({ mediaUrl: '' }), 'video'));
		expect(message).toBe("'Video URL' is empty");
	});

	it.each([
		['photo', 'https://files.example.com/image/photo'],
		[' photo ', 'https://files.example.com/image/photo'],
		['', 'https://files.example.com/image/data'],
		[undefined, 'https://files.example.com/image/data'],
	])('asks for the file in field %j', (binaryPropertyName, url) => {
		expect(mediaUrl(formOf({ mediaSource: 'binary', binaryPropertyName }), 'image')).toBe(url);
	});
});
