// One example workflow in n8n, and what its checks do with it.
import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';

const PATIENCE_MS = 60_000;
/** A wait of less than a minute ends when n8n looks after its waiting runs, which it does once a minute. */
const WAITING_MS = 240_000;
/** Long enough for an event to have become a run. */
const QUIET_MS = 700;
const ENDED = ['success', 'error', 'crashed', 'canceled'];

/**
 * A copy of a workflow that is filled in as a user does.
 * @param {object} workflow
 * @param {Record<string, string | number | object>} values by the name of a field of an 'Edit Fields'
 *   node, or by the name of a node: its parameters; that node is switched on
 */
export function withSettings(workflow, values) {
	const copy = structuredClone(workflow);
	const left = new Set(Object.keys(values));
	for (const node of copy.nodes) {
		const { name, parameters } = node;
		if (typeof values[name] === 'object') {
			delete node.disabled;
			for (const key of Object.keys(values[name])) assert.ok(key in parameters, `${name}: ${key}`);
			Object.assign(parameters, values[name]);
			left.delete(name);
		}
		for (const field of parameters.assignments?.assignments ?? []) {
			if (!(field.name in values)) continue;
			field.value = values[field.name];
			left.delete(field.name);
		}
	}
	assert.deepEqual([...left], [], 'the workflow has no such settings');
	return copy;
}

/** A stored and published example. */
export class Flow {
	#messagesBefore = 0;
	#requestsBefore = 0;
	#executionsBefore = 0;
	#patience = PATIENCE_MS;
	#pause = 100;

	constructor(context, workflow, sink) {
		this.context = context;
		this.workflow = workflow;
		this.sink = sink;
		this.emulator = context.emulator;
		this.client = context.n8n.client;
	}

	/**
	 * Stores the workflow with its pinned data, and publishes it when something can start it.
	 * @param {{ name: string, columns: string[] }} [table] a data table that the user has made and picked
	 */
	async open(settings, table) {
		const workflow = withSettings(this.workflow, settings);
		if (table) await this.#makeTable(table, workflow);
		this.stored = await this.client.createWorkflow(workflow, await this.context.credential());
		if (workflow.nodes.some(({ type }) => /\.(webhook|zokoTrigger|scheduleTrigger)$/.test(type))) {
			await this.client.activate(this.stored);
			this.published = true;
		}
	}

	async close() {
		if (this.published) await this.client.deactivate(this.stored);
		if (this.table) await this.client.request('DELETE', this.table);
	}

	async #makeTable({ name, columns }, { nodes }) {
		const { id: project } = await this.client.request('GET', '/projects/personal');
		const tables = `/projects/${project}/data-tables`;
		const { id } = await this.client.request('POST', tables, {
			name,
			columns: columns.map((column) => ({ name: column, type: 'string' })),
		});
		this.table = `${tables}/${id}`;
		for (const { type, parameters } of nodes) {
			if (type.endsWith('.dataTable')) parameters.dataTableId.value = id;
		}
	}

	/** The rows of the table. */
	async rows() {
		return (await this.client.request('GET', `${this.table}/rows`)).data;
	}

	/** For checks in which a wait for an answer is to end by itself. */
	waitForTimeOuts() {
		this.#patience = WAITING_MS;
		this.#pause = 1000;
	}

	/** What comes from now on belongs to the next check. */
	async begin() {
		await this.settled();
		this.#messagesBefore = (await this.emulator.book()).length;
		this.#requestsBefore = this.sink.requests.length;
		this.#executionsBefore = (await this.client.executions(this.stored)).length;
	}

	/** The pinned body of a webhook, with some of its fields replaced. */
	event(nodeName, changes = {}) {
		const [{ json }] = this.workflow.pinData[nodeName];
		return { ...structuredClone(json.body), ...changes };
	}

	/** Posts to the production address of a webhook, as the shop does. */
	async post(nodeName, body) {
		// n8n gives each stored copy an address of its own.
		const { parameters, webhookId } = this.stored.nodes.find(({ name }) => name === nodeName);
		const form = body instanceof URLSearchParams;
		const response = await fetch(
			`${this.client.server.url}/webhook/${parameters.path || webhookId}`,
			{
				method: 'POST',
				headers: form ? {} : { 'content-type': 'application/json' },
				body: form ? body : JSON.stringify(body),
			},
		);
		assert.equal(response.status, 200, await response.text());
	}

	/** Posts the same at the same moment, as a shop does that did not get its answer in time. */
	async postAtOnce(count, nodeName, body) {
		await Promise.all(Array.from({ length: count }, () => this.post(nodeName, body)));
	}

	/** Presses 'Execute workflow': starts at a node, with the data that is pinned to it. */
	async execute(nodeName) {
		const executionId = await this.start(nodeName);
		const execution = await this.client.finished(executionId, PATIENCE_MS);
		assert.equal(execution.status, 'success', JSON.stringify(execution.error));
		return execution;
	}

	/** As execute(), without waiting for the end. @returns the number of the execution */
	async start(nodeName) {
		const { executionId } = await this.client.request('POST', `/workflows/${this.stored.id}/run`, {
			triggerToStartFrom: { name: nodeName },
			// n8n 1 runs the workflow that comes with the request, n8n 2 the one that it has stored.
			...(this.client.server.install.major === 1 && { workflowData: this.stored }),
		});
		return executionId;
	}

	/** A customer writes. @param {string} from digits */
	async write(from, text) {
		await this.emulator.control('POST', '/incoming', { from, text });
	}

	/**
	 * A customer taps what has this payload, on a message that has arrived.
	 * @param payload without what finds a waiting run
	 */
	async tap({ id, body }, payload) {
		await this.#until('the message on the phone', async () =>
			(await this.emulator.book()).find(
				(message) => message.id === id && ['delivered', 'seen', 'read'].includes(message.status),
			),
		);
		const written = payloadsIn(body).find((one) => one.replace(TOKEN, '') === payload);
		await this.emulator.control('POST', '/tap', { messageId: id, payload: written ?? payload });
	}

	/** The first message of this check, or the one at that place, as soon as it is out. */
	async message(place = 0) {
		return await this.#until('a message', async () => (await this.#messages())[place]);
	}

	/** What a customer has got in this check, as soon as it is so many messages. */
	async messagesTo(phone, count) {
		return await this.#until(`${count} messages to ${phone}`, async () => {
			const messages = (await this.#messages()).filter((message) => message.phone === phone);
			return messages.length >= count && messages;
		});
	}

	/**
	 * Waits until nothing goes on any more.
	 * @param expected how each run has to have ended
	 * @returns the messages of this check that went out
	 */
	async outcome(expected = 'success') {
		await this.settled();
		for (const { id, status } of await this.#executions()) {
			const error = status === 'error' ? (await this.client.execution(id)).error : undefined;
			assert.equal(status, expected, error?.message);
		}
		return await this.#messages();
	}

	/** What the other system was asked for in this check. */
	requests() {
		return this.sink.requests.slice(this.#requestsBefore);
	}

	/** Waits until no run is under way and no event on its way. */
	async settled() {
		await this.#until('every run to end', async () => {
			const quiet = await this.#quiet();
			if (!quiet) return false;
			await sleep(QUIET_MS);
			return await this.#quiet();
		});
	}

	async #quiet() {
		const book = await this.emulator.book();
		await this.emulator.control('POST', '/settle');
		const steps = (await this.emulator.control('GET', '/clock')).pending;
		const all = await this.client.executions(this.stored);
		const after = await this.emulator.book();
		return (
			steps === 0 && book.length === after.length && all.every((one) => ENDED.includes(one.status))
		);
	}

	async #executions() {
		const all = await this.client.executions(this.stored);
		return all.slice(0, Math.max(0, all.length - this.#executionsBefore));
	}

	async #messages() {
		return (await this.emulator.book()).slice(this.#messagesBefore);
	}

	async #until(what, holds) {
		for (const end = Date.now() + this.#patience; ; await sleep(this.#pause)) {
			const found = await holds().catch(notNow);
			if (found) return found;
			assert.ok(Date.now() < end, `waited ${this.#patience / 60_000} minutes for ${what}`);
		}
	}
}

/** What finds the waiting run, at the end of a payload. */
const TOKEN = /~zk1\.[^~]*$/;

function payloadsIn({ templateArgs = [], interactiveButton, interactiveList }) {
	const buttons = interactiveButton?.buttons ?? [];
	const rows = interactiveList?.list.sections.flatMap(({ items }) => items) ?? [];
	return [
		...templateArgs,
		...buttons.map(({ reply }) => reply.payload),
		...rows.map(({ payload }) => payload),
	];
}

/** n8n answers so while its database is slow. */
function notNow(error) {
	if (error.httpStatus !== 503) throw error;
}

/** What a message was, in a short form that can be compared, without what finds a waiting run. */
export function summary({ phone, body }) {
	return body.templateId
		? [
				phone,
				body.templateId,
				...(body.templateArgs ?? []).map((value) => value.replace(TOKEN, '')),
			]
		: [phone, body.message ?? body.interactiveList ?? body.type];
}
