import { Mask } from '../../nodes/Zoko/api/mask';

const KEY = 'secret-key-1234';
const mask = new Mask(` ${KEY} `);

it('takes the key out of every text and name, however deep', () => {
	const answer = { message: `no ${KEY}`, [KEY]: 1, list: [{ id: `${KEY}-${KEY}` }, null, 5, true] };
	const masked = mask.value(answer);
	expect(JSON.stringify(masked)).not.toContain(KEY);
	expect(masked).toEqual({
		message: 'no [API key]',
		'[API key]': 1,
		list: [{ id: '[API key]-[API key]' }, null, 5, true],
	});
});

describe.each([
	'sk_live-0123456789abcdef',
	'aB+/=c"d\\e&<f>12',
	'(live)*[1]$& $1 $`',
	"it's a key",
	'abcd',
	'12345678',
])('the key %j', (key) => {
	const base64 = (text: string) => Buffer.from(text).toString('base64');
	it.each([
		['upper case', key.toUpperCase()],
		['lower case, as a host has it', key.toLowerCase()],
		['percent-encoded', encodeURIComponent(key)],
		['percent-encoded in small letters', encodeURIComponent(key).toLowerCase()],
		['percent-encoded where a whole address needs it', encodeURI(key)],
		['in a form', new URLSearchParams({ key }).toString()],
		['in JSON', JSON.stringify({ key })],
		['in JSON in JSON', JSON.stringify(JSON.stringify({ key }))],
		['in HTML', key.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/"/g, '&quot;')],
	])('is taken out %s', (_form, text) => {
		const masked = new Mask(key).text(`-${text}-`);
		expect(masked).toContain('[API key]');
		expect(masked.length).toBeLessThanOrEqual('-{\\\\"key\\\\":\\\\"[API key]\\\\"}-'.length);
	});

	it.each([
		['alone', base64(key)],
		['behind a name', base64(`u:${key}`)],
		['behind a longer one', base64(`us:${key}`)],
		['with more behind it', base64(`usr:${key}!`)],
		['in addresses', Buffer.from(key).toString('base64url')],
	])('is taken out of Base64, %s', (_form, text) => {
		if (key.length >= 8) expect(new Mask(key).text(text)).toContain('[API key]');
	});
});

it('a key of digits alone is found among numbers', () => {
	const masked = new Mask('12345678').value({ key: 12345678, at: 123456789 });
	expect(masked).toEqual({ key: '[API key]', at: 123456789 });
});

it('leaves an answer as it is that does not hold the key', () => {
	const answer = { a: [1, 'two', { three: null }] };
	expect(mask.value(answer)).toEqual(answer);
	expect(new Mask('').value('nothing to hide')).toBe('nothing to hide');
});

it('copes with an answer that is nothing but lists in lists', () => {
	const deep: unknown = JSON.parse('['.repeat(200_000) + ']'.repeat(200_000));
	expect(JSON.stringify(mask.value(deep)).length).toBeLessThan(200);
});
