import nock from 'nock';
import { HOST, keyOf, useNock } from '../harness';
import { ADDRESS, Installed, registered, thrownBy, WEBHOOK_ID } from './surroundings';

useNock();

describe('while nobody is looking', () => {
	const MODES = ['init', 'leadershipChange', 'update'] as const;

	/** A second n8n process with what the first one has saved. */
	function restarted(installed: Installed): Installed {
		const again = new Installed(installed.node.parameters, { apiKey: keyOf(installed.pack) });
		Object.assign(again.data, installed.data);
		return again;
	}

	it.each(MODES)(
		'nothing is asked at %s while address and events are the same',
		async (activation) => {
			const { installed, webhooks } = await registered();
			webhooks.all.clear();
			expect(await restarted(installed).hook('checkExists', { activation })).toBe(true);
			expect(webhooks.calls).toEqual(['GET', 'POST']);
		},
	);

	it.each(['activate', 'create', 'update'] as const)(
		'but it is at %s when nothing is registered',
		async (activation) => {
			const { installed, webhooks } = await registered();
			await installed.hook('delete');
			webhooks.calls.length = 0;
			expect(await installed.hook('checkExists', { activation })).toBe(false);
			await installed.hook('create', { activation });
			expect(webhooks.calls).toEqual(['GET', 'POST']);
		},
	);

	it('a webhook of another API key is made anew when the workflow is published', async () => {
		const { installed, webhooks } = await registered();
		const switched = new Installed({}, { apiKey: 'another-key' });
		Object.assign(switched.data, installed.data);
		expect(await switched.hook('checkExists', { activation: 'init' })).toBe(true);
		expect(await switched.hook('checkExists', { activation: 'activate' })).toBe(false);
		await switched.hook('create', { activation: 'activate' });
		expect(await switched.hook('checkExists', { activation: 'activate' })).toBe(true);
		expect(webhooks.list).toHaveLength(1);
	});

	const elsewhere = { additional: { webhookBaseUrl: 'https://new.example.com/webhook' } };
	const NEW = `https://new.example.com/webhook/${WEBHOOK_ID}/${WEBHOOK_ID}/`;

	it.each(MODES)('n8n with a new address registers it at %s', async (activation) => {
		const { installed, webhooks } = await registered();
		const again = restarted(installed);
		expect(await again.hook('checkExists', { activation, ...elsewhere })).toBe(false);
		await again.hook('create', { activation, ...elsewhere });
		expect(webhooks.list.map(({ url }) => url.slice(0, -32))).toEqual([ADDRESS, NEW]);
		expect(again.data).toMatchObject({ address: NEW, webhookId: 'w2' });
		expect(await again.hook('checkExists', { activation, ...elsewhere })).toBe(true);
	});

	it.each([
		['refuses the key', 401],
		['is busy', 503],
		['has a fault', 500],
	])(
		'a Zoko that %s stops no workflow, and leaves the rest to the watch',
		async (_what, status) => {
			const { installed } = await registered();
			const again = restarted(installed);
			nock.cleanAll();
			nock(HOST).get('/v2/webhook').reply(status, { message: 'No' });
			const init = { activation: 'init', ...elsewhere } as const;
			expect(await again.hook('create', init)).toBe(true);
			expect(again.data).toMatchObject({ address: NEW, events: ['message:user:in'] });
			expect(again.data).not.toHaveProperty('webhookId');
			expect(again.data.secretDigest).not.toBe(installed.data.secretDigest);
		},
	);

	it('new events keep the secret, which Zoko may go on using', async () => {
		const { installed, webhooks, secret } = await registered();
		const again = restarted(installed);
		again.node.parameters.events = ['messageRead'];
		expect(await again.hook('checkExists', { activation: 'init' })).toBe(false);
		await again.hook('create', { activation: 'init' });
		expect(webhooks.secret).toBe(secret);
		expect(webhooks.list[0]?.events).toEqual(['message:delivery:update']);
	});

	it('an address that Zoko cannot reach leaves the webhook as it is', async () => {
		const { installed, webhooks } = await registered();
		const again = restarted(installed);
		const init = {
			activation: 'init',
			additional: { webhookBaseUrl: 'http://localhost:5678/webhook' },
		} as const;
		expect(await again.hook('checkExists', init)).toBe(false);
		expect(await again.hook('create', init)).toBe(true);
		expect(again.data).toEqual(installed.data);
		expect(webhooks.calls).toEqual(['GET', 'POST']);
		const never = new Installed();
		expect((await thrownBy(never.hook('create', init))).message).toMatch(/cannot reach this n8n/);
	});

	it('somebody who publishes is told of a Zoko that is away', async () => {
		nock(HOST).get('/v2/webhook').reply(503, { message: 'Busy' });
		const error = await thrownBy(new Installed().hook('create', { activation: 'activate' }));
		expect(error).toMatchObject({ httpCode: '503' });
	});
});
