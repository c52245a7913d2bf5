import nock from 'nock';
import { ZokoApi } from '../../credentials/ZokoApi.credentials';
import { COUNTRIES } from '../../nodes/Zoko/message/countries';
import { countryCode } from '../../nodes/Zoko/message/phone';
import { HOST, Inbox, items, keyOf, runZoko, testCredential, useNock, zokoPack } from '../harness';

useNock();

const type = new ZokoApi();
const property = (name: string) => type.properties.find((field) => field.name === name);

describe('the test of the credential', () => {
	const test = async (more: object = {}) =>
		await testCredential(zokoPack(), type, {
			apiKey: 'secret-key',
			baseUrl: `${HOST}/v2`,
			...more,
		});

	it('asks for the teams, with the key', async () => {
		const asked = nock(HOST, { reqheaders: { apikey: 'secret-key' } })
			.get('/v2/agent/teams')
			.reply(200, []);
		expect(await test()).toEqual({ status: 'OK', message: 'Connection successful!' });
		expect(asked.isDone()).toBe(true);
	});

	it.each([`${HOST}/v2/`, ` ${HOST}/v2 `, `${HOST}/v2//`])('copes with %j', async (baseUrl) => {
		nock(HOST).get('/v2/agent/teams').reply(200, []);
		expect((await test({ baseUrl })).status).toBe('OK');
	});

	it.each<[string, number, string | object, RegExp]>([
		['a wrong key', 401, { message: 'no' }, /^Zoko refused the API key: no\. Open the Zoko cred/],
		['a firewall', 403, '<html>Blocked</html>', /^A firewall .* The API key is not the cause\./],
		['another path', 404, 'Not Found', /^There is no Zoko API at this address .*'Base URL'/],
		[
			'another API there',
			404,
			{ message: 'no' },
			/did not find it: no\. Check 'Base URL' .*\/v2\.$/,
		],
		['a web page', 200, '<!doctype html><p>Hi', /answered with a web page where data was expected/],
		['another API', 200, { ok: true }, /where data was expected.* https:\/\/chat\.zoko\.io\/v2/],
		['a fault', 500, '', /^Zoko answered with a server fault \(500\)\. Zoko has a fault\./],
	])('%s is told in plain words', async (_, status, body, message) => {
		nock(HOST).get('/v2/agent/teams').reply(status, body);
		const shown = await test();
		expect(shown.status).toBe('Error');
		expect(shown.message).toMatch(message);
	});

	it.each<[string, RegExp]>([
		['ECONNREFUSED', /could not be reached at \S+: nothing listens there\. Check 'Base URL'/],
		['ENOTFOUND', /the host name is not known/],
		['EHOSTUNREACH', /there is no network route to it/],
		['DEPTH_ZERO_SELF_SIGNED_CERT', /the secure connection failed/],
		['EPROTO', /^The connection to Zoko broke\. Check 'Base URL'/],
		['ECONNABORTED', /^Zoko did not answer in time/],
	])('%s of the network is told in plain words', async (code, message) => {
		const fault = Object.assign(new Error(`connect ${code}`), { code, syscall: 'connect' });
		if (/^(EPROTO|ECONNABORTED)$/.test(code)) fault.message = fault.syscall = 'write';
		nock(HOST).get('/v2/agent/teams').replyWithError(fault);
		const shown = await test();
		expect(shown).toEqual({ status: 'Error', message: expect.stringMatching(message) });
		expect(shown.message).not.toContain(code);
	});

	it.each(['chat.zoko.io/v2', 'ftp://chat.zoko.io/v2', 'secret-key', 'https://'])(
		'%j is no address, and nothing is asked',
		async (baseUrl) => {
			const shown = await test({ baseUrl });
			expect(shown.status).toBe('Error');
			expect(shown.message).toMatch(/^'Base URL' of the Zoko credential is not a web address/);
			expect(shown.message).not.toContain('secret-key');
		},
	);

	it.each([301, 302, 303, 307, 308])('a redirect (%i) takes the key nowhere', async (status) => {
		const elsewhere = nock('https://elsewhere.example').get(/.*/).reply(200, []).persist();
		nock(HOST)
			.get('/v2/agent/teams')
			.reply(status, '', { location: 'https://elsewhere.example/v2/agent/teams' });
		const shown = await test();
		expect(shown.status).toBe('Error');
		expect(shown.message).toMatch(/redirect \(\d+\), which is not followed/);
		expect(elsewhere.isDone()).toBe(false);
	});

	it.each([401, 500])('a key that comes back with %i is not shown', async (status) => {
		nock(HOST).get('/v2/agent/teams').reply(status, { message: 'no secret-key, please' });
		expect((await test()).message).not.toContain('secret-key');
	});

	it('an answer that never ends is given up', async () => {
		nock(HOST)
			.get('/v2/agent/teams')
			.reply(200, '[]'.padEnd(33 * 1024 * 1024));
		expect((await test()).message).toMatch(/^The connection to Zoko broke/);
	});
});

it('the key is a secret, and both it and the address are required', () => {
	expect(property('apiKey')).toMatchObject({ typeOptions: { password: true }, required: true });
	expect(property('baseUrl')).toMatchObject({ default: 'https://chat.zoko.io/v2', required: true });
});

it('the key travels in the header apikey, and nowhere else', async () => {
	const pack = zokoPack();
	const inbox = new Inbox();
	await runZoko(pack, { recipient: '+919876543210', text: 'Hi' }, items({}));
	expect(inbox.keys).toEqual([keyOf(pack)]);
	expect(JSON.stringify(inbox.bodies)).not.toContain(keyOf(pack));
});

it('every country of the list can be a default country', () => {
	for (const { value } of COUNTRIES as Array<{ value: string }>) {
		expect(() => countryCode(value)).not.toThrow();
	}
	expect(COUNTRIES.length).toBeGreaterThan(200);
	expect(new Set(COUNTRIES.map(({ name }) => name)).size).toBe(COUNTRIES.length);
});
