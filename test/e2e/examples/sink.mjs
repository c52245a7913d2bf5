// Another system that an example talks to, such as a provider of SMS or a helpdesk: takes every
// request and remembers it.
import { once } from 'node:events';
import { createServer } from 'node:http';

/**
 * @returns {Promise<{ url: string, requests: { path: string, body: object }[], status: number,
 *   close: () => Promise<void> }>} what it answers with is `status`
 */
export async function startSink() {
	const requests = [];
	const server = createServer(async (request, response) => {
		let text = '';
		for await (const piece of request.setEncoding('utf8')) text += piece;
		requests.push({ path: request.url, body: JSON.parse(text || '{}') });
		response.writeHead(sink.status, { 'content-type': 'application/json' }).end('{"id":"1"}');
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	const sink = {
		status: 200,
		url: `http://127.0.0.1:${server.address().port}`,
		requests,
		async close() {
			server.closeAllConnections();
			server.close();
			await once(server, 'close');
		},
	};
	return sink;
}
