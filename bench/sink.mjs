// A server of its own process that takes every request after a fixed time, and counts.
// Started with fork(); told what to do, and asked for its figures, by messages.
import { createServer } from 'node:http';

const ANSWER = Buffer.from('{"status":"202","statusText":"Accepted","messageId":"m"}');
const HEADERS = { 'content-type': 'application/json', 'content-length': ANSWER.length };

let latencyMs = 0;
let requests = 0;
let inFlight = 0;
let maxInFlight = 0;

const server = createServer((request, response) => {
	requests++;
	maxInFlight = Math.max(maxInFlight, ++inFlight);
	response.once('close', () => inFlight--);
	const answer = () => response.writeHead(200, HEADERS).end(ANSWER);
	request.resume().once('end', () => (latencyMs > 0 ? setTimeout(answer, latencyMs) : answer()));
});
// A contender that sends everything at once must not be refused by a short queue.
server.listen({ port: 0, host: '127.0.0.1', backlog: 20_000 }, () => {
	process.send({ port: server.address().port });
});

process.on('message', ({ setLatencyMs }) => {
	if (setLatencyMs !== undefined) latencyMs = setLatencyMs;
	process.send({ requests, maxInFlight });
	requests = 0;
	maxInFlight = 0;
});
