import type { IDataObject, IExecuteFunctions, IHttpRequestOptions } from 'n8n-workflow';
import { ZokoError } from '../../nodes/Zoko/errors/problem';
import { Connection } from '../../nodes/Zoko/api/connection';
import { readCustomers } from '../../nodes/Zoko/operations/customer/list';
import { RunItem } from '../../nodes/Zoko/operations/item';
import { STOPPED } from '../../nodes/Zoko/errors/stopped';
import { waitForDelivery } from '../../nodes/Zoko/operations/message/waitForDelivery';

interface Request {
	at: number;
	url: string;
	query: IDataObject;
}

type Answer = { statusCode: number; body?: unknown };

let accounts = 0;

/** An item whose time passes only while it waits. */
class Clockwork {
	now = 0;
	cancelAt = Number.POSITIVE_INFINITY;
	readonly requests: Request[] = [];
	private readonly credential = {
		baseUrl: 'https://zoko.example.com/v2',
		apiKey: `key-${++accounts}`,
	};
	private readonly run = {
		startedAt: 0,
		lists: new Map<string, Promise<IDataObject[]>>(),
		record: () => {
			throw new Error('Nothing here is done only once');
		},
	};

	constructor(
		private readonly answer: (request: Request) => Answer,
		private readonly parameters: Record<string, unknown> = {},
	) {}

	item(index = 0): RunItem {
		const httpRequestWithAuthentication = async (_type: string, options: IHttpRequestOptions) => {
			const request = { at: this.now, url: options.url, query: options.qs ?? {} };
			this.requests.push(request);
			return { headers: {}, ...this.answer(request) };
		};
		const context = {
			getNode: () => ({}),
			getCredentials: async () => this.credential,
			getNodeParameter: (name: string) => this.parameters[name],
			helpers: { httpRequestWithAuthentication },
		} as unknown as IExecuteFunctions;
		const surroundings = {
			now: () => this.now,
			random: () => 0.5,
			cancelled: () => this.now >= this.cancelAt,
			sleep: async (milliseconds: number) => {
				this.now = Math.min(
					this.now + Math.max(0, milliseconds),
					Math.max(this.now, this.cancelAt),
				);
			},
		};
		const connection = new Connection(context, this.credential);
		return new RunItem(context, connection, index, surroundings, this.run);
	}
}

describe('waiting for delivery', () => {
	const PARAMETERS = { messageId: 'm-1', waitUntil: 'read', timeLimit: 60, firstInterval: 2 };

	/** A message whose status changes at these moments. */
	const message = (steps: Array<[number, string]>, history: object[] = []) => {
		return ({ at, url }: Request): Answer => {
			if (url.endsWith('/history')) return { statusCode: 200, body: { history } };
			const status = steps.filter(([since]) => at >= since).at(-1)?.[1];
			if (status === undefined) return { statusCode: 404, body: { message: 'Message not found' } };
			return { statusCode: 200, body: { direction: 'FROM_STORE', deliveryStatus: status } };
		};
	};
	const looks = (clock: Clockwork) =>
		clock.requests.filter(({ url }) => !url.endsWith('/history')).map(({ at }) => at);

	it('looks ever less often, and ends with the time limit', async () => {
		const clock = new Clockwork(message([[0, 'sent']]), PARAMETERS);
		const result = await waitForDelivery.run(clock.item());
		expect(result).toMatchObject({ status: 'sent', timedOut: true, waitedMs: 60_000 });
		expect(looks(clock)).toEqual([0, 2000, 5000, 9500, 16_250, 26_375, 41_375, 56_375, 60_000]);
	});

	it.each([
		['read', 'seen', { status: 'read', timedOut: false, waitedMs: 5000 }],
		['read', 'delivered', { status: 'delivered', timedOut: true, waitedMs: 60_000 }],
		['delivered', 'DELIVERED', { status: 'delivered', timedOut: false, waitedMs: 5000 }],
		['delivered', 'read', { status: 'read', timedOut: false, waitedMs: 5000 }],
		['delivered', 'undelivered', { status: 'undelivered', timedOut: false, waitedMs: 5000 }],
	])('until %s: %s gives %j', async (waitUntil, status, expected) => {
		const clock = new Clockwork(
			message([
				[0, 'sent'],
				[3000, status],
			]),
			{ ...PARAMETERS, waitUntil },
		);
		expect(await waitForDelivery.run(clock.item())).toMatchObject(expected);
	});

	it('gives the reason of a failure, not what was said before it', async () => {
		const history = [
			{ state: 'failed', happendAt: '2026-05-01T10:00:01Z', details: { message: 'No WhatsApp' } },
			{ state: 'sent', happenedAt: '2026-05-01T10:00:00Z', details: { message: 'on its way' } },
		];
		const clock = new Clockwork(message([[0, 'failed']], history), PARAMETERS);
		expect(await waitForDelivery.run(clock.item())).toMatchObject({
			status: 'failed',
			failureReason: 'No WhatsApp',
			waitedMs: 0,
			history: [{ happenedAt: '2026-05-01T10:00:01Z' }, { happenedAt: '2026-05-01T10:00:00Z' }],
		});
	});

	it('a message may be unknown for ten seconds after it was sent', async () => {
		const late = new Clockwork(message([[4000, 'read']]), PARAMETERS);
		expect(await waitForDelivery.run(late.item())).toMatchObject({ status: 'read' });
		const never = new Clockwork(message([]), PARAMETERS);
		await expect(waitForDelivery.run(never.item())).rejects.toThrow('Message not found');
		expect(never.now).toBeLessThan(20_000);
	});

	it('ends when the execution is stopped', async () => {
		const clock = new Clockwork(message([[0, 'sent']]), PARAMETERS);
		clock.cancelAt = 7000;
		await expect(waitForDelivery.run(clock.item())).rejects.toBe(STOPPED);
		expect([clock.now, looks(clock)]).toEqual([7000, [0, 2000, 5000]]);
	});
});

describe('the list of customers', () => {
	const rows = (from: number, count: number) =>
		Array.from({ length: count }, (_, index) => ({ id: `c-${from + index}` }));

	/** An account with so many customers. */
	const account = (
		total: number,
		more: (request: Request) => Answer | undefined = () => undefined,
	) =>
		new Clockwork((request) => {
			const refused = more(request);
			if (refused) return refused;
			const [page, size] = [Number(request.query.page), Number(request.query.pageSize)];
			const start = (page - 1) * size;
			const customers = rows(start, Math.max(0, Math.min(size, total - start)));
			return { statusCode: 200, body: { totalPages: Math.ceil(total / size), customers } };
		});

	it('comes in pages of 1,000, one in 300 seconds', async () => {
		const clock = account(2500);
		const found = await readCustomers(clock.item(), {}, Number.POSITIVE_INFINITY, 1);
		expect(found.map(({ id }) => id)).toEqual(rows(0, 2500).map(({ id }) => id));
		expect(clock.requests.map(({ at }) => at)).toEqual([0, 301_000, 602_000]);
		expect(clock.requests.map(({ query }) => query)).toEqual(
			[1, 2, 3].map((page) => ({ channel: 'whatsapp', page, pageSize: 1000 })),
		);
	});

	it('needs one request for up to 1,000, also for several items that ask the same', async () => {
		const clock = account(2500);
		const answers = [0, 1, 2].map((index) => readCustomers(clock.item(index), {}, 60, 2));
		const [first, ...others] = await Promise.all(answers);
		expect(first).toEqual(rows(60, 60));
		expect(others).toEqual([first, first]);
		expect(clock.requests).toHaveLength(1);
	});

	it('stops waiting for the next page when the execution is stopped', async () => {
		const clock = account(2500);
		clock.cancelAt = 10_000;
		const reading = readCustomers(clock.item(), {}, Number.POSITIVE_INFINITY, 1);
		await expect(reading).rejects.toBe(STOPPED);
		expect(clock.requests).toHaveLength(1);
	});

	it('is not asked for again within 300 seconds of a refusal, in this execution or the next', async () => {
		const limited = { statusCode: 429, body: { message: 'rate limit exceeded' } };
		const clock = account(10, ({ at }) => (at < 200_000 ? limited : undefined));
		const problemOf = async () =>
			await readCustomers(clock.item(), {}, 10, 1).then(
				() => undefined,
				(error: unknown) => (error as ZokoError).problem,
			);
		const first = await problemOf();
		expect(first).toMatchObject({ category: 'rate_limited', retryable: true, httpStatus: 429 });
		expect(first?.message).toContain('rate limit exceeded');
		expect(first?.advice).toContain('after 1970-01-01T00:05:01.000Z');
		const item = clock.item();
		item.run.customersReadAt = undefined;
		clock.now = 299_000;
		expect((await problemOf())?.message).toContain('It was not asked again');
		expect(clock.requests).toHaveLength(1);
		clock.now = 301_500;
		expect(await problemOf()).toBeUndefined();
	});

	it('other faults are not tried again either', async () => {
		const clock = account(10, () => ({ statusCode: 503 }));
		await expect(readCustomers(clock.item(), {}, 10, 1)).rejects.toThrow('unavailable');
		expect(clock.requests).toHaveLength(1);
	});
});
