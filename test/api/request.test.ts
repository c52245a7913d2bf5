import type { IHttpRequestOptions } from 'n8n-workflow';
import { ZokoError } from '../../nodes/Zoko/api/errors';
import { connect, zokoRequest, type RequestContext } from '../../nodes/Zoko/api/request';

type Reply = { statusCode: number; body?: unknown; headers?: Record<string, unknown> } | Error;

const KEY = 'secret-key-1234';

/** A context whose HTTP helper gives one reply and remembers what it was asked. */
function contextWith(reply: Reply, credential: Record<string, unknown> = {}) {
	const asked: IHttpRequestOptions[] = [];
	const context: RequestContext = {
		getCredentials: async () => ({
			apiKey: KEY,
			baseUrl: 'https://zoko.example.com/v2',
			...credential,
		}),
		helpers: {
			async httpRequestWithAuthentication(_type, options) {
				asked.push(options);
				if (reply instanceof Error) throw new Error(reply.message, { cause: reply });
				return reply;
			},
		},
	};
	return { context, asked };
}

async function send(reply: Reply, credential?: Record<string, unknown>) {
	const { context, asked } = contextWith(reply, credential);
	const connection = await connect(context);
	const answer = zokoRequest(context, connection, {
		method: 'POST',
		path: '/message',
		effect: 'sends',
		body: { type: 'text' },
	});
	return { answer, asked };
}

async function problemOf(reply: Reply, credential?: Record<string, unknown>) {
	const { answer } = await send(reply, credential);
	const error: unknown = await answer.then(
		() => undefined,
		(thrown: unknown) => thrown,
	);
	expect(error).toBeInstanceOf(ZokoError);
	return (error as ZokoError).problem;
}

describe('connect', () => {
	it.each([
		['https://chat.zoko.io/v2', 'https://chat.zoko.io/v2', 'chat.zoko.io', false],
		[' https://chat.zoko.io/v2/ ', 'https://chat.zoko.io/v2', 'chat.zoko.io', false],
		['https://chat.zoko.io/v2//', 'https://chat.zoko.io/v2', 'chat.zoko.io', false],
		['', 'https://chat.zoko.io/v2', 'chat.zoko.io', false],
		['http://127.0.0.1:4010/v2', 'http://127.0.0.1:4010/v2', '127.0.0.1:4010', true],
		['http://localhost:4010/v2', 'http://localhost:4010/v2', 'localhost:4010', true],
	])('%j', async (given, baseUrl, host, isLocal) => {
		const { context } = contextWith({ statusCode: 200 }, { baseUrl: given });
		expect(await connect(context)).toMatchObject({ baseUrl, host, isLocal });
	});

	it.each(['chat.zoko.io/v2', 'https://', '%'])('refuses the base URL %j', async (baseUrl) => {
		const { context } = contextWith({ statusCode: 200 }, { baseUrl });
		await expect(connect(context)).rejects.toThrow(/address is not valid/);
	});
});

describe('zokoRequest', () => {
	it('asks once, follows no redirect, and leaves statuses to us', async () => {
		const { answer, asked } = await send({ statusCode: 202, body: { messageId: 'm1' } });
		expect(await answer).toMatchObject({ status: 202, body: { messageId: 'm1' } });
		expect(asked).toEqual([
			{
				method: 'POST',
				url: 'https://zoko.example.com/v2/message',
				json: true,
				timeout: 30_000,
				returnFullResponse: true,
				ignoreHttpStatusErrors: true,
				disableFollowRedirect: true,
				body: { type: 'text' },
			},
		]);
	});

	it.each([200, 201, 202, 204])('%i is a success', async (statusCode) => {
		const { answer } = await send({ statusCode });
		expect((await answer).status).toBe(statusCode);
	});

	it('never shows the key, even when the server does', async () => {
		const body = { message: `no account for ${KEY}, ${KEY}` };
		for (const statusCode of [400, 401, 404, 409, 429, 500, 503]) {
			const problem = await problemOf({ statusCode, body });
			expect(problem.message).toContain('[API key]');
			expect(JSON.stringify(problem)).not.toContain(KEY);
		}
	});

	it.each([
		['code', Object.assign(new Error('x'), { code: 'ECONNREFUSED' })],
		['httpCode', Object.assign(new Error('x'), { httpCode: 'ECONNREFUSED' })],
	])('finds the %s of a fault that n8n has wrapped', async (_name, fault) => {
		expect(await problemOf(fault)).toMatchObject({ category: 'unreachable', retryable: true });
	});

	it('takes a cancelled request for what it is', async () => {
		const fault = Object.assign(new Error('canceled'), { name: 'CanceledError' });
		const problem = await problemOf(fault);
		expect(problem).toMatchObject({ category: 'ambiguous', retryable: false });
		expect(problem.message).toContain('stopped');
	});

	it('a fault of unknown kind leaves a send in doubt', async () => {
		expect(await problemOf(new Error('boom'))).toMatchObject({ category: 'ambiguous' });
	});

	it('an HTTP status in a fault is not taken for a system code', async () => {
		const fault = Object.assign(new Error('x'), { httpCode: '502' });
		expect(await problemOf(fault)).toMatchObject({ category: 'ambiguous' });
	});
});
