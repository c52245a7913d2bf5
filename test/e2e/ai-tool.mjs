// The node as a tool of n8n's AI Agent. A scripted server stands in for the language model: it asks for
// one call of the tool, and then answers with what the tool said.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

const ASHA = '919876543201';
const WRITTEN = '+91 98765 43201';
const STRANGER = '+44 7700 900123';
const ALLOWED = '+91 98765 432*';

/** @param {object} context from scripts/e2e.mjs */
export default async function aiToolScenario(context) {
	const { emulator, check } = context;
	await emulator.reset();
	const model = await startModel();
	try {
		const desk = new Desk(context, model);
		await checkTemplate(desk, emulator, check);
		await checkRefusals(desk, emulator, check);
		await checkReads(desk, emulator, check);
		await checkTriggered(desk, emulator, check);
		await check('the API key is in no prompt, answer or execution', async () => {
			assert.ok(desk.everything.length > 10_000);
			assert.ok(!desk.everything.includes(emulator.apiKey));
		});
	} finally {
		await model.close();
	}
}

async function checkTemplate(desk, emulator, check) {
	await check('the model is told what the tool does and what to fill in', async () => {
		const { tool } = await desk.ask(TEMPLATE, {
			recipient: WRITTEN,
			name: 'Asha',
			order: 'A1001',
			link: LINK,
		});
		assert.match(tool.description, /template/i);
		const { properties, required } = tool.parameters;
		assert.deepEqual(Object.keys(properties).sort(), ['link', 'name', 'order', 'recipient']);
		assert.equal(properties.recipient.type, 'string');
		assert.match(properties.recipient.description, /country code/);
		assert.deepEqual([...required].sort(), ['link', 'name', 'order', 'recipient']);
		return tool.description;
	});
	await check('one template reaches an allowed number, with the values of the model', async () => {
		const [{ phone, body }, ...others] = await emulator.book();
		assert.deepEqual(others, []);
		assert.equal(phone, ASHA);
		assert.deepEqual(
			[body.templateId, body.templateLanguage, body.templateArgs],
			['order_shipped', 'en', ['Asha', 'A1001', LINK]],
		);
	});
	await check('two calls in one execution are two messages', async () => {
		await emulator.reset();
		const values = { recipient: WRITTEN, name: 'Asha', order: 'A1001', link: LINK };
		const { said } = await desk.ask(TEMPLATE, values, { ...values, order: 'A1002' });
		assert.equal(said.length, 2, JSON.stringify(said));
		const orders = (await emulator.book()).map(({ body }) => body.templateArgs[1]);
		assert.deepEqual(orders.sort(), ['A1001', 'A1002']);
	});
}

async function checkRefusals(desk, emulator, check) {
	const values = { recipient: STRANGER, name: 'Asha', order: 'A1001', link: LINK };
	await check('a number that is not allowed is refused, and the model reads why', async () => {
		await emulator.reset();
		const { said } = await desk.ask(TEMPLATE, values);
		assert.match(said[0], /\+447700900123 is not one of the numbers.+Nothing was sent/);
		assert.deepEqual(await emulator.book(), []);
		return said[0].slice(0, 200);
	});
	await check('the model cannot widen the list, whatever it answers', async () => {
		const options = { allowedRecipients: '*', dryRun: false };
		const { said } = await desk.ask(TEMPLATE, { ...values, allowedRecipients: '*', options });
		assert.match(said[0], /is not one of the numbers|schema/);
		assert.deepEqual(await emulator.book(), []);
	});
	await check('a wrong number is refused in words that the model can act on', async () => {
		const { said } = await desk.ask(TEMPLATE, { ...values, recipient: 'Asha Rao' });
		assert.match(said[0], /'Recipient' Asha Rao contains/);
		assert.deepEqual(await emulator.book(), []);
		return said[0].slice(0, 200);
	});
	await check('a closed window sends the model to the templates', async () => {
		const { said } = await desk.ask(TEXT, { recipient: '+91 98765 43203', text: 'Hello' });
		assert.match(said[0], /24-hour window.+'Send Template'/);
		return said[0].slice(0, 200);
	});
	await check('a dry run sends nothing', async () => {
		const dry = structuredClone(TEXT);
		dry.options.dryRun = true;
		const { said } = await desk.ask(dry, { recipient: WRITTEN, text: 'Hello' });
		assert.match(said[0], /"status":\s*"dryRun"/);
		assert.deepEqual(await emulator.book(), []);
	});
}

async function checkReads(desk, emulator, check) {
	await check('templates are listed for the model in parts', async () => {
		const { said } = await desk.ask(TEMPLATES, { text: 'order' });
		assert.match(said[0], /"templateId":\s*"order_shipped"/);
		assert.match(said[0], /"placeholders"/);
	});
	await check('the model waits for the delivery of what it sent', async () => {
		await emulator.control('PATCH', '/settings', {
			delays: { sent: 50, delivered: 300, seen: 9e5 },
		});
		await desk.ask(TEXT, { recipient: WRITTEN, text: 'Hello' });
		const [{ id }] = await emulator.book();
		const { said } = await desk.ask(WAIT, { messageId: id });
		assert.match(said[0], /"status":\s*"delivered"/);
	});
	await check('an unknown ID is told as such', async () => {
		const { said } = await desk.ask(WAIT, { messageId: '5b0f3c1e-0000-4b52-9d2a-1f6f0f1d0a99' });
		assert.match(said[0], /did not find it.+Check the ID/);
		return said[0].slice(0, 200);
	});
}

async function checkTriggered(desk, emulator, check) {
	await check('what an agent sends in a run of the trigger does not start it again', async () => {
		await emulator.reset();
		await emulator.control('PATCH', '/settings', {
			delays: { sent: 50, delivered: 300, seen: null },
		});
		await emulator.control('POST', '/incoming', { from: OTHER_CUSTOMER, text: 'Hi' });
		const { options, ...parameters } = TEXT;
		const values = { recipient: `+${OTHER_CUSTOMER}`, text: 'It has arrived' };
		const { client, published } = await desk.publish({ ...parameters, options: {} }, values);
		await emulator.send({ recipient: OTHER_CUSTOMER, type: 'template', ...SHIPPED });
		const texts = (book) => book.filter(({ body }) => body.type === 'text');
		await emulator.bookWhen((book) => texts(book).length > 0, 30_000);
		// Its delivery has been reported by then, and a run because of it would have sent.
		await sleep(5_000);
		assert.equal(texts(await emulator.book()).length, 1);
		assert.equal((await client.executions(published)).length, 1);
		await client.deactivate(published);
	});
}

/** A parameter that the model fills in, as the editor writes it. */
const fromAi = (key, description) =>
	`={{ /*n8n-auto-generated-fromAI-override*/ $fromAI('${key}', \`${description}\`, 'string') }}`;

const LINK = 'https://shop.example/t/A1001';
/** Written to by nobody else here, or the limit on repeated follow-ups would end the run as well. */
const OTHER_CUSTOMER = '919876543303';
const SHIPPED = {
	templateId: 'order_shipped',
	templateLanguage: 'en',
	templateArgs: ['Asha', 'A1001', LINK],
};
const RECIPIENT = fromAi(
	'recipient',
	'WhatsApp number with country code, for example +91 98765 43210',
);

/** The fields of a template, as the editor stored them in an example. */
const FIELDS = JSON.parse(
	readFileSync(new URL('../../examples/01-order-shipped.json', import.meta.url), 'utf8'),
).nodes.find(({ parameters }) => parameters.variables).parameters.variables.schema;
const [NAME, ORDER, LINK_FIELD] = FIELDS.map(({ id }) => id);

const TEMPLATE = {
	operation: 'sendTemplate',
	recipient: RECIPIENT,
	template: { __rl: true, mode: 'list', value: 'order_shipped|en' },
	variables: {
		mappingMode: 'defineBelow',
		value: {
			[NAME]: fromAi('name', 'First name of the customer'),
			[ORDER]: fromAi('order', 'Number of the order'),
			[LINK_FIELD]: fromAi('link', 'Link that tracks the parcel'),
		},
		schema: FIELDS,
	},
	options: { allowedRecipients: ALLOWED },
};

const TEXT = {
	operation: 'sendText',
	recipient: RECIPIENT,
	text: fromAi('text', 'What the customer reads'),
	options: { allowedRecipients: ALLOWED },
};

const TEMPLATES = {
	resource: 'template',
	operation: 'getAll',
	filters: { text: fromAi('text', 'Part of the name or text of the template') },
};

const WAIT = {
	operation: 'waitForDelivery',
	messageId: fromAi('messageId', 'ID of the message'),
	timeLimit: 20,
	firstInterval: 0.5,
};

/** Runs agents in n8n, each with one tool. */
class Desk {
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

/** A server with the chat API of OpenAI: asks for the scripted calls first, then ends the talk. */
async function startModel() {
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
