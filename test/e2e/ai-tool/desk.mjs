import assert from 'node:assert/strict';

/** Runs agents in n8n, each with one tool. */
export class Desk {
	/** All that went to the model and all that executions hold. */
	everything = '';

	constructor({ n8n, credential }, model) {
		this.n8n = n8n;
		this.credential = credential;
		this.model = model;
	}

	/**
	 * Lets the model call the tool once with each of these values, all at once.
	 * @returns the tool as the model saw it, and what the tool said to each call
	 */
	async ask(parameters, ...calls) {
		const { client } = this.n8n;
		const conversation = this.model.script(calls);
		const execution = await client.run(await this.store(parameters, MANUAL));
		this.everything += JSON.stringify([conversation.requests, execution]);
		assert.equal(execution.status, 'success', JSON.stringify(execution.error));
		const [first, ...later] = conversation.requests;
		const said = (later.at(-1)?.messages ?? [])
			.filter(({ role }) => role === 'tool')
			.map(({ content }) => (typeof content === 'string' ? content : JSON.stringify(content)));
		return { tool: first.tools[0].function, said };
	}

	/** Publishes an agent that calls the tool once for each delivered message. */
	async publish(parameters, values) {
		const { client } = this.n8n;
		this.model.script([values]);
		const published = await this.store(parameters, DELIVERED);
		await client.activate(published);
		return { client, published };
	}

	async store(parameters, start) {
		const { client, server } = this.n8n;
		const openAi = await client.saveCredential('Scripted model', 'openAiApi', {
			apiKey: 'none',
			url: this.model.url,
		});
		return await client.createWorkflow(
			workflow(start, parameters, openAi, server.install.major === 1 && GOES_ON),
			await this.credential(),
		);
	}
}

/** Begins a workflow by hand. */
const MANUAL = { name: 'Start', type: 'n8n-nodes-base.manualTrigger', parameters: {} };

/** Begins one with each delivered message. */
const DELIVERED = {
	name: 'Zoko Trigger',
	type: 'n8n-nodes-zoko.zokoTrigger',
	parameters: { events: ['messageDelivered'], options: {} },
};

/** n8n 1 ends the execution when a tool fails, unless the tool goes on; n8n 2 tells the model. */
const GOES_ON = { onError: 'continueRegularOutput' };

function workflow(start, parameters, openAi, settings) {
	const at = (x, y) => ({ position: [x, y], id: `${x}-${y}` });
	return {
		name: `Agent: ${parameters.operation}`,
		// In the older order n8n asks the agent again before the tool has run.
		settings: { executionOrder: 'v1' },
		nodes: [
			{ ...at(0, 0), typeVersion: 1, ...start },
			{
				...at(200, 0),
				name: 'AI Agent',
				type: '@n8n/n8n-nodes-langchain.agent',
				typeVersion: 3,
				parameters: {
					promptType: 'define',
					text: 'Tell Asha that her order is on its way.',
					options: {},
				},
			},
			{
				...at(100, 200),
				name: 'Model',
				type: '@n8n/n8n-nodes-langchain.lmChatOpenAi',
				typeVersion: 1.2,
				parameters: {
					model: { __rl: true, mode: 'id', value: 'scripted' },
					options: { maxRetries: 0 },
				},
				credentials: { openAiApi: openAi },
			},
			{
				...at(300, 200),
				name: 'Zoko',
				type: 'n8n-nodes-zoko.zokoTool',
				typeVersion: 1,
				parameters,
				...settings,
			},
		],
		connections: {
			[start.name]: { main: [[{ node: 'AI Agent', type: 'main', index: 0 }]] },
			Model: { ai_languageModel: [[{ node: 'AI Agent', type: 'ai_languageModel', index: 0 }]] },
			Zoko: { ai_tool: [[{ node: 'AI Agent', type: 'ai_tool', index: 0 }]] },
		},
	};
}
