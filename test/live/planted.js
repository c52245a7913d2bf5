// A Zoko that is not quite the emulator: a proxy before it with planted differences, each in what one
// point of the command's table is about.
const { createServer } = require('node:http');

const isMessage = ({ method, path }) => method === 'POST' && path === '/v2/message';

/** One difference each, by the id of the point that has to find it. */
const PLANTED = {
	'send.status': {
		answer: (request, answer) => {
			if (isMessage(request) && answer.status === 200) answer.status = 202;
		},
	},
	'send.customerId': {
		answer: (request, { body }) => {
			if (isMessage(request)) delete body.customerId;
		},
	},
	'error.timestamp': {
		answer: (_request, { status, body }) => {
			if (status >= 400) body.timestamp = new Date(body.timestamp).toISOString();
		},
	},
	'template.count': {
		answer: ({ path }, { body }) => {
			if (path === '/v2/account/templates') body[0].templateVariableCount += 1;
		},
	},
	'history.happendAt': {
		answer: ({ path }, { body }) => {
			if (!path.endsWith('/history') || !body.history) return;
			body.history = body.history.map(({ happendAt, ...entry }) => ({
				...entry,
				happenedAt: happendAt,
			}));
		},
	},
	'webhook.event.customer:tag:added': {
		request: ({ path, body }) => {
			if (path === '/v2/webhook' && body?.events[0] === 'customer:tag:added')
				body.events = ['message:store:out'];
		},
	},
	'disabled.listed': {
		answer: ({ method, path }, { body }, memory) => {
			if (method === 'POST' && path === '/v2/webhook' && body.id) memory.webhook = body;
			if (method === 'DELETE' && path.endsWith(memory.webhook?.id)) delete memory.webhook;
			if (method !== 'GET' || path !== '/v2/webhook' || !memory.webhook) return;
			if (!body.some(({ id }) => id === memory.webhook.id)) body.push(memory.webhook);
		},
	},
	'payload.button': {
		post: ({ context }) => {
			if (context?.postback) context.postback = context.postback.slice(0, 200);
		},
	},
	'update.status': {
		post: (event) => {
			if (event.deliveryStatus === 'seen') event.deliveryStatus = 'read';
		},
	},
	'customer.messages': {
		answer: ({ path }, answer) => {
			if (!/\/customer\/[^/]+\/messages$/.test(path)) return;
			answer.status = 404;
			answer.body = {
				status: 404,
				type: 'invalid_request_error',
				message: 'resource not found',
				timestamp: new Date().toISOString(),
			};
		},
	},
};

const read = async (stream) => {
	let text = '';
	for await (const piece of stream.setEncoding('utf8')) text += piece;
	return text === '' ? undefined : JSON.parse(text);
};

/**
 * Starts the proxy. Webhooks are registered under its own address, so that posts pass through it too.
 * @param {string} target the emulator's address
 */
async function plant(target) {
	const planted = Object.values(PLANTED);
	const memory = {};
	const receivers = new Map();

	const forward = async ({ method, path, query, headers, body }) => {
		const { apikey } = headers;
		const response = await fetch(`${target}${path}${query}`, {
			method,
			headers: { apikey, ...(body && { 'content-type': 'application/json' }) },
			body: body && JSON.stringify(body),
		});
		return { status: response.status, body: await response.json() };
	};

	/** Zoko's side of a webhook's address, and the command's. */
	const swap = (value, from, to) => JSON.parse(JSON.stringify(value).replaceAll(from, to));

	const post = async (request, body) => {
		for (const { post: change } of planted) change?.(body);
		const { pathname } = new URL(request.url, 'http://localhost');
		const response = await fetch(`${receivers.get('address')}${pathname}`, {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify(body),
		});
		return { status: response.status, body: {} };
	};

	const api = async (incoming, own, body) => {
		const { pathname: path, search: query } = new URL(incoming.url, 'http://localhost');
		const request = { method: incoming.method, path, query, headers: incoming.headers, body };
		for (const { request: change } of planted) change?.(request);
		if (request.body?.url) {
			receivers.set('address', new URL(request.body.url).origin);
			request.body = swap(request.body, receivers.get('address'), own);
		}
		const answer = await forward(request);
		if (receivers.has('address')) answer.body = swap(answer.body, own, receivers.get('address'));
		for (const { answer: change } of planted) change?.(request, answer, memory);
		return answer;
	};

	const server = createServer((request, response) => {
		const own = `http://127.0.0.1:${server.address().port}`;
		void read(request)
			.then((body) =>
				request.url.startsWith('/v2') ? api(request, own, body) : post(request, body),
			)
			.catch((error) => ({ status: 502, body: { message: String(error) } }))
			.then(({ status, body }) =>
				response
					.writeHead(status, { 'content-type': 'application/json' })
					.end(JSON.stringify(body)),
			);
	});
	await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
	return {
		baseUrl: `http://127.0.0.1:${server.address().port}/v2`,
		close: () => {
			server.closeAllConnections();
			server.close();
		},
	};
}

module.exports = { PLANTED: Object.keys(PLANTED), plant };
