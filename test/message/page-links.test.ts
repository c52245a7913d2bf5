import { pageLinkNotices } from '../../nodes/Zoko/message/page-links';
import { sendImage } from '../../nodes/Zoko/operations/message/sendImage';
import { sendInteractiveButtons } from '../../nodes/Zoko/operations/message/sendInteractiveButtons';
import { argumentsFromJson } from '../../nodes/Zoko/template/arguments';
import { templateSlots } from '../../nodes/Zoko/template/describe';
import { formOf } from '../harness/form';

const DRIVE = 'https://drive.google.com/file/d/1aB-c_D/view?usp=sharing';

it.each<[string, string]>([
	[DRIVE, 'Google Drive'],
	['https://drive.google.com/open?id=1aB', 'Google Drive'],
	['https://drive.google.com/drive/folders/1aB', 'Google Drive'],
	['https://docs.google.com/document/d/1aB/edit?usp=sharing', 'Google Docs'],
	['https://photos.app.goo.gl/aBc', 'Google Photos'],
	['https://www.dropbox.com/scl/fi/abc/photo.jpg?rlkey=x&dl=0', 'Dropbox'],
	['https://www.dropbox.com/s/abc/photo.jpg', 'Dropbox'],
	['https://1drv.ms/i/s!AbC', 'OneDrive'],
	['https://onedrive.live.com/?id=A%21B', 'OneDrive'],
	['https://acme-my.sharepoint.com/:b:/g/personal/x/AbC', 'SharePoint'],
	['https://share.icloud.com/photos/abc', 'iCloud'],
	['https://we.tl/t-abc', 'WeTransfer'],
	['https://acme.wetransfer.com/downloads/abc', 'WeTransfer'],
	['https://mega.nz/file/abc', 'MEGA'],
	['https://www.mediafire.com/file/abc/a.pdf/file', 'MediaFire'],
	['https://app.box.com/s/abc', 'Box'],
	['https://WWW.YouTube.com/watch?v=abc', 'YouTube'],
	['https://youtu.be/abc', 'YouTube'],
	['https://vimeo.com/12345', 'Vimeo'],
	['https://www.instagram.com/p/abc/', 'Instagram'],
	['https://www.facebook.com/photo?fbid=1', 'Facebook'],
	['https://vm.tiktok.com/abc', 'TikTok'],
	['https://pin.it/abc', 'Pinterest'],
	['https://in.pinterest.com/pin/1/', 'Pinterest'],
	['https://web.facebook.com/photo?fbid=1', 'Facebook'],
	['https://ibb.co/abc', 'ImgBB'],
	['https://postimg.cc/abc', 'Postimages'],
	['https://prnt.sc/abc', 'Lightshot'],
	['https://www.flickr.com/photos/acme/123', 'Flickr'],
	['https://imgur.com/a/abc', 'Imgur'],
	['https://www.canva.com/design/abc/view', 'Canva'],
	['https://github.com/acme/shop/blob/main/photo.jpg', 'GitHub'],
])('%s is a page of %s', (url, name) => {
	expect(pageLinkNotices('Image URL', url)).toEqual([
		expect.stringContaining(`'Image URL' is a link to a ${name} page`),
	]);
});

it.each([
	'https://example.com/view/photo.jpg',
	'https://drive.google.com/uc?export=download&id=1aB',
	'https://drive.usercontent.google.com/download?id=1aB',
	'https://docs.google.com/document/d/1aB/export?format=pdf',
	'https://lh3.googleusercontent.com/abc',
	'https://www.dropbox.com/s/abc/photo.jpg?dl=1',
	'https://www.dropbox.com/scl/fi/abc/photo.jpg?rlkey=x&raw=1',
	'https://dl.dropboxusercontent.com/s/abc/photo.jpg',
	'https://onedrive.live.com/download?resid=A',
	'https://acme.sharepoint.com/:i:/g/AbC?download=1',
	'https://app.box.com/shared/static/abc.jpg',
	'https://download1.mediafire.com/abc/a.pdf',
	'https://i.imgur.com/abc.jpg',
	'https://i.ibb.co/abc/photo.jpg',
	'https://i.postimg.cc/abc/photo.jpg',
	'https://live.staticflickr.com/1/abc.jpg',
	'https://i.pinimg.com/abc.jpg',
	'https://raw.githubusercontent.com/acme/shop/main/photo.jpg',
	'https://github.com/acme/shop/releases/download/v1/a.pdf',
	'https://img.youtube.com/vi/abc/0.jpg',
	'https://lookaside.facebook.com/abc',
	'https://dl.dropbox.com/s/abc/a.jpg',
	'https://notdropbox.com/s/abc',
	'https://dropbox.com.example.com/s/abc',
])('%s may be a file', (url) => {
	expect(pageLinkNotices('Image URL', url)).toEqual([]);
});

it.each([
	[DRIVE, 'https://drive.google.com/uc?export=download&id=1aB-c_D'],
	['https://drive.google.com/open?id=1aB', 'https://drive.google.com/uc?export=download&id=1aB'],
	['https://www.dropbox.com/s/abc/a.jpg?dl=0', 'https://www.dropbox.com/s/abc/a.jpg?dl=1'],
	[
		'https://docs.google.com/document/d/1aB/edit',
		'https://docs.google.com/document/d/1aB/export?format=pdf',
	],
])('the direct link of %s is given, and needs no notice itself', (url, direct) => {
	expect(pageLinkNotices('Image URL', url)[0]).toContain(direct);
	expect(pageLinkNotices('Image URL', direct)).toEqual([]);
});

describe('the notice comes with', () => {
	const notice = [expect.stringContaining('Google Drive page')];

	it('a medium', () => {
		expect(sendImage.toMessage(formOf({ mediaUrl: DRIVE })).notices).toEqual(notice);
	});

	it("a message's header", () => {
		const values = {
			body: 'Well?',
			buttons: { button: [{ title: 'Yes' }] },
			headerType: 'image',
			headerMediaUrl: DRIVE,
		};
		expect(sendInteractiveButtons.toMessage(formOf(values)).notices).toEqual(notice);
	});

	it("a template's header, and not with a link in its text", () => {
		const slots = templateSlots('Header: Image {{1}} \nBody: See {{2}}\n', 2);
		expect(argumentsFromJson([DRIVE, DRIVE], slots, 'public').notices).toEqual(notice);
	});
});
