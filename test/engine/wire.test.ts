import type { INode } from 'n8n-workflow';
import nock from 'nock';
import { jsonOf, runZoko, zokoPack } from '../harness';
import { flood, serve, trickle } from '../harness/wire';

beforeAll(() => nock.restore());

const HEAD = 'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n';
const TEXT = {
	recipient: '+91 98765 43210',
	text: 'Hello',
	options: { timeout: 1000, maxRetries: 3 },
};
const AGAIN = {
	retryOnFail: true,
	maxTries: 3,
	waitBetweenTries: 1,
	onError: 'continueRegularOutput',
} as const;

type Answer = Parameters<typeof serve>[0];

/** Sends one message, with Retry On Fail, to a server that answers like this. */
async function send(answer: Answer, extra: Partial<INode> = AGAIN) {
	const server = await serve(answer);
	try {
		const pack = zokoPack({ baseUrl: server.baseUrl });
		const startedAt = Date.now();
		const run = await runZoko(pack, TEXT, undefined, extra);
		const [json] = jsonOf(run, 'zoko');
		return { json, asked: server.requests.length, took: Date.now() - startedAt };
	} finally {
		await server.close();
	}
}

describe('whatever comes after the request has left is no reason to send again', () => {
	it.each<[string, Answer]>([
		[
			'101 Switching Protocols',
			(socket) =>
				socket.write(
					'HTTP/1.1 101 Switching Protocols\r\nUpgrade: h2c\r\nConnection: Upgrade\r\n\r\n',
				),
		],
		[
			'a head that never ends',
			(socket) => {
				socket.write('HTTP/1.1 200 OK\r\n');
				trickle(socket, 'X-More: 1\r\n', 50);
			},
		],
		[
			'a body that outlasts the time limit',
			(socket) => {
				socket.write(`${HEAD}\r\n{"messageId":"m1"`);
				trickle(socket, ' ', 50);
			},
		],
		['no answer', () => undefined],
		['a hang-up', (socket) => socket.destroy()],
		[
			'a hang-up within the body',
			(socket) => socket.end(`${HEAD}Content-Length: 999\r\n\r\n{"messageId":"m1"`),
		],
		['something that is not HTTP', (socket) => socket.end('* OK IMAP4 ready\r\n')],
		[
			'a fault inside a success',
			(socket) => socket.end(`${HEAD}\r\n{"status":"429","type":"rate_limit_error"}`),
		],
		[
			'a redirect',
			(socket) => socket.end('HTTP/1.1 307 Temporary Redirect\r\nLocation: /v3/message\r\n\r\n'),
		],
	])('%s', async (_name, answer) => {
		const { json, asked, took } = await send(answer);
		expect(json).toMatchObject({ category: 'ambiguous', retryable: false });
		expect(json?.error).toMatch(/not known whether/);
		expect(asked).toBe(1);
		expect(took).toBeLessThan(4000);
	});

	it('an answer without an end is cut, and not read whole', async () => {
		let written = { bytes: 0 };
		const { json, asked } = await send((socket) => {
			socket.write(`${HEAD}\r\n{"messageId":"m1","padding":"`);
			written = flood(socket, 'x'.repeat(65_536));
		});
		expect(json).toMatchObject({ category: 'ambiguous' });
		expect(asked).toBe(1);
		expect(written.bytes).toBeLessThan(50 * 1024 * 1024);
	});
});

it('a refusal is one by its status, whatever becomes of its words', async () => {
	const { json, asked } = await send(
		(socket) => {
			socket.write('HTTP/1.1 400 Bad Request\r\n\r\n{"message":"rec');
			trickle(socket, ' ', 50);
		},
		{ onError: 'continueRegularOutput' },
	);
	expect(json).toMatchObject({ category: 'rejected', httpStatus: 400 });
	expect(asked).toBe(1);
});

it('a connection that is refused is tried again', async () => {
	const server = await serve(() => undefined);
	await server.close();
	const options = { ...TEXT.options, maxRetries: 0 };
	const pack = zokoPack({ baseUrl: server.baseUrl });
	const run = await runZoko(pack, { ...TEXT, options }, undefined, AGAIN);
	expect(jsonOf(run, 'zoko')[0]).toMatchObject({ category: 'unreachable', retryable: true });
});

it.each(['0', '-5', 'Thu, 01 Jan 1970 00:00:00 GMT'])(
	'Retry-After: %s does not make us hurry',
	async (retryAfter) => {
		const random = jest.spyOn(Math, 'random').mockReturnValue(0.2);
		const { json, asked, took } = await send((socket, attempt) =>
			attempt > 3
				? socket.end(`${HEAD}\r\n{"messageId":"m1"}`)
				: socket.end(
						`HTTP/1.1 429 Too Many Requests\r\nRetry-After: ${retryAfter}\r\nConnection: close\r\n\r\n`,
					),
		);
		random.mockRestore();
		expect(json).toMatchObject({ messageId: 'm1' });
		expect(asked).toBe(4);
		// A fifth of 500, 1,000 and 2,000 ms.
		expect(took).toBeGreaterThan(650);
	},
);
