import { once } from 'node:events';
import { createServer } from 'node:http';

/**
 * What a model knows when it has to go on.
 * @typedef {object} Heard
 * @property {Map<string, object>} tools the tools by the names that n8n gives them, as they are described
 * @property {Array<{ tool: string, values: object, text: string }>} results what the tools said, in order
 * @property {string} last what the tool of the last call said
 */

/**
 * A server with the chat API of OpenAI. Each talk has a model of its own, which a function stands in
 * for: it gets what a model would read, and says which tools to call, or the last word.
 */
export async function startModel() {
	const talks = new Map();
	const server = createServer(async (request, response) => {
		const chunks = [];
		for await (const chunk of request) chunks.push(chunk);
		const body = JSON.parse(Buffer.concat(chunks).toString() || '{}');
		const talk = talks.get(body.model);
		talk.requests.push(body);
		const next = talk.decide(heardIn(body));
		const message =
			typeof next === 'string'
				? { role: 'assistant', content: next }
				: {
						role: 'assistant',
						content: null,
						tool_calls: next.map(([name, values]) => ({
							id: `call_${++talk.calls}`,
							type: 'function',
							function: { name, arguments: JSON.stringify(values) },
						})),
					};
		const finish_reason = typeof next === 'string' ? 'stop' : 'tool_calls';
		response.setHeader('content-type', 'application/json');
		response.end(
			JSON.stringify({
				id: 'chatcmpl-1',
				object: 'chat.completion',
				created: 1,
				model: body.model,
				choices: [{ index: 0, message, finish_reason }],
				usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
			}),
		);
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	return {
		url: `http://127.0.0.1:${server.address().port}/v1`,
		/**
		 * Begins a new talk.
		 * @param {(heard: Heard) => string | Array<[tool: string, values: object]>} decide
		 */
		talk(decide) {
			const talk = { name: `scripted-${talks.size + 1}`, decide, requests: [], calls: 0 };
			talks.set(talk.name, talk);
			return talk;
		},
		async close() {
			server.closeAllConnections();
			server.close();
			await once(server, 'close');
		},
	};
}

/** @returns {Heard} */
export function heardIn({ messages = [], tools = [] }) {
	const calls = new Map(
		messages
			.flatMap(({ tool_calls: made }) => made ?? [])
			.map(({ id, function: { name, arguments: values } }) => [id, { tool: name, values }]),
	);
	const results = messages
		.filter(({ role }) => role === 'tool')
		.map(({ tool_call_id: id, content }) => {
			const { tool, values } = calls.get(id);
			const text = typeof content === 'string' ? content : JSON.stringify(content);
			return { tool, values: JSON.parse(values), text };
		});
	return {
		tools: new Map(tools.map(({ function: tool }) => [tool.name, tool])),
		results,
		last: results.at(-1)?.text ?? '',
	};
}
