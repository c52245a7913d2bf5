import { Bench, OPEN, Receiver } from './harness';

const BAD_EVENT = { url: 'https://hooks.shop.example/x', events: ['zoko:chat:closed'] };

describe('webhooks', () => {
	const receiver = Receiver.use();
	const bench = Bench.use();

	const writes = (text = 'Hi') => bench.control('POST', '/incoming', { from: OPEN, text });
	const log = () => bench.emulator.webhooks.log;
	const failures = (count: number) => Array<number>(count).fill(500);

	test('can be made, read, changed and deleted', async () => {
		const body = {
			url: 'https://hooks.shop.example/x',
			events: ['message:user:in'],
			challengeToken: 't',
		};
		const made = await bench.api<{ id: string }>('POST', '/webhook', body);
		expect(made).toEqual({ status: 200, body: { id: expect.any(String), ...body } });
		const { id } = made.body;
		expect((await bench.api('GET', `/webhook/${id}`)).body).toEqual({ id, ...body });
		const changed = { url: 'https://hooks.shop.example/y', events: ['message:store:out'] };
		expect((await bench.api('PUT', `/webhook/${id}`, changed)).body).toEqual({ id, ...changed });
		expect((await bench.api('GET', '/webhook')).body).toEqual([{ id, ...changed }]);
		expect((await bench.api('DELETE', `/webhook/${id}`)).body).toEqual({
			status: '204',
			message: 'items(s) deleted',
			details: 'deleted items count - 1',
		});
		expect(await bench.api('GET', `/webhook/${id}`)).toMatchObject({
			status: 404,
			body: { message: 'Webhook not found' },
		});
	});

	test.each([
		['no events', { url: BAD_EVENT.url, events: [] }],
		['an event that is not documented', BAD_EVENT],
		['no URL', { events: ['message:user:in'] }],
		['a URL that is none', { url: 'x', events: ['message:user:in'] }],
		['a scheme that is not http', { url: 'ftp://a.example', events: ['message:user:in'] }],
		[
			'a challenge token of 201',
			{ url: BAD_EVENT.url, events: ['message:user:in'], challengeToken: 'x'.repeat(201) },
		],
	])('refuse %s', async (_what, body) => {
		expect((await bench.api('POST', '/webhook', body)).status).toBe(400);
	});

	test('get only the events that they asked for', async () => {
		await bench.hook(receiver.url, ['message:delivery:update']);
		await writes();
		expect(receiver.events).toHaveLength(0);
	});

	test('are called like Zoko does: JSON, no signature, no query string', async () => {
		await bench.hook(`${receiver.url}?token=YWJj`);
		await writes();
		expect(receiver.requests).toEqual([
			{
				url: '/hook',
				headers: expect.objectContaining({
					'content-type': 'application/json',
					'user-agent': 'unirest-java',
				}),
			},
		]);
		expect(JSON.stringify(receiver.requests)).not.toMatch(/signature|apikey/i);
		bench.emulator.settings.webhooks.keepQuery = true;
		await writes();
		expect(receiver.requests[1]!.url).toBe('/hook?token=YWJj');
	});

	test('are tried again after growing pauses until they answer 200', async () => {
		await bench.hook(receiver.url);
		receiver.answers = [500, 204, 302];
		await writes();
		const counts = [];
		for (const ms of [999, 1, 1999, 1, 3999, 1, 60_000]) {
			await bench.emulator.clock.advance(ms);
			counts.push(receiver.events.length);
		}
		expect(counts).toEqual([1, 2, 2, 3, 3, 4, 4]);
		expect(log()[0]).toMatchObject({
			state: 'delivered',
			attempts: [
				{ httpStatus: 500 },
				{ httpStatus: 204 },
				{ httpStatus: 302 },
				{ httpStatus: 200 },
			],
		});
		expect(new Set(receiver.events.map((event) => JSON.stringify(event))).size).toBe(1);
	});

	test('are given up after five attempts', async () => {
		await bench.hook(receiver.url);
		receiver.answers = failures(5);
		await writes();
		await bench.emulator.clock.runAll();
		expect(receiver.events).toHaveLength(5);
		expect(log()[0]!.state).toBe('failed');
	});

	test('have a limited time to answer', async () => {
		bench.emulator.settings.webhooks.timeoutMs = 60;
		await bench.hook(receiver.url);
		receiver.silent = true;
		await writes();
		expect(log()[0]).toMatchObject({
			state: 'pending',
			attempts: [{ error: 'no answer within 60 ms' }],
		});
	});

	test('that cannot be reached are tried again too', async () => {
		await bench.hook('http://127.0.0.1:1/hook');
		await writes();
		expect(log()[0]).toMatchObject({ state: 'pending', attempts: [{ error: expect.any(String) }] });
		expect(bench.emulator.clock.pending).toBe(1);
	});

	test('are disabled by six failed attempts in a row, whatever the event', async () => {
		const id = await bench.hook(receiver.url);
		receiver.answers = failures(6);
		await writes('one');
		await bench.emulator.clock.runAll();
		expect((await bench.api('GET', '/webhook')).body).toHaveLength(1);
		await writes('two');
		expect((await bench.api('GET', '/webhook')).body).toEqual([]);
		expect((await bench.control('GET', '/webhooks')).body).toMatchObject([
			{ id, active: false, failuresInARow: 6 },
		]);

		await bench.emulator.clock.runAll();
		await writes('three');
		expect(receiver.events).toHaveLength(6);
		expect(log().map(({ state }) => state)).toEqual(['failed', 'dropped']);
	});

	test('start counting anew after a success', async () => {
		await bench.hook(receiver.url);
		receiver.answers = [...failures(4), 200, ...failures(5)];
		await writes();
		await bench.emulator.clock.runAll();
		await writes();
		await bench.emulator.clock.runAll();
		expect((await bench.api('GET', '/webhook')).body).toHaveLength(1);
	});

	test('are enabled again by PUT', async () => {
		const id = await bench.hook(receiver.url);
		bench.emulator.store.webhooks.get(id)!.active = false;
		await bench.api('PUT', `/webhook/${id}`, { url: receiver.url, events: ['message:user:in'] });
		await writes();
		expect(receiver.events).toHaveLength(1);
	});

	test('that were deleted get no further attempt', async () => {
		const id = await bench.hook(receiver.url);
		receiver.answers = failures(1);
		await writes();
		await bench.api('DELETE', `/webhook/${id}`);
		await bench.emulator.clock.runAll();
		expect(receiver.events).toHaveLength(1);
		expect(log()[0]!.state).toBe('dropped');
	});

	test('each have their own attempts', async () => {
		const other = await Receiver.start();
		await bench.hook(receiver.url);
		await bench.hook(other.url);
		receiver.answers = failures(2);
		await writes();
		await bench.emulator.clock.runAll();
		expect([receiver.events.length, other.events.length]).toEqual([3, 1]);
		await other.close();
	});

	test('are logged with the customer, and with what each receiver answered', async () => {
		await bench.hook(receiver.url);
		receiver.answers = failures(1);
		await writes();
		const messageId = await bench.sent({ type: 'text', message: 'a' });
		await bench.emulator.clock.runAll();
		const { body } = await bench.control<{ deliveries: Array<Record<string, unknown>> }>(
			'GET',
			'/phones',
		);
		const customers = body.deliveries.map(({ event, customer }) => [event, customer]);
		expect(customers).toContainEqual(['message:user:in', 'Asha Rao']);
		expect(customers).toContainEqual(['message:delivery:update', 'Asha Rao']);
		expect(body.deliveries.some((delivery) => delivery.messageId === messageId)).toBe(true);
		const { id } = log()[0]!;
		expect((await bench.control('GET', `/deliveries/${id}`)).body).toMatchObject({
			event: 'message:user:in',
			payload: { customerName: 'Asha Rao' },
			attempts: [
				{ number: 1, httpStatus: 500, answer: '{"ok":true}' },
				{ number: 2, httpStatus: 200, answer: '{"ok":true}' },
			],
		});
		expect((await bench.control('GET', '/deliveries/999999')).status).toBe(404);
	});

	test('can get every event twice, or one again', async () => {
		bench.emulator.settings.webhooks.copies = 2;
		await bench.hook(receiver.url);
		await writes();
		expect(receiver.events).toHaveLength(2);
		expect(receiver.events[0]).toEqual(receiver.events[1]);
		await bench.control('POST', `/deliveries/${log()[0]!.id}/repeat`);
		expect(receiver.events).toHaveLength(3);
	});

	test('can get held events in another order, with repetitions', async () => {
		await bench.hook(receiver.url);
		await bench.control('POST', '/events/hold');
		for (const text of ['a', 'b', 'c']) await writes(text);
		expect(receiver.events).toHaveLength(0);
		const released = await bench.control('POST', '/events/release', { order: [2, 0, 0] });
		expect(released.body).toEqual({ released: 3 });
		expect(receiver.events.map(({ text }) => text)).toEqual(['c', 'a', 'a']);
		await writes('d');
		expect(receiver.events).toHaveLength(4);
	});

	test('get any event that a test makes up', async () => {
		await bench.hook(receiver.url, ['message:user:in']);
		const event = { event: 'zoko:chat:assigned', customerId: 'c', status: 'assigned' };
		await bench.control('POST', '/events', event);
		expect(receiver.events).toEqual([event]);
	});
});
