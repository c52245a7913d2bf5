import fc from 'fast-check';
import { InvalidInput } from '../../nodes/Zoko/errors/invalid-input';
import { httpUrl } from '../../nodes/Zoko/message/checks';
import { refusalOf } from '../harness/form';

describe('httpUrl', () => {
	const url = (value: unknown, reach: 'public' | 'anywhere' = 'public', max = 4096) =>
		httpUrl('Image URL', value, max, reach);

	it.each([
		['https://example.com/a.jpg'],
		['http://example.com/a.jpg'],
		['HTTPS://EXAMPLE.COM/A.JPG'],
		['https://example.com:8443/a?b=c&d=%20#e'],
		['https://user:pass@example.com/a'],
		['https://93.184.216.34/a.jpg'],
		['https://[2606:2800:220:1::1]/a.jpg'],
	])('keeps %s', (value) => expect(url(value)).toBe(value));

	it.each([
		[' https://example.com/a.jpg\n', 'https://example.com/a.jpg'],
		['https://example.com/my photo.jpg', 'https://example.com/my%20photo.jpg'],
		['https://example.com/zażółć.jpg', 'https://example.com/za%C5%BC%C3%B3%C5%82%C4%87.jpg'],
		['https://münchen.example/a', 'https://xn--mnchen-3ya.example/a'],
	])('%j becomes %s', (value, expected) => expect(url(value)).toBe(expected));

	it('takes the ten thousandth address as it takes the first', () => {
		for (let count = 1; count < 10_000; count++) url('https://münchen.example/a');
		expect(url('https://münchen.example/a')).toBe('https://xn--mnchen-3ya.example/a');
	});

	it.each([
		'example.com/a.jpg',
		'//example.com/a.jpg',
		'ftp://example.com/a.jpg',
		'data:image/png;base64,AAAA',
		'javascript:alert(1)',
		'file:///etc/hosts',
		'https://',
		'https:// example.com',
		'blob:https://example.com/1',
		'not a url',
		'https:/cdn.example.com/a.jpg',
		'https:cdn.example.com/a.jpg',
		'https:///cdn.example.com/a.jpg',
		'https:\\\\cdn.example.com\\a.jpg',
		'https://cdn.example.com\\a.jpg',
		'https://cdn..example.com/a.jpg',
		'https://.example.com/a.jpg',
		'https://cdn.example.com/%zz.jpg',
		'https://cdn.example.com/100%.jpg',
		'https://cdn.example.com/{{ $json.photo }}.jpg',
		'https://cdn.example.com/{{1}}.jpg',
		'https://cdn.exam\nple.com/a.jpg',
		'https://93.184.55/a.jpg',
		'https://0x5d.0xb8.0xd8.0x22/a.jpg',
		'https://%65xample.com/a.jpg',
	])('refuses %s', (value) => {
		expect(() => url(value)).toThrow(/'Image URL' is not a web address/);
	});

	it.each(['\u200b', '\u202e', '\ufeff', '\u2069', '\u00ad', ' \u200e\n'])(
		'%j around an address goes, and inside it is refused',
		(sign) => {
			const plain = 'https://cdn.example.com/a.jpg';
			expect(url(sign + plain + sign)).toBe(plain);
			if (sign.trim().length === sign.length) {
				expect(() => url(`https://cdn.example.com/${sign}a.jpg`)).toThrow(/an invisible character/);
			}
		},
	);

	it('refuses a second address without its https', () => {
		const both = 'https://example.com/a.jpg, www.example.com/b.jpg';
		expect(() => url(both)).toThrow("'Image URL' holds more than one web address");
	});

	it.each([
		'https://images.example.com/?url=https://example.com/a.jpg',
		'https://res.example.com/image/fetch/w_300/https://example.com/a.jpg',
		'https://example.com/a,www/b.jpg',
	])('takes an address inside an address: %s', (value) => expect(url(value)).toBe(value));

	it.each(['', ' ', '\n', ',', ', ', ';', '|'])(
		'refuses two addresses with %j between',
		(separator) => {
			const both = `https://example.com/a.jpg${separator}https://example.com/b.jpg`;
			expect(() => url(both)).toThrow("'Image URL' holds more than one web address");
		},
	);

	it.each([
		'https://img.example.com/fetch/w_100/https://example.com/a.jpg',
		'https://img.example.com/?url=https://example.com/a.jpg',
		'https://cdn.example.com./a.jpg',
	])('keeps %s', (value) => expect(url(value)).toBe(value));

	it.each(['C:\\Users\\me\\a.jpg', 'file:///home/me/a.jpg', '~/a.jpg', '/home/node/a.jpg'])(
		'says that %s is on a computer',
		(value) => {
			expect(refusalOf(() => url(value)).remedy).toMatch(/on a computer/);
		},
	);

	it('shows the start of a long wrong address only', () => {
		expect(() => url(`data:image/png;base64,${'A'.repeat(5000)}`)).toThrow(/^.{0,140}$/);
	});

	it.each([
		'http://localhost:5678/a',
		'http://127.0.0.1/a',
		'http://192.168.1.5/a',
		'http://nas/a',
	])('refuses %s unless Zoko is local too', (value) => {
		expect(() => url(value)).toThrow(/cannot be reached from the Internet/);
		expect(url(value, 'anywhere')).toBe(value);
	});

	it('measures the address as it is sent', () => {
		const base = 'https://example.com/';
		expect(url(base + 'a'.repeat(80), 'public', 100)).toHaveLength(100);
		expect(() => url(base + 'a'.repeat(81), 'public', 100)).toThrow(/at most 100/);
		expect(() => url(base + 'é'.repeat(20), 'public', 100)).toThrow(/at most 100/);
	});

	it('gives a URL or InvalidInput for any text', () => {
		fc.assert(
			fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.webUrl()), (text) => {
				try {
					expect(URL.canParse(url(text, 'anywhere'))).toBe(true);
					expect(url(text, 'anywhere')).toMatch(/^[\x21-\x7e]+$/);
				} catch (error) {
					expect(error).toBeInstanceOf(InvalidInput);
				}
			}),
			{ numRuns: 1000 },
		);
	});
});
