import { Bench, OPEN, Receiver } from './harness';

const UMA = 'IN.4kQ7z92mXb1RtY8w';
const GROUP = '120363041234567890';
const MEERA = 'meera@shop.example';

describe('people', () => {
	const receiver = Receiver.use();
	const bench = Bench.use();
	beforeEach(async () => {
		await bench.hook(receiver.url);
	});

	const idOf = (channelId: string) => bench.emulator.store.customerFor(channelId).id;

	describe('without a phone number', () => {
		test('write with their business-scoped id and user name', async () => {
			await bench.control('POST', '/incoming', { from: UMA, text: 'Hi' });
			expect(receiver.events).toMatchObject([
				{
					platformSenderId: UMA,
					phone: null,
					bsuid: UMA,
					username: 'uma.reads',
					chatType: 'individual',
					customer: { id: idOf(UMA), name: 'Uma' },
				},
			]);
		});

		test('can have an empty sender id', async () => {
			await bench.control('PATCH', '/settings', { senderIdWithoutPhone: 'empty' });
			await bench.control('POST', '/incoming', { from: UMA, text: 'Hi' });
			await bench.control('POST', '/incoming', { from: OPEN, text: 'Hi' });
			expect(receiver.events).toMatchObject([
				{ platformSenderId: '', phone: null, bsuid: UMA },
				{ platformSenderId: `+${OPEN}`, phone: `+${OPEN}`, bsuid: null, username: null },
			]);
		});

		test('are customers with that id, and cannot be sent to', async () => {
			const { body } = await bench.api('GET', `/customer/${idOf(UMA)}`);
			expect(body).toMatchObject({ channels: [{ channel: 'whatsapp', scopeId: UMA }] });
			expect((await bench.send({ recipient: UMA, type: 'text', message: 'a' })).status).toBe(400);
		});

		test('get what an agent writes, and its record and news carry no number', async () => {
			const { body } = await bench.control<{ messageId: string }>('POST', '/outgoing', {
				to: UMA,
				writtenBy: 'agent',
				text: 'Yes, we do.',
			});
			await bench.emulator.webhooks.settled();
			await bench.emulator.clock.runAll();
			expect(new Set(receiver.events.map((event) => event.platformSenderId))).toEqual(
				new Set([UMA]),
			);
			const record = await bench.api('GET', `/message/${body.messageId}`);
			expect(record.body).toMatchObject({ platformSenderId: UMA, text: 'Yes, we do.' });
		});

		test('can be made up, with a user name', async () => {
			const from = 'US.a1B2c3';
			await bench.control('POST', '/incoming', { from, username: 'max', name: 'Max', text: 'a' });
			expect(receiver.events).toMatchObject([{ bsuid: from, username: 'max', senderName: 'Max' }]);
		});
	});

	test('in a group write under its id of 18 digits', async () => {
		await bench.control('POST', '/incoming', {
			from: '+447700900125',
			group: GROUP,
			name: 'Gil',
			text: 'Me',
		});
		expect(receiver.events).toMatchObject([
			{
				chatType: 'group',
				platformSenderId: GROUP,
				phone: '+447700900125',
				senderName: 'Gil',
				customerName: 'Book club',
				customer: { id: idOf(GROUP) },
			},
		]);
		expect((await bench.send({ recipient: GROUP, type: 'text', message: 'a' })).status).toBe(400);
	});

	describe('of the shop', () => {
		const written = async (body: object) => {
			await bench.control('POST', '/outgoing', { to: OPEN, text: 'Hello', ...body });
			await bench.emulator.webhooks.settled();
			await bench.emulator.clock.runAll();
			return receiver.events.find(({ event }) => event === 'message:store:out');
		};

		test('are agents, with their e-mail', async () => {
			expect(await written({ writtenBy: 'agent', agent: 'lina@shop.example' })).toMatchObject({
				appType: 'webapp',
				agentEmail: 'lina@shop.example',
				direction: 'FROM_STORE',
				text: 'Hello',
			});
			expect(bench.emulator.store.book).toHaveLength(0);
		});

		test('or the assistant', async () => {
			const event = await written({ writtenBy: 'assistant' });
			expect(event).toMatchObject({ appType: 'enigma' });
			expect(event).not.toHaveProperty('agentEmail');
		});

		test('or the API, whose answer names the customer', async () => {
			const { body } = await bench.send({ type: 'text', message: 'Hello' });
			expect(body).toEqual({
				status: '202',
				statusText: 'Accepted',
				messageId: expect.any(String),
				customerId: idOf(OPEN),
			});
			await bench.emulator.clock.runAll();
			expect(receiver.events.find(({ event }) => event === 'message:store:out')).toMatchObject({
				appType: 'direct_api',
			});
		});

		test('have to be known', async () => {
			const wrong = { to: OPEN, writtenBy: 'agent', text: 'a', agent: 'nobody@shop.example' };
			expect((await bench.control('POST', '/outgoing', wrong)).status).toBe(404);
		});
	});

	describe('chats', () => {
		const CHATS = ['zoko:chat:assigned', 'zoko:chat:closed'];
		const tick = async () => {
			const [webhook] = bench.emulator.store.webhooks.values();
			await bench.control('POST', `/webhooks/${webhook!.id}/events`, { events: CHATS });
			return webhook!.id;
		};
		const close = async (body: object) =>
			await bench.control('POST', '/chats/closed', { customer: OPEN, ...body });

		test('are told only to webhooks on which they were ticked, which Zoko lists then', async () => {
			await close({});
			expect(receiver.events).toHaveLength(0);
			const id = await tick();
			const { body } = await bench.api<{ events: string[] }>('GET', `/webhook/${id}`);
			expect(body.events).toEqual(expect.arrayContaining([...CHATS, 'message:user:in']));
			await close({});
			expect(receiver.events).toHaveLength(1);
		});

		test('are assigned by the API and by hand, with a blank after a lone first name', async () => {
			await tick();
			const [meera, , lina] = bench.emulator.store.agents;
			await bench.api('POST', `/customer/${idOf(OPEN)}/assign`, { assigneeId: lina!.id });
			await bench.control('POST', '/chats/assigned', { customer: OPEN, agent: MEERA });
			await bench.emulator.webhooks.settled();
			expect(receiver.events).toEqual([
				{
					event: 'zoko:chat:assigned',
					customerId: idOf(OPEN),
					eventAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
					status: 'assigned',
					agent: { id: lina!.id, email: 'lina@shop.example', name: 'Lina ' },
				},
				expect.objectContaining({ agent: { id: meera!.id, email: MEERA, name: 'Meera Nair' } }),
			]);
			expect(bench.emulator.store.customerFor(OPEN).assigneeId).toBe(meera!.id);
		});

		test('that are assigned to a team, or skipped, name no agent or are not told', async () => {
			await tick();
			const assign = async (assigneeId: string) =>
				await bench.api('POST', `/customer/${idOf(OPEN)}/assign`, { assigneeId });
			await assign(bench.emulator.store.teams[0]!.id);
			await assign(bench.emulator.store.agents[0]!.id);
			await bench.emulator.webhooks.settled();
			expect(receiver.events).toMatchObject([{ agent: null }]);
		});

		test('are closed by an agent, by nobody, or without a word', async () => {
			await tick();
			await close({ agent: MEERA, closedBy: MEERA });
			await close({ agent: null, closedBy: null });
			await close({});
			const agent = expect.objectContaining({ email: MEERA }) as object;
			expect(receiver.events[0]).toMatchObject({ agent, closedBy: { type: 'agent', agent } });
			expect(receiver.events[1]).toMatchObject({ agent: null, closedBy: null });
			expect(Object.keys(receiver.events[2]!)).toEqual([
				'event',
				'customerId',
				'eventAt',
				'status',
			]);
			expect(bench.emulator.store.customerFor(OPEN).chatClosed).toBe(true);
			await bench.control('POST', '/incoming', { from: OPEN, text: 'Hi' });
			expect(bench.emulator.store.customerFor(OPEN).chatClosed).toBe(false);
		});

		test('of nobody cannot be closed', async () => {
			expect((await close({ customer: '447700900999' })).status).toBe(404);
		});
	});

	describe('a poorer first copy of an event', () => {
		const outgoing = () => receiver.events.filter(({ event }) => event === 'message:store:out');
		const sends = async (recipient: string) => {
			await bench.sent({
				recipient,
				type: 'template',
				templateId: 'welcome_back',
				templateArgs: [],
			});
			await bench.emulator.webhooks.settled();
			await bench.emulator.clock.runAll();
		};

		test.each([
			['by setting', OPEN, { webhooks: { richerCopyMs: 200 } }],
			['for a test number', '919876543212', {}],
		])('%s, then a richer one', async (_how, recipient, settings) => {
			await bench.control('PATCH', '/settings', settings);
			await sends(recipient);
			const [poor, rich] = outgoing();
			expect(rich).toMatchObject({ ...poor, appType: 'direct_api', templateName: 'welcome_back' });
			for (const key of ['appType', 'appName', 'templateName'])
				expect(poor).not.toHaveProperty(key);
			expect(outgoing()).toHaveLength(2);
		});

		test('is none where nothing could be missing, nor by default', async () => {
			await sends(OPEN);
			expect(outgoing()).toHaveLength(1);
			await bench.control('PATCH', '/settings', { webhooks: { richerCopyMs: 200 } });
			await bench.control('POST', '/incoming', { from: OPEN, text: 'Hi' });
			await bench.emulator.clock.runAll();
			expect(receiver.events.filter(({ event }) => event === 'message:user:in')).toHaveLength(1);
		});
	});

	describe('events beyond the documented three', () => {
		const ALL = { url: 'https://hooks.shop.example/x', events: ['customer:tag:added'] };

		test('are refused in Zoko’s words unless set otherwise', async () => {
			expect(await bench.api('POST', '/webhook', ALL)).toEqual({
				status: 400,
				body: {
					status: 400,
					type: 'validation_error',
					message: expect.stringContaining('events must be one of message:user:in'),
					timestamp: expect.any(Number),
				},
			});
			await bench.control('PATCH', '/settings', { webhooks: { unlistedEvents: 'accept' } });
			expect((await bench.api('POST', '/webhook', ALL)).body).toMatchObject(ALL);
		});

		test('can be posted by name to those who listen', async () => {
			await bench.control('PATCH', '/settings', { webhooks: { unlistedEvents: 'accept' } });
			const event = { event: 'customer:tag:added', customerId: 'c', tag: 'vip' };
			await bench.control('POST', '/events?to=listeners', event);
			expect(receiver.events).toHaveLength(0);
			await bench.hook(receiver.url, ['customer:tag:added']);
			await bench.control('POST', '/events?to=listeners', event);
			expect(receiver.events).toEqual([event]);
		});
	});
});
