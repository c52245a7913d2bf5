/* eslint-disable @n8n/community-nodes/no-restricted-imports -- fetch sets no Host header. */
import { request, type RequestOptions } from 'http';

import { createEmulator, type Emulator } from '../../emulator';
import { Bench, OPEN } from './harness';

interface Book {
	total: number;
	messages: Array<{
		id: string;
		requestNumber: number;
		phone: string;
		body: object;
		status: string;
	}>;
}

interface Requests {
	total: number;
	byOperation: Record<string, number>;
	maxInFlight: number;
	maxInFlightPerRecipient: number;
	requests: Array<{
		operation: string;
		headers: Record<string, string>;
		httpStatus: number;
		body?: object;
	}>;
}

const KEY = 'a-key-that-appears-nowhere';

describe('the key', () => {
	const bench = Bench.use({ apiKey: KEY });

	test.each([{}, { apikey: 'wrong' }, { apikey: '' }, { authorization: `Bearer ${KEY}` }])(
		'is needed: %j',
		async (headers) => {
			for (const path of ['/agent/teams', '/unknown']) {
				const response = await fetch(`${bench.emulator.baseUrl}${path}`, { headers });
				expect(response.status).toBe(401);
				expect(await response.json()).toEqual({
					status: 401,
					type: 'authentication_error',
					message: 'invalid api key',
					timestamp: bench.emulator.clock.now(),
				});
			}
		},
	);

	test('is in no log, page or error', async () => {
		await bench.sent();
		await bench.api('GET', '/unknown');
		for (const path of ['/requests', '/messages', '/settings', '/phones', '/deliveries']) {
			expect(JSON.stringify((await bench.control('GET', path)).body)).not.toContain(KEY);
		}
	});
});

describe('the name under which the emulator is asked for', () => {
	let emulator: Emulator;
	beforeAll(async () => {
		emulator = await createEmulator({ allowedHosts: ['Host.Docker.Internal'] });
	});
	afterAll(async () => await emulator.close());

	const answerTo = async (path: string, options: RequestOptions) =>
		await new Promise<number | undefined>((resolve, reject) => {
			const sending = request(`${emulator.url}${path}`, options, (response) => {
				response.resume();
				resolve(response.statusCode);
			});
			sending.on('error', reject).end();
		});
	const asked = async (path: string, host: string) => await answerTo(path, { headers: { host } });

	test.each(['/', '/_control/webhooks', '/v2/agent/teams'])('matters for %s', async (path) => {
		const port = Number(new URL(emulator.url).port);
		const status = path.startsWith('/v2') ? 401 : 200;
		const own = ['localhost', '127.0.0.1', '[::1]', 'LOCALHOST', 'host.docker.internal'];
		for (const host of own.flatMap((name) => [name, `${name}:${port}`])) {
			expect([host, await asked(path, host)]).toEqual([host, status]);
		}
		const others = ['evil.example', `evil.example:${port}`, `localhost:${port + 1}`];
		others.push(`localhost.evil.example:${port}`, '127.0.0.1.evil.example', `${port}`);
		others.push(`localhost:${port}@evil.example`, 'localhost:');
		for (const host of others) expect([host, await asked(path, host)]).toEqual([host, 421]);
	});

	test.each(['/_control/reset', '/_control/events/hold', '/_control/settle'])(
		'a page elsewhere cannot ask for %s',
		async (path) => {
			const from = async (origin: string) =>
				await answerTo(path, { method: 'POST', headers: { origin } });
			for (const origin of ['https://evil.example', 'null', `${emulator.url}1`, '']) {
				expect([origin, await from(origin)]).toEqual([origin, 403]);
			}
			for (const origin of [emulator.url, emulator.url.replace('127.0.0.1', 'localhost')]) {
				expect([origin, await from(origin)]).toEqual([origin, 200]);
			}
		},
	);
});

describe('bodies that are no JSON objects', () => {
	const bench = Bench.use();

	test.each([
		['{"channel":', 'application/json', 400],
		['[]', 'application/json', 400],
		['null', 'application/json', 400],
		['channel=whatsapp', 'application/x-www-form-urlencoded', 400],
		['', 'application/json', 400],
	])('%j as %s', async (body, type, status) => {
		const response = await fetch(`${bench.emulator.baseUrl}/message`, {
			method: 'POST',
			headers: { apikey: bench.emulator.apiKey, 'content-type': type },
			body,
		});
		expect(response.status).toBe(status);
		expect(await response.json()).toMatchObject({ status, type: expect.stringMatching(/_error$/) });
	});
});

describe('the control API', () => {
	const bench = Bench.use();

	test('keeps a book of everything accepted, bodies as they came', async () => {
		const body = { type: 'text', message: 'one' };
		await bench.send({ type: 'text', message: '' });
		const id = await bench.sent(body);
		await bench.sent({ ...body, recipient: '919876543202' });
		const { body: all } = await bench.control<Book>('GET', '/messages');
		expect(all.total).toBe(2);
		expect(all.messages[0]).toMatchObject({
			id,
			requestNumber: 1,
			phone: OPEN,
			status: 'accepted',
			body: { channel: 'whatsapp', recipient: OPEN, ...body },
		});
		const { body: one } = await bench.control<Book>(
			'GET',
			'/messages?recipient=919876543202&limit=5',
		);
		expect(one.messages.map(({ requestNumber }) => requestNumber)).toEqual([2]);
		expect((await bench.control('GET', `/messages/${id}`)).body).toEqual(all.messages[0]);
	});

	test('counts the requests and lists them', async () => {
		await bench.sent();
		await bench.send({ type: 'text' });
		await bench.api('GET', '/agent/agents?includeTeams=true');
		const { body } = await bench.control<Requests>('GET', '/requests');
		expect(body.byOperation).toEqual({ 'POST /message': 2, 'GET /agent/agents': 1 });
		expect(body.requests.map(({ httpStatus }) => httpStatus)).toEqual([200, 400, 200]);
		expect(body.requests[2]).toMatchObject({ path: '/agent/agents?includeTeams=true' });
		expect(body.requests[0]!.headers).not.toHaveProperty('apikey');
	});

	test('knows how many sends were under way at once', async () => {
		const emulator = await createEmulator({ settings: { answerDelayMs: 60, deliveries: false } });
		const real = Object.assign(Object.create(Bench.prototype) as Bench, { emulator });
		const to = (recipient: string) =>
			real.sent({ recipient, type: 'template', templateId: 'welcome_back', templateArgs: [] });
		await Promise.all([to(OPEN), to(OPEN), to('919876543202')]);
		await to(OPEN);
		const { body } = await real.control<Requests>('GET', '/requests');
		expect(body).toMatchObject({ maxInFlight: 3, maxInFlightPerRecipient: 2 });
		await real.close();
	});

	test('changes settings key by key and takes them back at a reset', async () => {
		const { body } = await bench.control('PATCH', '/settings', {
			delays: { seen: null },
			webhooks: { copies: 3 },
		});
		expect(body).toMatchObject({
			delays: { sent: 400, seen: null },
			webhooks: { copies: 3, attempts: 5 },
		});
		await bench.control('POST', '/reset');
		expect((await bench.control('GET', '/settings')).body).toMatchObject({
			delays: { seen: 2500 },
			webhooks: { copies: 1 },
		});
		expect((await bench.control('PATCH', '/settings', { delay: 1 })).status).toBe(400);
	});

	test('moves the clock', async () => {
		const before = bench.emulator.clock.now();
		const id = await bench.sent();
		const { body } = await bench.control('POST', '/clock', { advanceMs: 400 });
		expect(body).toEqual({ now: before + 400, pending: 1, ran: 1 });
		await bench.control('POST', '/clock', { runAll: true });
		expect(bench.emulator.store.messages.get(id)!.status).toBe('seen');
	});

	test('pushes a message to a status, which ends the planned steps', async () => {
		const id = await bench.sent();
		await bench.control('POST', `/messages/${id}/status`, {
			status: 'failed',
			reason: '131049: held back',
		});
		expect(await bench.fate(id)).toEqual({ status: 'failed', reason: '131049: held back' });
		expect((await bench.control('POST', '/messages/x/status', { status: 'sent' })).status).toBe(
			404,
		);
		expect(
			(await bench.control('POST', `/messages/${id}/status`, { status: 'eaten' })).status,
		).toBe(400);
	});

	test('takes fault rules and gives them back with their count', async () => {
		await bench.control('POST', '/faults', { next: 1, faults: [{ kind: 'status', status: 503 }] });
		expect((await bench.send({ type: 'text', message: 'a' })).status).toBe(503);
		expect((await bench.control('GET', '/faults')).body).toMatchObject([{ next: 1, struck: 1 }]);
		await bench.control('DELETE', '/faults');
		expect((await bench.control('GET', '/faults')).body).toEqual([]);
		expect((await bench.control('POST', '/faults', { faults: [{ kind: 'flood' }] })).status).toBe(
			400,
		);
	});

	test('lets customers write and tap only what makes sense', async () => {
		const id = await bench.sent();
		const writing = async (body: object) => (await bench.control('POST', '/incoming', body)).status;
		expect(await writing({ from: 'Asha', text: 'a' })).toBe(400);
		expect(await writing({ from: OPEN })).toBe(400);
		expect(await writing({ from: OPEN, type: 'image' })).toBe(400);
		expect(await writing({ from: '4915112345678', name: 'New', text: 'Hallo' })).toBe(200);
		expect(bench.emulator.store.findCustomer('4915112345678')).toMatchObject({ name: 'New' });
		expect((await bench.control('POST', '/tap', { messageId: id })).status).toBe(404);
	});

	test('forgets everything at a reset', async () => {
		await bench.hook('https://hooks.shop.example/x', ['message:user:in']);
		await bench.sent();
		await bench.control('POST', '/faults', { faults: [{ kind: 'reset' }] });
		await bench.control('POST', '/reset');
		const { clock, store } = bench.emulator;
		expect([clock.pending, store.book.length, store.webhooks.size]).toEqual([0, 0, 0]);
		expect((await bench.control<Requests>('GET', '/requests')).body.total).toBe(0);
		expect((await bench.send({ type: 'text', message: 'a' })).status).toBe(200);
	});
});

describe('without the demo shop', () => {
	test('nobody is known', async () => {
		const bench = await Bench.start({ seed: false });
		expect((await bench.send({ type: 'text', message: 'a' })).status).toBe(409);
		expect((await bench.control('GET', '/phones')).body).toMatchObject({ conversations: [] });
		await bench.close();
	});
});
