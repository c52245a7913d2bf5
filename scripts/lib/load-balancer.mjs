// What stands before an n8n in queue mode: webhooks go to the webhook processes in turn, everything
// else to the main process, as n8n's documentation sets up a load balancer.
import { once } from 'node:events';
import { createServer, request } from 'node:http';

const DEALT_OUT = /^\/webhook(-waiting)?\//;

/** A connection that is kept may be closed by n8n just as the next request goes out on it. */
const ONE_REQUEST = { host: '127.0.0.1', agent: false };

/**
 * Starts the proxy on a free port.
 * @param {{ main: () => number, webhooks: () => number[] }} ports asked with each request
 * @returns {Promise<{ url: string, port: number, close(): void }>}
 */
export async function startProxy({ main, webhooks }) {
	let turn = 0;
	const server = createServer((incoming, answer) => {
		const { method, url, headers } = incoming;
		const dealt = webhooks();
		const port = DEALT_OUT.test(url) ? dealt[turn++ % dealt.length] : main();
		const outgoing = request({ ...ONE_REQUEST, port, method, path: url, headers }, (response) => {
			answer.writeHead(response.statusCode, response.headers);
			response.pipe(answer);
			response.once('error', () => answer.destroy());
		});
		outgoing.once('error', () => {
			if (answer.headersSent) answer.destroy();
			else answer.writeHead(502).end();
		});
		// Who hangs up shall be seen by n8n too.
		answer.once('close', () => {
			if (!answer.writableFinished) outgoing.destroy();
		});
		incoming.pipe(outgoing);
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	const { port } = server.address();
	return {
		url: `http://127.0.0.1:${port}`,
		port,
		close() {
			server.close();
			server.closeAllConnections();
		},
	};
}
