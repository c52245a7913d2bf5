import { once } from 'node:events';
import { createServer } from 'node:http';

/** A server with the chat API of OpenAI: asks for the scripted calls first, then ends the talk. */
export async function startModel() {
	let current = { calls: [], requests: [] };
	const server = createServer(async (request, response) => {
		const chunks = [];
		for await (const chunk of request) chunks.push(chunk);
		const body = JSON.parse(Buffer.concat(chunks).toString() || '{}');
		current.requests.push(body);
		const asked = body.messages?.some(({ role }) => role === 'tool');
		const tool = body.tools?.[0]?.function.name;
		const toolCalls = current.calls.map((values, index) => ({
			id: `call_${index + 1}`,
			type: 'function',
			function: { name: tool, arguments: JSON.stringify(values) },
		}));
		const message = asked
			? { role: 'assistant', content: 'Done.' }
			: { role: 'assistant', content: null, tool_calls: toolCalls };
		response.setHeader('content-type', 'application/json');
		response.end(
			JSON.stringify({
				id: 'chatcmpl-1',
				object: 'chat.completion',
				created: 1,
				model: 'scripted',
				choices: [{ index: 0, message, finish_reason: asked ? 'stop' : 'tool_calls' }],
				usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
			}),
		);
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	return {
		url: `http://127.0.0.1:${server.address().port}/v1`,
		/** Begins a new talk. */
		script(calls) {
			current = { calls, requests: [] };
			return current;
		},
		async close() {
			server.closeAllConnections();
			server.close();
			await once(server, 'close');
		},
	};
}
