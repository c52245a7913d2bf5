import assert from 'node:assert/strict';
import { heardIn } from './model.mjs';

const TOOL = 'n8n-nodes-zoko.zokoTool';
/** The node as what n8n puts between an agent and a tool, to ask a person first. */
const REVIEW = 'n8n-nodes-zoko.zokoHitlTool';
const PATIENCE_MS = 60_000;

/** Runs agents in n8n. */
export class Desk {
	/** All that went to the models and all that executions hold. */
	everything = '';

	constructor({ n8n, credential }, model) {
		this.n8n = n8n;
		this.credential = credential;
		this.model = model;
	}

	/** The major version of n8n. */
	get major() {
		return this.n8n.client.server.install.major;
	}

	/**
	 * Lets the model call the tool once with each of these values, all at once.
	 * @returns the tool as the model saw it, and what the tool said to each call
	 */
	async ask(parameters, ...calls) {
		const run = await this.start([{ name: 'Zoko', parameters }], ({ tools, results }) =>
			results.length === 0 ? calls.map((values) => [[...tools.keys()][0], values]) : 'Done.',
		);
		const { tools, results } = await this.ended(run);
		return { tool: [...tools.values()][0], said: results.map(({ text }) => text) };
	}

	/**
	 * Starts an agent that has these tools.
	 * @param {Array<{ name: string, parameters: object, reviews?: string }>} tools `reviews` names the
	 *   tool that the node stands before
	 * @param {Parameters<import('./model.mjs').startModel>} decide what the model does
	 * @param {object} [more] of the agent's node
	 */
	async start(tools, decide, more) {
		const talk = this.model.talk(decide);
		const stored = await this.store(MANUAL, tools, talk, more);
		const { executionId } = await this.n8n.client.start(stored);
		return { executionId, talk };
	}

	/** Waits for the end of an agent. @returns what its model had heard then, and the execution */
	async ended({ executionId, talk }, patienceMs = PATIENCE_MS) {
		const execution = await this.n8n.client.finished(executionId, patienceMs);
		this.everything += JSON.stringify([talk.requests, execution]);
		assert.equal(execution.status, 'success', JSON.stringify(execution.error));
		return { ...heardIn(talk.requests.at(-1)), first: talk.requests[0], execution };
	}

	/** Publishes an agent that calls the tool once for each delivered message. */
	async publish(parameters, values) {
		const { client } = this.n8n;
		const talk = this.model.talk(({ tools, results }) =>
			results.length === 0 ? [[[...tools.keys()][0], values]] : 'Done.',
		);
		const published = await this.store(DELIVERED, [{ name: 'Zoko', parameters }], talk);
		await client.activate(published);
		return { client, published };
	}

	async store(start, tools, talk, more) {
		const { client } = this.n8n;
		const openAi = await client.saveCredential('Scripted model', 'openAiApi', {
			apiKey: 'none',
			url: this.model.url,
		});
		const goesOn = this.major === 1 && GOES_ON;
		return await client.createWorkflow(
			workflow({ start, tools, talk, openAi, goesOn, more }),
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

function workflow({ start, tools, talk, openAi, goesOn, more }) {
	const at = (x, y) => ({ position: [x, y], id: `${x}-${y}` });
	const to = (node, type) => ({ [type]: [[{ node, type, index: 0 }]] });
	const reviewed = new Map(tools.map(({ name, reviews }) => [reviews, name]));
	return {
		name: `Agent ${talk.name}: ${tools.map(({ name }) => name).join(', ')}`,
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
				...more,
			},
			{
				...at(100, 200),
				name: 'Model',
				type: '@n8n/n8n-nodes-langchain.lmChatOpenAi',
				typeVersion: 1.2,
				parameters: {
					model: { __rl: true, mode: 'id', value: talk.name },
					options: { maxRetries: 0 },
				},
				credentials: { openAiApi: openAi },
			},
			...tools.map(({ name, parameters, reviews }, index) => ({
				...at(300 + 200 * index, reviews ? 200 : 400),
				name,
				type: reviews ? REVIEW : TOOL,
				typeVersion: 1,
				parameters,
				...goesOn,
			})),
		],
		connections: {
			[start.name]: to('AI Agent', 'main'),
			Model: to('AI Agent', 'ai_languageModel'),
			...Object.fromEntries(
				tools.map(({ name }) => [name, to(reviewed.get(name) ?? 'AI Agent', 'ai_tool')]),
			),
		},
	};
}
