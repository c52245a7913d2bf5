import { TEST_NUMBERS } from '../../emulator';
import { Bench, OPEN, Receiver } from './harness';

const at = (suffix: string) => `9198765432${suffix}`;

describe('delivery', () => {
	const receiver = Receiver.use();
	const bench = Bench.use();

	test('goes through accepted, sent, delivered and seen at the set times', async () => {
		const { clock, settings, store } = bench.emulator;
		settings.delays = { sent: 100, delivered: 200, seen: 300 };
		const id = await bench.sent();
		const statuses = [];
		for (const ms of [0, 99, 1, 199, 1, 299, 1, 10_000]) {
			await clock.advance(ms);
			statuses.push(store.messages.get(id)!.status);
		}
		expect(statuses).toEqual([
			'accepted',
			'accepted',
			'sent',
			'sent',
			'delivered',
			'delivered',
			'seen',
			'seen',
		]);
		expect(clock.pending).toBe(0);
	});

	test('stops before a step without a time', async () => {
		bench.emulator.settings.delays.delivered = null;
		expect(await bench.fate(await bench.sent())).toEqual({ status: 'sent' });
	});

	test('leaves messages accepted and posts nothing when deliveries are off', async () => {
		await bench.hook(receiver.url);
		bench.emulator.settings.deliveries = false;
		expect(await bench.fate(await bench.sent())).toEqual({ status: 'accepted' });
		expect(receiver.events).toHaveLength(0);
	});

	test('posts every step, shaped as Zoko documents it', async () => {
		await bench.hook(receiver.url);
		const id = await bench.sent({
			type: 'template',
			templateId: 'pickup_code',
			templateArgs: ['4711', 'north'],
		});
		await bench.emulator.webhooks.settled();
		await bench.emulator.clock.runAll();
		expect(receiver.statuses()).toEqual(['accepted', 'sent', 'delivered', 'seen']);
		expect(receiver.events[0]).toEqual({
			deliveryStatus: 'accepted',
			event: 'message:delivery:update',
			id,
			platform: 'WHATSAPP',
			platformSenderId: `+${OPEN}`,
			platformTimestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/),
		});
		const customer = { id: bench.emulator.store.customerFor(OPEN).id, name: 'Asha Rao' };
		expect(receiver.events.find(({ event }) => event === 'message:store:out')).toEqual({
			customer,
			customerName: 'Asha Rao',
			deliveryStatus: 'sent',
			direction: 'FROM_STORE',
			event: 'message:store:out',
			id,
			platform: 'WHATSAPP',
			platformSenderId: `+${OPEN}`,
			platformTimestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
			senderName: 'Asha Rao',
			text: 'Your pickup code is 4711. Show it at the north counter.',
			type: 'template',
			phone: `+${OPEN}`,
			username: null,
			bsuid: null,
			chatType: 'individual',
			appType: 'direct_api',
			appName: 'API',
			templateName: 'pickup_code',
		});
	});

	test('keeps the reason of a failure out of the webhook', async () => {
		await bench.hook(receiver.url);
		await bench.sent({ recipient: at('26'), type: 'text', message: 'a' });
		await bench.emulator.webhooks.settled();
		await bench.emulator.clock.runAll();
		expect(receiver.statuses()).toEqual(['accepted', 'failed']);
		expect(receiver.events.map(({ event }) => event)).not.toContain('message:store:out');
		expect(JSON.stringify(receiver.events)).not.toContain('131026');
	});

	test('posts what a customer writes', async () => {
		await bench.hook(receiver.url);
		await bench.control('POST', '/incoming', { from: OPEN, text: 'Hi there' });
		expect(receiver.events).toEqual([
			{
				customer: { id: expect.any(String), name: 'Asha Rao' },
				customerName: 'Asha Rao',
				deliveryStatus: 'received',
				direction: 'FROM_CUSTOMER',
				event: 'message:user:in',
				id: expect.any(String),
				platform: 'WHATSAPP',
				platformSenderId: `+${OPEN}`,
				platformTimestamp: expect.any(String),
				senderName: 'Asha Rao',
				text: 'Hi there',
				type: 'text',
				phone: `+${OPEN}`,
				username: null,
				bsuid: null,
				chatType: 'individual',
			},
		]);
	});

	test('posts incoming media with the URL as text too', async () => {
		await bench.hook(receiver.url);
		const image = {
			from: OPEN,
			type: 'image',
			fileUrl: 'https://cdn.shop.example/1.jpg',
			caption: 'Broken',
		};
		await bench.control('POST', '/incoming', image);
		expect(receiver.events[0]).toMatchObject({
			type: 'image',
			text: image.fileUrl,
			fileUrl: image.fileUrl,
			fileCaption: 'Broken',
		});
	});

	test('posts a tapped template button with its payload and full title', async () => {
		await bench.hook(receiver.url, ['message:user:in']);
		const messageId = await bench.sent({
			type: 'buttonTemplate',
			templateId: '__festive_offer__01',
			templateArgs: ['Asha', '30%', 'FEST', 'show_offers', 'later'],
		});
		await bench.control('POST', '/tap', { messageId, payload: 'show_offers' });
		expect(receiver.events).toMatchObject([
			{
				type: 'text',
				text: 'Show me the offers of the week',
				context: {
					parentId: messageId,
					postback: 'show_offers',
					template_id: '__festive_offer__01',
				},
			},
		]);
	});

	test('posts a tapped list row', async () => {
		await bench.hook(receiver.url, ['message:user:in']);
		const sections = [
			{ title: 'A', items: [{ title: 'One', payload: 'p1' }] },
			{ title: 'B', items: [{ title: 'Two', payload: 'p2' }] },
		];
		const messageId = await bench.sent({
			type: 'interactive_list',
			interactiveList: { body: { text: 'b' }, list: { title: 'l', sections } },
		});
		await bench.control('POST', '/tap', { messageId, index: 1 });
		expect(receiver.events).toMatchObject([
			{ text: 'Two', context: { parentId: messageId, postback: 'p2' } },
		]);
		expect((await bench.control('POST', '/tap', { messageId, payload: 'p3' })).status).toBe(404);
	});
});

describe('test numbers', () => {
	const bench = Bench.use({ settings: { slowAnswerMs: 40 }, manualClock: false });

	const text = (suffix: string) => ({ recipient: at(suffix), type: 'text', message: 'a' });
	const accepted = () => bench.emulator.store.book.length;

	test('are all different and named after their last digits', () => {
		expect(new Set(TEST_NUMBERS.map(({ phone }) => phone)).size).toBe(TEST_NUMBERS.length);
		for (const { phone, name } of TEST_NUMBERS) expect(name).toContain(`(${phone.slice(-2)})`);
	});

	test.each([
		['11', 'sent', undefined],
		['22', 'delivered', undefined],
		['26', 'failed', '131026'],
		['47', 'failed', '131047'],
		['49', 'failed', '131049'],
	])('%s ends %s', async (suffix, status, code) => {
		const fate = await bench.fate(await bench.sent(text(suffix)));
		expect(fate).toEqual({ status, reason: code && expect.stringContaining(code) });
	});

	test('09 has no open window, whatever it writes', async () => {
		await bench.control('POST', '/incoming', { from: at('09'), text: 'Hi' });
		expect((await bench.send(text('09'))).status).toBe(409);
		await bench.sent({
			recipient: at('09'),
			type: 'template',
			templateId: 'welcome_back',
			templateArgs: [],
		});
	});

	test('40 is refused and not taken', async () => {
		expect(await bench.send(text('40'))).toMatchObject({
			status: 400,
			body: { type: 'validation_error' },
		});
		expect(accepted()).toBe(0);
	});

	test.each([
		['29', 429, 'rate_limit_error'],
		['53', 503, 'api_error'],
	])('%s refuses every other request with %i', async (suffix, status, type) => {
		expect(await bench.send(text(suffix))).toMatchObject({ status, body: { status, type } });
		expect(accepted()).toBe(0);
		expect((await bench.send(text(suffix))).status).toBe(200);
		expect((await bench.send(text(suffix))).status).toBe(status);
		expect(accepted()).toBe(1);
	});

	test('29 says when to come back', async () => {
		const { baseUrl, apiKey } = bench.emulator;
		const response = await fetch(`${baseUrl}/message`, {
			method: 'POST',
			headers: { apikey: apiKey, 'content-type': 'application/json' },
			body: JSON.stringify({ channel: 'whatsapp', ...text('29') }),
		});
		expect(response.headers.get('retry-after')).toBe('1');
	});

	test('50 takes the message and answers 500', async () => {
		expect((await bench.send(text('50'))).status).toBe(500);
		expect(accepted()).toBe(1);
	});

	test('00 takes the message and cuts the connection', async () => {
		await expect(bench.send(text('00'))).rejects.toThrow('fetch failed');
		expect(accepted()).toBe(1);
	});

	test('08 answers late', async () => {
		const started = performance.now();
		expect((await bench.send(text('08'))).status).toBe(200);
		expect(performance.now() - started).toBeGreaterThan(35);
	});

	test('77 takes the message and never answers', async () => {
		const answer = bench.send(text('77')).catch(() => 'cut');
		const first = await Promise.race([answer, bench.emulator.clock.sleep(100)]);
		expect(first).toBeUndefined();
		expect(accepted()).toBe(1);
	});

	test.each([
		['30', 302, undefined],
		['42', 200, { status: '429', message: 'too many requests' }],
		['52', 503, undefined],
		['99', 499, undefined],
	])('%s takes the message and answers %i in words of its own', async (suffix, status, body) => {
		const { baseUrl, apiKey } = bench.emulator;
		const response = await fetch(`${baseUrl}/message`, {
			method: 'POST',
			redirect: 'manual',
			headers: { apikey: apiKey, 'content-type': 'application/json' },
			body: JSON.stringify({ channel: 'whatsapp', ...text(suffix) }),
		});
		expect(response.status).toBe(status);
		if (body) expect(await response.json()).toEqual(body);
		else expect(await response.text()).not.toContain('messageId');
		expect(accepted()).toBe(1);
	});

	test.each(['10', '44', '66'])('%s takes the message and has no end', async (suffix) => {
		const { baseUrl, apiKey } = bench.emulator;
		const answer = fetch(`${baseUrl}/message`, {
			method: 'POST',
			headers: { apikey: apiKey, 'content-type': 'application/json' },
			body: JSON.stringify({ channel: 'whatsapp', ...text(suffix) }),
			signal: AbortSignal.timeout(1000),
		}).then(async (response) => await response.text());
		await expect(answer).rejects.toThrow();
		expect(accepted()).toBe(1);
	});

	test('20 leaves the messageId out', async () => {
		expect((await bench.send(text('20'))).body).toEqual({
			status: '202',
			statusText: 'Accepted',
			customerId: bench.emulator.store.customerFor(at('20')).id,
		});
		expect(accepted()).toBe(1);
	});
});
