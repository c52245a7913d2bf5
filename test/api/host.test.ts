import { isPrivateHost } from '../../nodes/Zoko/api/host';

const hostOf = (url: string) => new URL(url).hostname;

describe('isPrivateHost', () => {
	it.each([
		'http://localhost:5678',
		'http://LOCALHOST',
		'http://localhost.',
		'http://shop.localhost',
		'http://127.0.0.1',
		'http://127.1',
		'http://2130706433',
		'http://0x7f.1',
		'http://0.0.0.0',
		'http://10.1.2.3',
		'http://172.16.0.1',
		'http://172.31.255.255',
		'http://192.168.0.1',
		'http://169.254.169.254',
		'http://100.64.0.1',
		'http://100.127.255.255',
		'http://[::1]',
		'http://[::]',
		'http://[fd00::1]',
		'http://[fc00::1]',
		'http://[fe80::1]',
		'http://[febf::1]',
		'http://[::ffff:127.0.0.1]',
		'http://[::ffff:10.0.0.1]',
		'http://nas',
		'http://printer.local',
		'http://db.internal',
		'http://router.home.arpa',
		'http://shop.test',
	])('%s can be reached from inside only', (url) => {
		expect(isPrivateHost(hostOf(url))).toBe(true);
	});

	it.each([
		'https://example.com',
		'https://example.com.',
		'https://cdn.example.co.in',
		'https://93.184.216.34',
		'https://11.0.0.1',
		'https://126.255.255.255',
		'https://172.15.255.255',
		'https://172.32.0.1',
		'https://192.169.0.1',
		'https://100.63.255.255',
		'https://100.128.0.1',
		'https://[2606:2800:220:1::1]',
		'https://[::ffff:93.184.216.34]',
		'https://10.example.com',
		'https://127.0.0.1.example.com',
		'https://localhost.example.com',
		'https://mylocal.com',
		'https://internal.example.com',
		'https://xn--mnchen-3ya.example',
	])('%s is public', (url) => {
		expect(isPrivateHost(hostOf(url))).toBe(false);
	});
});
