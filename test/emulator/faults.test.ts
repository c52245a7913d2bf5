import fc from 'fast-check';

import { createEmulator, type Emulator, type Fault, type FaultRule } from '../../emulator';
import { dice, FaultBook } from '../../emulator/faults/faults';
import { OPEN } from './harness';

describe('faults over the wire', () => {
	let emulator: Emulator;
	beforeAll(async () => {
		emulator = await createEmulator({ settings: { slowAnswerMs: 60, deliveries: false } });
	});
	beforeEach(() => emulator.reset());
	afterAll(async () => await emulator.close());

	const post = async (recipient = OPEN, signal?: AbortSignal) =>
		await fetch(`${emulator.baseUrl}/message`, {
			method: 'POST',
			headers: { apikey: emulator.apiKey, 'content-type': 'application/json' },
			body: JSON.stringify({
				channel: 'whatsapp',
				recipient,
				type: 'template',
				templateId: 'welcome_back',
				templateArgs: [],
			}),
			...(signal && { signal }),
		});
	const with_ = (fault: Fault, rest: Partial<FaultRule> = {}) =>
		emulator.faults.add({ ...rest, faults: [fault] });
	const accepted = () => emulator.store.book.length;

	test('a refusal before acceptance, with Retry-After and own words', async () => {
		with_({ kind: 'status', status: 429, retryAfter: 2, message: 'slow down' });
		const response = await post();
		expect(response.status).toBe(429);
		expect(response.headers.get('retry-after')).toBe('2');
		expect(await response.json()).toMatchObject({ type: 'rate_limit_error', message: 'slow down' });
		expect(accepted()).toBe(0);
	});

	test('an error page that is not JSON', async () => {
		with_({ kind: 'status', status: 502, rawBody: '<h1>Bad gateway</h1>' });
		const response = await post();
		expect(response.status).toBe(502);
		expect(response.headers.get('content-type')).toContain('text/html');
		expect(await response.text()).toBe('<h1>Bad gateway</h1>');
	});

	test.each([
		['before', 0],
		['after', 1],
	] as const)('a cut connection %s acceptance', async (when, taken) => {
		with_({ kind: 'reset', when });
		await expect(post()).rejects.toThrow('fetch failed');
		expect(accepted()).toBe(taken);
	});

	test.each([
		['before', 0],
		['after', 1],
	] as const)('silence %s acceptance', async (when, taken) => {
		with_({ kind: 'timeout', when });
		await expect(post(OPEN, AbortSignal.timeout(150))).rejects.toThrow(/timeout/);
		expect(accepted()).toBe(taken);
	});

	test('a late answer and a late body', async () => {
		for (const kind of ['slow', 'slowBody'] as const) {
			emulator.faults.clear();
			with_({ kind });
			const started = performance.now();
			expect(await (await post()).json()).toHaveProperty('messageId');
			expect(performance.now() - started).toBeGreaterThan(50);
		}
		expect(accepted()).toBe(2);
	});

	test('a body that ends too early', async () => {
		with_({ kind: 'cutBody' });
		await expect(post().then(async (response) => await response.text())).rejects.toThrow();
		expect(accepted()).toBe(1);
	});

	test('spoilt bodies of accepted messages', async () => {
		for (const kind of ['brokenJson', 'emptyBody', 'noMessageId'] as const) {
			emulator.faults.clear();
			with_({ kind });
			const response = await post();
			const text = await response.text();
			expect(response.status).toBe(200);
			if (kind === 'brokenJson') expect(() => JSON.parse(text) as unknown).toThrow();
			if (kind === 'emptyBody') expect(text).toBe('');
			if (kind === 'noMessageId')
				expect(JSON.parse(text)).toEqual({
					status: '202',
					statusText: 'Accepted',
					customerId: emulator.store.customerFor(OPEN).id,
				});
		}
		expect(accepted()).toBe(3);
	});

	test('101 and nothing more', async () => {
		with_({ kind: 'switchProtocols' });
		await expect(post(OPEN, AbortSignal.timeout(150))).rejects.toThrow();
		expect(accepted()).toBe(1);
	});

	test('a body that trickles, and is right in the end', async () => {
		with_({ kind: 'trickle', delayMs: 200 });
		const started = performance.now();
		expect(await (await post()).json()).toHaveProperty('messageId');
		expect(performance.now() - started).toBeGreaterThan(190);
		const slow = await post(OPEN, AbortSignal.timeout(100));
		await expect(slow.text()).rejects.toThrow(/timeout/);
		expect(accepted()).toBe(2);
	});

	test('a body as long as one likes, of which a client reads what it wants', async () => {
		with_({ kind: 'hugeBody', megabytes: 3 }, { attempts: [1] });
		with_({ kind: 'hugeBody', megabytes: 1_000_000 });
		const whole = (await (await post()).json()) as { messageId: string; padding: string };
		expect(whole.messageId).toBe(emulator.store.book[0]?.id);
		expect(whole.padding).toHaveLength(3_000_000);
		const reader = (await post()).body!.getReader();
		expect((await reader.read()).value!.length).toBeGreaterThan(0);
		await reader.cancel();
		expect(accepted()).toBe(2);
	});

	test('a redirect, and 200 with a refusal inside', async () => {
		with_({ kind: 'status', when: 'after', status: 307, location: '/else' }, { attempts: [1] });
		with_({
			kind: 'status',
			when: 'after',
			status: 200,
			rawBody: '{"status":"429"}',
			contentType: 'application/json',
		});
		const redirected = await fetch(`${emulator.baseUrl}/message`, {
			method: 'POST',
			redirect: 'manual',
			headers: { apikey: emulator.apiKey, 'content-type': 'application/json' },
			body: JSON.stringify({ channel: 'whatsapp', recipient: OPEN, type: 'text', message: 'a' }),
		});
		expect([redirected.status, redirected.headers.get('location')]).toEqual([307, '/else']);
		const inner = await post();
		expect([inner.status, await inner.json()]).toEqual([200, { status: '429' }]);
		expect(accepted()).toBe(2);
	});

	test.each(['-5', '0', 'Wed, 21 Oct 2015 07:28:00 GMT'])(
		'the time to come back in %s',
		async (retryAfter) => {
			with_({ kind: 'status', status: 429, retryAfter });
			expect((await post()).headers.get('retry-after')).toBe(retryAfter);
		},
	);

	test('other good codes', async () => {
		with_({ kind: 'http201' }, { attempts: [1] });
		with_({ kind: 'http202' }, { attempts: [2] });
		const codes = [(await post()).status, (await post()).status, (await post()).status];
		expect(codes).toEqual([201, 202, 200]);
	});

	test('on other operations', async () => {
		with_({ kind: 'cutBody' }, { operation: 'GET /account/templates', attempts: [1] });
		const list = async () => {
			const headers = { apikey: emulator.apiKey };
			const response = await fetch(`${emulator.baseUrl}/account/templates`, { headers });
			return (await response.json()) as object[];
		};
		await expect(list()).rejects.toThrow();
		expect((await list()).length).toBeGreaterThan(14);
		expect((await post()).status).toBe(200);
	});

	test('notes in the log what struck', async () => {
		with_({ kind: 'status', status: 503 });
		await post();
		expect(emulator.requests.entries).toMatchObject([
			{ fault: 'status', taken: false, httpStatus: 503 },
		]);
	});

	test('the same for the same seed, in whatever order the requests come', async () => {
		const rule: FaultRule = {
			probability: 0.4,
			seed: 'replay',
			faults: [
				{ kind: 'status', status: 503 },
				{ kind: 'status', status: 500, when: 'after' },
			],
		};
		const numbers = Array.from({ length: 60 }, (_, at) => String(919000000000 + at));
		const run = async (order: string[]) => {
			emulator.reset();
			emulator.faults.add(rule);
			const codes = await Promise.all(
				order.map(async (number) => [number, (await post(number)).status] as const),
			);
			return Object.fromEntries([...codes].sort());
		};
		const first = await run(numbers);
		expect(await run([...numbers].reverse())).toEqual(first);
		expect(new Set(Object.values(first))).toEqual(new Set([200, 500, 503]));
		const taken = Object.values(first).filter((code) => code !== 503).length;
		expect(accepted()).toBe(taken);
	});
});

describe('fault rules', () => {
	const facts = { operation: 'POST /message', subject: OPEN, number: 1, attempt: 1 };
	const struck = (rule: Omit<FaultRule, 'faults'>, requests: Array<Partial<typeof facts>>) => {
		const book = new FaultBook();
		book.add({ ...rule, faults: [{ kind: 'reset' }] });
		return requests.map((request) => book.pick({ ...facts, ...request }) !== undefined);
	};

	test('strike by recipient, number, attempt and count', () => {
		expect(struck({ recipient: [OPEN] }, [{}, { subject: '1' }])).toEqual([true, false]);
		expect(struck({ numbers: [2] }, [{}, { number: 2 }])).toEqual([false, true]);
		expect(struck({ attempts: [1] }, [{}, { attempt: 2 }])).toEqual([true, false]);
		expect(struck({ next: 2 }, [{}, {}, {}])).toEqual([true, true, false]);
		expect(struck({ operation: 'GET /agent/teams' }, [{}])).toEqual([false]);
	});

	test('are tried one after the other; two with equal shares do not hit the same requests', () => {
		const book = new FaultBook();
		book.add({ probability: 0.3, faults: [{ kind: 'reset' }] });
		book.add({ probability: 0.3, faults: [{ kind: 'timeout' }] });
		const kinds = Array.from(
			{ length: 1000 },
			(_, at) => book.pick({ ...facts, subject: String(at) })?.kind,
		);
		const share = (kind: string | undefined) => kinds.filter((each) => each === kind).length / 1000;
		expect(share('reset')).toBeCloseTo(0.3, 1);
		expect(share('timeout')).toBeCloseTo(0.21, 1);
		expect(book.list().map((rule) => rule.struck / 1000)).toEqual([
			share('reset'),
			share('timeout'),
		]);
	});

	test('choose among their faults by weight', () => {
		const book = new FaultBook();
		book.add({
			faults: [
				{ kind: 'reset', weight: 3 },
				{ kind: 'timeout', weight: 1 },
			],
		});
		const resets = Array.from({ length: 1000 }, (_, at) =>
			book.pick({ ...facts, subject: String(at) }),
		).filter((fault) => fault?.kind === 'reset').length;
		expect(resets / 1000).toBeCloseTo(0.75, 1);
	});

	test('throw dice that depend on nothing but what is named', () => {
		fc.assert(
			fc.property(fc.string(), fc.string(), fc.nat(), (seed, subject, attempt) => {
				const thrown = dice(seed, 'strike', subject, attempt);
				expect(thrown).toBe(dice(seed, 'strike', subject, attempt));
				expect(thrown).toBeGreaterThanOrEqual(0);
				expect(thrown).toBeLessThan(1);
			}),
		);
	});
});
