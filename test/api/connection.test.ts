import type { IExecuteFunctions, IHttpRequestOptions } from 'n8n-workflow';
import { InvalidInput } from '../../nodes/Zoko/errors/invalid-input';
import { ZokoError } from '../../nodes/Zoko/errors/problem';
import { connect } from '../../nodes/Zoko/api/connection';

type Reply = { statusCode: number; body?: unknown; headers?: Record<string, unknown> } | Error;

const KEY = 'secret-key-1234';

/** A context whose HTTP helper gives one reply and remembers what it was asked. */
function contextWith(reply: Reply, credential: Record<string, unknown> = {}) {
	const asked: IHttpRequestOptions[] = [];
	const context = {
		getNode: () => ({}),
		getCredentials: async () => ({
			apiKey: KEY,
			baseUrl: 'https://zoko.example.com/v2',
			...credential,
		}),
		helpers: {
			async httpRequestWithAuthentication(_type: string, options: IHttpRequestOptions) {
				asked.push(options);
				if (reply instanceof Error) throw new Error(reply.message, { cause: reply });
				return reply;
			},
		},
	} as unknown as IExecuteFunctions;
	return { context, asked };
}

async function send(reply: Reply, credential?: Record<string, unknown>) {
	const { context, asked } = contextWith(reply, credential);
	const connection = await connect(context);
	const answer = connection.request({
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

	it.each([
		'chat.zoko.io/v2',
		'https://',
		'%',
		'localhost:5699/v2',
		'chat.zoko.io:443/v2',
		'ftp://chat.zoko.io/v2',
		'https:/chat.zoko.io/v2',
		'https:\\\\chat.zoko.io\\v2',
		'https://me:secret@chat.zoko.io/v2',
		'https://chat.zoko.io/v2?key=1',
		KEY,
	])('refuses the base URL %j', async (baseUrl) => {
		const { context } = contextWith({ statusCode: 200 }, { baseUrl });
		const error: unknown = await connect(context).catch((thrown: unknown) => thrown);
		expect(error).toBeInstanceOf(InvalidInput);
		expect(String(error)).toMatch(/'Base URL' .* is not a web address/);
		expect(JSON.stringify([String(error), error])).not.toContain(KEY);
	});
});

describe('a request', () => {
	it('asks once, follows no redirect, and leaves statuses to us', async () => {
		const { answer, asked } = await send({ statusCode: 202, body: { messageId: 'm1' } });
		expect(await answer).toMatchObject({ status: 202, body: { messageId: 'm1' } });
		expect(asked).toEqual([
			{
				method: 'POST',
				url: 'https://zoko.example.com/v2/message',
				json: true,
				encoding: 'stream',
				abortSignal: expect.any(AbortSignal),
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

	it('never shows a key that was pasted into the host, which is in small letters there', async () => {
		const fault = Object.assign(new Error('x'), { code: 'ENOTFOUND' });
		const pasted = 'Secret-KEY-987654';
		const { message } = await problemOf(fault, {
			apiKey: pasted,
			baseUrl: `https://${pasted}/v2`,
		});
		expect(message).toContain('could not be reached at [API key]');
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

it('a credential that was deleted is told as such, with what to do', async () => {
	const { context } = contextWith({ statusCode: 200 });
	const deleted = 'Credential with ID "c1" does not exist for type "zokoApi".';
	context.getCredentials = () => Promise.reject(new Error(deleted));
	const error: unknown = await connect(context).catch((thrown: unknown) => thrown);
	expect(error).toMatchObject({
		problem: {
			category: 'authentication',
			retryable: false,
			message: `n8n does not give this node its Zoko credential: ${deleted}`,
			advice: expect.stringMatching(/pick or create another one in the node/) as string,
		},
	});
});

it.each(['schlüssel-1234', 'key\u200b1234', '“key-1234”', 'key\n1234', 'Bearer key-1234'])(
	'what cannot be a key (%j) is refused before anything leaves, and not quoted',
	async (apiKey) => {
		const { context, asked } = contextWith({ statusCode: 202 }, { apiKey });
		const refused = await connect(context).catch((error: unknown) => error);
		expect(refused).toBeInstanceOf(InvalidInput);
		expect((refused as InvalidInput).message).toMatch(/^'API Key' .+ holds a character/);
		expect((refused as InvalidInput).message).not.toContain(apiKey);
		expect(asked).toEqual([]);
	},
);
