import Fastify from 'fastify';

import { createEmulator, type Emulator, type EmulatorOptions } from '../../emulator';

/** Numbers with an open window, with a closed one, and one that the shop never met. */
export const OPEN = '919876543201';
export const CLOSED = '919876543203';
export const STRANGER = '919876543298';

export const ALL_EVENTS = ['message:user:in', 'message:store:out', 'message:delivery:update'];

export interface Answer<T = Record<string, unknown>> {
	status: number;
	body: T;
}

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** One request with a JSON body, answered in JSON. */
async function call<T>(
	method: Method,
	url: string,
	payload?: object,
	headers: Record<string, string> = {},
): Promise<Answer<T>> {
	const response = await fetch(url, {
		method,
		headers: { ...headers, ...(payload && { 'content-type': 'application/json' }) },
		...(payload && { body: JSON.stringify(payload) }),
	});
	return { status: response.status, body: (await response.json()) as T };
}

/** An emulator whose clock stands still, with short ways to its two APIs. */
export class Bench {
	emulator!: Emulator;

	private constructor() {}

	static async start(options: EmulatorOptions = {}) {
		return await new Bench().open(options);
	}

	/** One for all tests of a block; each of them begins with it as new. */
	static use(options: EmulatorOptions = {}) {
		const bench = new Bench();
		beforeAll(async () => await bench.open(options));
		beforeEach(() => bench.emulator.reset());
		afterAll(async () => await bench.close());
		return bench;
	}

	private async open(options: EmulatorOptions) {
		this.emulator = await createEmulator({ manualClock: true, ...options });
		return this;
	}

	/** Calls the Zoko API. */
	async api<T = Record<string, unknown>>(
		method: Method,
		path: string,
		payload?: object,
	): Promise<Answer<T>> {
		const { baseUrl, apiKey } = this.emulator;
		return await call<T>(method, `${baseUrl}${path}`, payload, { apikey: apiKey });
	}

	/** Sends a message to the customer with the open window unless the body names another. */
	async send(body: object) {
		return await this.api<{ messageId: string; message: string; type: string }>(
			'POST',
			'/message',
			{ channel: 'whatsapp', recipient: OPEN, ...body },
		);
	}

	/** Sends and expects acceptance; returns the id. */
	async sent(body: object = { type: 'text', message: 'Hello' }): Promise<string> {
		const { status, body: answer } = await this.send(body);
		if (status !== 200) throw new Error(`refused with ${status}: ${answer.message}`);
		return answer.messageId;
	}

	/** Status and reason of a message after all its delivery steps. */
	async fate(id: string) {
		await this.emulator.clock.runAll();
		const { status, reason } = this.emulator.store.messages.get(id)!;
		return { status, reason };
	}

	/** Calls the control API. */
	async control<T = Record<string, unknown>>(
		method: Method,
		path: string,
		payload?: object,
	): Promise<Answer<T>> {
		return await call<T>(method, `${this.emulator.url}/_control${path}`, payload);
	}

	/** Registers a webhook for all events unless told otherwise; returns its id. */
	async hook(url: string, events = ALL_EVENTS): Promise<string> {
		const { body } = await this.api<{ id: string }>('POST', '/webhook', { url, events });
		return body.id;
	}

	async close() {
		await this.emulator.close();
	}
}

export interface ReceivedEvent extends Record<string, unknown> {
	event: string;
	id: string;
	deliveryStatus: string;
}

/** A webhook receiver that answers as it is told and remembers what it got. */
export class Receiver {
	readonly events: ReceivedEvent[] = [];
	readonly requests: Array<{ url: string; headers: Record<string, unknown> }> = [];
	/** Codes of the next answers; then 200. */
	answers: number[] = [];
	/** Never answers while true. */
	silent = false;
	url = '';

	private readonly app = Fastify({ forceCloseConnections: true });

	private constructor() {
		this.app.post('/hook', async (request, reply) => {
			this.events.push(request.body as ReceivedEvent);
			this.requests.push({ url: request.url, headers: request.headers });
			if (this.silent) {
				reply.hijack();
				return reply;
			}
			return await reply.code(this.answers.shift() ?? 200).send({ ok: true });
		});
	}

	static async start() {
		return await new Receiver().open();
	}

	/** One for all tests of a block; each of them begins with it as new. */
	static use() {
		const receiver = new Receiver();
		beforeAll(async () => await receiver.open());
		beforeEach(() => receiver.reset());
		afterAll(async () => await receiver.close());
		return receiver;
	}

	private async open() {
		this.url = `${await this.app.listen({ port: 0, host: '127.0.0.1' })}/hook`;
		return this;
	}

	private reset() {
		this.events.length = 0;
		this.requests.length = 0;
		this.answers = [];
		this.silent = false;
	}

	/** The delivery statuses that came, in order. */
	statuses() {
		return this.events
			.filter(({ event }) => event === 'message:delivery:update')
			.map(({ deliveryStatus }) => deliveryStatus);
	}

	async close() {
		await this.app.close();
	}
}
