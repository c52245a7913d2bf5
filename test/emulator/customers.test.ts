import { Bench, OPEN } from './harness';

interface Row {
	id: string;
	name: string;
	channelId: string;
	lastIncomingMessageAt: number | null;
	contactable: boolean;
	assignment?: object;
}

interface Page {
	currentPage: number;
	pageSize: number;
	totalPages: number;
	totalCustomers: number;
	customers: Row[];
}

const DELETED = (count: number) => ({
	status: '204',
	message: 'items(s) deleted',
	details: `deleted items count - ${count}`,
});

const UNKNOWN = '00000000-0000-4000-8000-000000000000';

describe('customers', () => {
	const bench = Bench.use();
	let id: string;
	let total: number;
	beforeEach(() => {
		bench.emulator.settings.customerListIntervalMs = 0;
		id = bench.emulator.store.customerFor(OPEN).id;
		total = bench.emulator.store.customers.size;
	});

	const list = async (query: string) =>
		await bench.api<Page>('GET', `/customer?channel=whatsapp${query}`);

	test('are listed in pages of 100', async () => {
		const { body } = await list('');
		expect(body).toMatchObject({
			currentPage: 1,
			pageSize: 100,
			totalPages: 1,
			totalCustomers: total,
		});
		expect(body.customers).toHaveLength(total);
		expect(body.customers[0]).toEqual({
			id,
			name: 'Asha Rao',
			channel: 'whatsapp',
			channelId: OPEN,
			lastIncomingMessageAt: expect.any(Number),
			contactable: true,
		});
	});

	test('are each on one page', async () => {
		const pages = Math.ceil(total / 7);
		const ids: string[] = [];
		for (let page = 1; page <= pages; page++) {
			const { body } = await list(`&page=${page}&pageSize=7`);
			expect(body.totalPages).toBe(pages);
			ids.push(...body.customers.map((customer) => customer.id));
		}
		expect(new Set(ids).size).toBe(total);
		expect((await list(`&page=${pages + 1}&pageSize=7`)).body.customers).toEqual([]);
	});

	test('show who never wrote first when sorted by last message, latest first', async () => {
		const { body } = await list('&sortBy=lastIncomingMessageAt&orderBy=desc');
		const times = body.customers.map((customer) => customer.lastIncomingMessageAt);
		const firstTime = times.findIndex((time) => time !== null);
		expect(firstTime).toBeGreaterThan(0);
		expect(times.slice(0, firstTime).every((time) => time === null)).toBe(true);
		const rest = times.slice(firstTime) as number[];
		expect(rest).toEqual([...rest].sort((a, b) => b - a));
	});

	test('can be sorted by name backwards and by window', async () => {
		const names = (await list('&sortBy=name&orderBy=desc')).body.customers.map(({ name }) => name);
		expect(names.at(-1)).toBe('Asha Rao');
		const { customers } = (await list('&sortBy=contactable&orderBy=desc')).body;
		const open = customers.map(({ contactable }) => Number(contactable));
		expect(open).toEqual([...open].sort((a, b) => b - a));
	});

	test.each([
		'',
		'?channel=sms',
		'?channel=whatsapp&page=0',
		'?channel=whatsapp&pageSize=x',
		'?channel=whatsapp&pageSize=2001',
		'?channel=whatsapp&sortBy=phone',
		'?channel=whatsapp&includeAssign=1',
	])('refuse the query "%s"', async (query) => {
		expect((await bench.api('GET', `/customer${query}`)).status).toBe(400);
	});

	test('are listed once in 300 s, and a refused call counts too', async () => {
		bench.emulator.settings.customerListIntervalMs = 300_000;
		const codes = [];
		for (const ms of [0, 299_999, 299_999, 300_000, 1]) {
			await bench.emulator.clock.advance(ms);
			codes.push((await list('')).status);
		}
		expect(codes).toEqual([200, 429, 429, 200, 429]);
		expect((await list('')).body).toMatchObject({ status: 429, type: 'rate_limit_error' });
		expect((await bench.api('GET', `/customer/${id}`)).status).toBe(200);
	});

	test('can be read one by one', async () => {
		expect((await bench.api('GET', `/customer/${id}`)).body).toEqual({
			id,
			name: 'Asha Rao',
			channels: [{ channel: 'whatsapp', scopeId: OPEN }],
			assignment: { id: null },
		});
		expect(await bench.api('GET', `/customer/${UNKNOWN}`)).toMatchObject({
			status: 404,
			body: { message: 'Customer not found' },
		});
	});

	test('are assigned to agents and teams, not over one another', async () => {
		const [agent] = bench.emulator.store.agents;
		const [team] = bench.emulator.store.teams;
		const assign = async (body: object) =>
			await bench.api('POST', `/customer/${id}/assign`, { id, ...body });
		expect(await assign({ assigneeId: agent!.id })).toEqual({
			status: 200,
			body: { status: '200', message: 'customer assigned', details: 'customer assigned' },
		});
		const assignment = async () =>
			(await list('&includeAssign=true')).body.customers.find((row) => row.id === id)?.assignment;
		const toAgent = { id: agent!.id, name: 'Meera Nair', email: agent!.email, team: false };
		expect(await assignment()).toEqual(toAgent);
		expect((await assign({ assigneeId: team!.id, override: false })).status).toBe(200);
		expect(await assignment()).toEqual(toAgent);
		await assign({ assigneeId: team!.id, override: true });
		expect(await assignment()).toEqual({ id: team!.id, name: 'Orders', team: true });
		expect((await assign({ assigneeId: UNKNOWN })).status).toBe(404);
		expect((await assign({})).status).toBe(400);
		expect((await assign({ id: UNKNOWN, assigneeId: agent!.id })).status).toBe(400);
	});

	test('lose their messages in Zoko', async () => {
		await bench.sent();
		const { body } = await bench.api('DELETE', `/customer/${id}/messages`);
		expect(body).toEqual(DELETED(2));
		expect((await bench.api('DELETE', `/customer/${id}/messages`)).body).toEqual(DELETED(0));
	});

	describe('tags', () => {
		const path = (tag = '') => `/customer/${id}/tags${tag && `?tag=${encodeURIComponent(tag)}`}`;
		const tags = async () => (await bench.api<{ tags: string[] }>('GET', path())).body.tags;
		const added = () => ({
			status: '200',
			message: 'tag added',
			details: `tag added for customer ${id}`,
		});

		test('are read', async () => {
			expect((await bench.api('GET', path())).body).toEqual({
				entityId: id,
				entityType: 'customer',
				tags: ['vip', 'mumbai'],
			});
		});

		test('are all replaced by PUT', async () => {
			const { body } = await bench.api('PUT', path(), { tags: ['a', 'b', 'c'] });
			expect(body).toEqual([added(), added(), added()]);
			expect(await tags()).toEqual(['a', 'b', 'c']);
			expect((await bench.api('PUT', path(), { tags: [] })).body).toEqual([]);
			expect(await tags()).toEqual([]);
		});

		test('are added one by one, each once', async () => {
			expect((await bench.api('POST', path('big & small'))).body).toEqual([added()]);
			await bench.api('POST', path('big & small'));
			expect(await tags()).toEqual(['vip', 'mumbai', 'big & small']);
			expect((await bench.api('POST', path())).status).toBe(400);
		});

		test('are taken off one by one', async () => {
			expect((await bench.api('DELETE', path('vip'))).body).toEqual([DELETED(1)]);
			expect((await bench.api('DELETE', path('vip'))).body).toEqual([DELETED(0)]);
			expect(await tags()).toEqual(['mumbai']);
		});
	});

	test('have properties, whose creation is answered oddly', async () => {
		const path = `/customer/${id}/properties`;
		const property = { type: 'text', title: 'Plan', messages: ['Gold'], priority: 1 };
		expect((await bench.api('POST', path, property)).body).toEqual({
			status: '200',
			message: 'property added',
			details: `property added for customer ${id}`,
		});
		const { body: all } = await bench.api<Array<{ id: string }>>('GET', path);
		const one = `${path}/${all[0]!.id}`;
		const stored = { id: all[0]!.id, entityType: 'customer', entityId: id, ...property };
		expect(all).toEqual([stored]);
		expect((await bench.api('GET', one)).body).toEqual(stored);
		expect((await bench.api('PUT', one, { messages: ['Silver'] })).body).toEqual({
			...stored,
			messages: ['Silver'],
		});
		expect((await bench.api('POST', path, { type: 'number' })).status).toBe(400);
		expect((await bench.api('DELETE', one)).body).toEqual(DELETED(1));
		expect((await bench.api('GET', one)).status).toBe(404);
	});
});

describe('agents and teams', () => {
	const bench = Bench.use();

	const EMAIL = 'tom+orders@shop.example';

	test('are bare arrays, nested on demand', async () => {
		const agents = await bench.api<object[]>('GET', '/agent/agents');
		expect(agents.body).toHaveLength(5);
		expect(agents.body[4]).toMatchObject({ role: 'Salesman (Limited)' });
		expect(agents.body[0]).not.toHaveProperty('teams');
		const nested = await bench.api<object[]>('GET', '/agent/agents?includeTeams=true');
		expect(nested.body[0]).toMatchObject({ firstName: 'Meera', teams: [{ name: 'Support' }] });
		const teams = await bench.api<object[]>('GET', '/agent/teams');
		expect(teams.body).toEqual([
			expect.objectContaining({ name: 'Orders', memberCount: 2 }),
			expect.objectContaining({ name: 'Support', memberCount: 3 }),
		]);
		expect(teams.body[0]).not.toHaveProperty('memberIds');
		const withAgents = await bench.api<object[]>('GET', '/agent/teams?includeAgents=true');
		expect(withAgents.body[0]).toMatchObject({ agents: [{ firstName: 'Tom' }, {}] });
	});

	test('are found by id and by e-mail', async () => {
		const { body } = await bench.api<{ id: string }>('GET', `/agent/${encodeURIComponent(EMAIL)}`);
		expect(body).toMatchObject({ email: EMAIL, role: 'admin' });
		expect((await bench.api('GET', `/agent/${body.id}`)).body).toEqual(body);
		expect((await bench.api('GET', '/agent/nobody@shop.example')).status).toBe(404);
	});

	test('change their role and availability, nothing else', async () => {
		const path = `/agent/${encodeURIComponent(EMAIL)}`;
		const { body } = await bench.api('PUT', path, {
			role: 'owner',
			available: true,
			firstName: 'Max',
		});
		expect(body).toMatchObject({ role: 'owner', available: true, firstName: 'Tom' });
		expect((await bench.api('PUT', path, { role: 'boss' })).status).toBe(400);
	});
});
