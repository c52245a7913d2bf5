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
		await testCredential(type, { apiKey: 'secret-key', baseUrl: `${HOST}/v2`, ...more });

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

	it.each<[number, RegExp]>([
		[401, /refused the API key\. Copy it again/],
		[403, /refused the API key/],
		[404, /no Zoko API at this Base URL\. It normally is https:\/\/chat\.zoko\.io\/v2/],
	])('%i is told in plain words', async (status, message) => {
		nock(HOST).get('/v2/agent/teams').reply(status, { message: 'secret-key' }).persist();
		const shown = await test();
		expect(shown.message).toMatch(message);
		expect(shown.message).not.toContain('secret-key');
	});

	it('a host that is not there is an error', async () => {
		const fault = Object.assign(new Error('getaddrinfo ENOTFOUND'), { code: 'ENOTFOUND' });
		nock(HOST).get('/v2/agent/teams').replyWithError(fault);
		expect((await test()).status).toBe('Error');
	});
});

it('every rule has a message that ends as a sentence', () => {
	for (const { type: kind, properties } of type.test.rules ?? []) {
		expect(kind).toBe('responseCode');
		expect(properties.message).toMatch(/\.$/);
	}
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
