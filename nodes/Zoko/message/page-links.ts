interface PageHost {
	name: string;
	/** Host names; one that begins with a dot stands for all below it. */
	hosts: string[];
	/** Which addresses of the host are pages; all of them without it. */
	isPage?: (url: URL) => boolean;
	/** The same file as a direct link, where the address gives it away. */
	direct?: (url: URL) => string | undefined;
}

/**
 * Where people copy links from that open a page with the file on it. Only services of which this is
 * certain: their own help pages say what a direct link looks like, or that there is none.
 */
const PAGE_HOSTS: PageHost[] = [
	{
		name: 'Google Drive',
		hosts: ['drive.google.com'],
		isPage: ({ pathname }) => pathname !== '/uc',
		direct: ({ pathname, searchParams }) => {
			const id = /^\/file\/d\/([\w-]+)/.exec(pathname)?.[1] ?? searchParams.get('id');
			return id ? `https://drive.google.com/uc?export=download&id=${id}` : undefined;
		},
	},
	{
		name: 'Google Docs',
		hosts: ['docs.google.com'],
		isPage: ({ pathname }) => /\/(edit|view|preview|viewform|mobilebasic)\/?$/.test(pathname),
		direct: ({ pathname }) => {
			const id = /^\/document\/d\/([\w-]+)/.exec(pathname)?.[1];
			return id && `https://docs.google.com/document/d/${id}/export?format=pdf`;
		},
	},
	{ name: 'Google Photos', hosts: ['photos.google.com', 'photos.app.goo.gl'] },
	{
		name: 'Dropbox',
		hosts: ['dropbox.com', 'www.dropbox.com'],
		isPage: ({ searchParams }) => searchParams.get('raw') !== '1' && searchParams.get('dl') !== '1',
		direct: (url) => {
			const link = new URL(url);
			link.searchParams.set('dl', '1');
			return link.href;
		},
	},
	{
		name: 'OneDrive',
		hosts: ['onedrive.live.com', '1drv.ms'],
		isPage: ({ pathname }) => !pathname.startsWith('/download'),
	},
	{
		name: 'SharePoint',
		hosts: ['.sharepoint.com'],
		isPage: ({ pathname, searchParams }) =>
			/^\/:[a-z]:\//.test(pathname) && searchParams.get('download') !== '1',
	},
	{ name: 'iCloud', hosts: ['www.icloud.com', 'share.icloud.com'] },
	{
		name: 'WeTransfer',
		hosts: ['wetransfer.com', '.wetransfer.com', 'we.tl'],
		isPage: ({ hostname, pathname }) => hostname === 'we.tl' || pathname.startsWith('/downloads/'),
	},
	{ name: 'MEGA', hosts: ['mega.nz'] },
	{
		name: 'MediaFire',
		hosts: ['www.mediafire.com', 'mediafire.com'],
		isPage: ({ pathname }) => /^\/(file|folder|view)\//.test(pathname),
	},
	{
		name: 'Box',
		hosts: ['app.box.com'],
		isPage: ({ pathname }) => /^\/(s|file|folder)\//.test(pathname),
	},
	{ name: 'YouTube', hosts: ['youtube.com', 'www.youtube.com', 'm.youtube.com', 'youtu.be'] },
	{
		name: 'Vimeo',
		hosts: ['vimeo.com', 'www.vimeo.com'],
		isPage: ({ pathname }) => /^\/\d+/.test(pathname),
	},
	{ name: 'Instagram', hosts: ['www.instagram.com', 'instagram.com'] },
	{
		name: 'Facebook',
		hosts: ['www.facebook.com', 'facebook.com', 'm.facebook.com', 'web.facebook.com', 'fb.watch'],
	},
	{ name: 'TikTok', hosts: ['www.tiktok.com', 'tiktok.com', 'vm.tiktok.com'] },
	{ name: 'Pinterest', hosts: ['.pinterest.com', 'pinterest.com', 'pin.it'] },
	{ name: 'ImgBB', hosts: ['ibb.co'] },
	{ name: 'Postimages', hosts: ['postimg.cc'] },
	{ name: 'Lightshot', hosts: ['prnt.sc'] },
	{
		name: 'Flickr',
		hosts: ['www.flickr.com', 'flickr.com'],
		isPage: ({ pathname }) => pathname.startsWith('/photos/'),
	},
	{
		name: 'Imgur',
		hosts: ['imgur.com', 'www.imgur.com'],
		isPage: ({ pathname }) => !/\.\w{3,4}$/.test(pathname),
	},
	{
		name: 'Canva',
		hosts: ['www.canva.com', 'canva.com'],
		isPage: ({ pathname }) => pathname.startsWith('/design/'),
	},
	{
		name: 'GitHub',
		hosts: ['github.com'],
		isPage: ({ pathname, searchParams }) =>
			/^\/[^/]+\/[^/]+\/blob\//.test(pathname) && searchParams.get('raw') !== 'true',
	},
];

/**
 * What to say about a link to a page that shows a file: WhatsApp needs the file itself. A notice
 * rather than an error, because only fetching the link would prove it.
 * @param url an address that `httpUrl` has accepted
 */
export function pageLinkNotices(label: string, url: string): string[] {
	const address = new URL(url);
	const found = PAGE_HOSTS.find(
		({ hosts, isPage }) =>
			hosts.some((host) =>
				host.startsWith('.') ? address.hostname.endsWith(host) : address.hostname === host,
			) &&
			(isPage?.(address) ?? true),
	);
	if (!found) return [];
	const direct = found.direct?.(address);
	const remedy = direct
		? `Use the direct link: ${direct}`
		: 'Use a direct link, for example to the file in your shop or CDN.';
	return [
		`'${label}' is a link to a ${found.name} page, not to the file itself, so WhatsApp is likely to fail to deliver the message. ${remedy}`,
	];
}
