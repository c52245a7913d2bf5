// One example workflow in n8n, and what its checks do with it.
import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';

const PATIENCE_MS = 60_000;
/** Long enough for an event to have become a run. */
const QUIET_MS = 700;
const ENDED = ['success', 'error', 'crashed', 'canceled'];

/**
 * A copy of a workflow in which fields of its 'Edit Fields' nodes have other values.
 * @param {object} workflow
 * @param {Record<string, string | number>} values by the name of the field
 */
export function withSettings(workflow, values) {
	const copy = structuredClone(workflow);
	const left = new Set(Object.keys(values));
	for (const { parameters } of copy.nodes) {
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

	constructor(context, workflow, sink) {
		this.context = context;
		this.workflow = workflow;
		this.sink = sink;
		this.emulator = context.emulator;
		this.client = context.n8n.client;
	}

	/** Stores the workflow with its pinned data, and publishes it when something can start it. */
	async open(settings) {
		await this.emulator.reset();
		await this.emulator.control('PATCH', '/settings', {
			delays: { sent: 20, delivered: 50, seen: 100 },
		});
		const workflow = withSettings(this.workflow, settings);
		this.stored = await this.client.createWorkflow(workflow, await this.context.credential());
		if (workflow.nodes.some(({ type }) => /\.(webhook|zokoTrigger|scheduleTrigger)$/.test(type))) {
			await this.client.activate(this.stored);
			this.published = true;
		}
	}

	async close() {
		if (this.published) await this.client.deactivate(this.stored);
		await this.emulator.reset();
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
		const { executionId } = await this.client.request('POST', `/workflows/${this.stored.id}/run`, {
			triggerToStartFrom: { name: nodeName },
			// n8n 1 runs the workflow that comes with the request, n8n 2 the one that it has stored.
			...(this.client.server.install.major === 1 && { workflowData: this.stored }),
		});
		const execution = await this.client.finished(executionId, PATIENCE_MS);
		assert.equal(execution.status, 'success', JSON.stringify(execution.error));
		return execution;
	}

	/** A customer writes. @param {string} from digits */
	async write(from, text) {
		await this.emulator.control('POST', '/incoming', { from, text });
	}

	/** A customer taps what has this payload, on a message that has arrived. */
	async tap({ id }, payload) {
		await this.#until('the message on the phone', async () =>
			(await this.emulator.book()).find(
				(message) => message.id === id && ['delivered', 'seen', 'read'].includes(message.status),
			),
		);
		await this.emulator.control('POST', '/tap', { messageId: id, payload });
	}

	/** The first message of this check, or the one at that place, as soon as it is out. */
	async message(place = 0) {
		return await this.#until('a message', async () => (await this.#messages())[place]);
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
		for (const end = Date.now() + PATIENCE_MS; ; await sleep(100)) {
			const found = await holds();
			if (found) return found;
			assert.ok(Date.now() < end, `waited a minute for ${what}`);
		}
	}
}

/** What a message was, in a short form that can be compared. */
export function summary({ phone, body }) {
	return body.templateId
		? [phone, body.templateId, ...(body.templateArgs ?? [])]
		: [phone, body.message ?? body.interactiveList ?? body.type];
}
