// The part of n8n's own REST interface that the scripts need: the one that its editor uses.
import { randomUUID } from 'node:crypto';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const OWN_TYPES = 'n8n-nodes-zoko.';
/** How long n8n 1 may take from the status of an execution to its data. */
const SAVING_MS = 2_000;

/** An exported trigger has no address. The editor of n8n 1 gives it one; n8n 2 itself does so. */
function giveAddress(node, at, nodes) {
	if (node.webhookId || !/\.(webhook|zokoTrigger)$/.test(node.type)) return;
	const webhookId = randomUUID();
	const path = node.parameters.path === '' ? webhookId : node.parameters.path;
	nodes[at] = { ...node, webhookId, parameters: { ...node.parameters, ...(path && { path }) } };
}

/** A logged-in user of one n8n. */
export class N8nClient {
	#cookie = '';

	/** @param {{ url: string, install: { folder: string } }} server from startN8n() */
	constructor(server) {
		this.server = server;
	}

	/**
	 * One request. @returns the `data` of the answer
	 * @throws {Error} with n8n's message; `httpStatus` is set on it
	 */
	async request(method, path, body) {
		const response = await fetch(`${this.server.url}/rest${path}`, {
			method,
			headers: { cookie: this.#cookie, ...(body ? { 'content-type': 'application/json' } : {}) },
			body: body ? JSON.stringify(body) : undefined,
		});
		const cookie = response.headers.getSetCookie().find((value) => value.startsWith('n8n-auth='));
		if (cookie) this.#cookie = cookie.split(';')[0];
		const text = await response.text();
		if (!response.ok) {
			const error = new Error(
				`n8n answered ${response.status} to ${method} ${path}: ${text.slice(0, 500)}`,
			);
			error.httpStatus = response.status;
			throw error;
		}
		const answer = text ? JSON.parse(text) : undefined;
		return answer?.data ?? answer;
	}

	/** Whether the instance has an owner account already. */
	async hasOwner() {
		const settings = await this.request('GET', '/settings');
		return settings.userManagement.showSetupOnFirstLoad === false;
	}

	/** Creates the owner account and logs in. @param {{ email: string, password: string }} account */
	async setUpOwner({ email, password }) {
		await this.request('POST', '/owner/setup', {
			email,
			password,
			firstName: 'Local',
			lastName: 'Owner',
		});
	}

	async logIn({ email, password }) {
		await this.request('POST', '/login', { emailOrLdapLoginId: email, password });
	}

	/** Creates the credential, or brings the one of that name up to date. @returns {Promise<{ id: string, name: string }>} */
	async saveCredential(name, type, data) {
		const known = (await this.request('GET', '/credentials')).find(
			(credential) => credential.name === name && credential.type === type,
		);
		const body = { name, type, data };
		const { id } = known
			? await this.request('PATCH', `/credentials/${known.id}`, body)
			: await this.request('POST', '/credentials', body);
		return { id, name };
	}

	/** What n8n's own test of a stored credential says. @returns {Promise<{ status: string, message: string }>} */
	async testCredential({ id }) {
		const credentials = await this.request('GET', `/credentials/${id}?includeData=true`);
		return await this.request('POST', '/credentials/test', { credentials });
	}

	/** @returns {Promise<object | undefined>} */
	async findWorkflow(name) {
		const filter = encodeURIComponent(JSON.stringify({ name }));
		return (await this.request('GET', `/workflows?filter=${filter}`)).find(
			(found) => found.name === name,
		);
	}

	/**
	 * Stores a workflow, with the credential in every node of this package.
	 * @param {object} workflow as exported from the editor
	 * @param {{ id: string, name: string }} credential
	 */
	async createWorkflow({ name, nodes, connections, settings = {}, pinData = {} }, credential) {
		const ready = nodes.map((node) =>
			node.type.startsWith(OWN_TYPES) ? { ...node, credentials: { zokoApi: credential } } : node,
		);
		if (this.server.install.major < 2) ready.forEach(giveAddress);
		const workflow = { name, nodes: ready, connections, settings, pinData };
		// n8n 1 stores what it is given as it is; n8n 2 activates nothing here.
		return await this.request('POST', '/workflows', { ...workflow, active: false });
	}

	/** Runs a workflow from its trigger and waits for the end. @returns the execution, see execution() */
	async run(workflow, { timeoutMs = 60_000 } = {}) {
		const { executionId } = await this.start(workflow);
		return await this.finished(executionId, timeoutMs);
	}

	/**
	 * Starts a workflow from its trigger by hand, as the editor does, and does not wait for it.
	 * @returns {Promise<{ executionId?: string, waitingForWebhook?: boolean }>}
	 */
	async start(workflow) {
		const stored = await this.request('GET', `/workflows/${workflow.id}`);
		const { name } = stored.nodes.find(({ type }) => /trigger$/i.test(type));
		return await this.request('POST', `/workflows/${workflow.id}/run`, {
			triggerToStartFrom: { name },
			// n8n 1 runs the workflow that comes with the request, n8n 2 the one that it has stored.
			...(this.server.install.major === 1 && { workflowData: stored }),
		});
	}

	async finished(executionId, timeoutMs) {
		for (const end = Date.now() + timeoutMs; ; await sleep(200)) {
			const execution = await this.execution(executionId);
			if (hasEnded(execution)) return execution;
			if (Date.now() > end)
				throw new Error(`Execution ${executionId} is still ${execution.status}`);
		}
	}

	/**
	 * @returns {Promise<{ id: string, status: string, workflowId: string, runData: object, error?: object }>}
	 *   `runData` by node name, as in the editor
	 */
	async execution(id) {
		for (const end = Date.now() + SAVING_MS; ; await sleep(100)) {
			const execution = await this.#saved(id);
			// n8n 1 saves how an execution ended before it saves what it did.
			const isWhole = this.server.install.major > 1 || !hasEnded(execution);
			const { runData, error } = execution;
			if (isWhole || error || Object.keys(runData).length > 0 || Date.now() > end) return execution;
		}
	}

	async #saved(id) {
		const saved = await this.request('GET', `/executions/${id}`).catch((error) => {
			// n8n 1 answers so until it has saved any data, and for ever when it was killed just then.
			if (this.server.install.major === 1 && error.httpStatus === 500) return { status: 'unknown' };
			throw error;
		});
		const { status, workflowId, data } = saved;
		const { parse } = createRequire(join(this.server.install.folder, 'package.json'))('flatted');
		const { runData = {}, error } = (data ? parse(data)?.resultData : undefined) ?? {};
		return { id, status, workflowId, runData, error };
	}

	/** Executions of a workflow, the newest first. */
	async executions(workflow) {
		const filter = encodeURIComponent(JSON.stringify({ workflowId: workflow.id }));
		return (await this.request('GET', `/executions?filter=${filter}&limit=100`)).results;
	}

	/**
	 * Publishes a workflow and waits until its triggers are live, which n8n does in the background.
	 * @throws {Error} with the reason when a trigger cannot be registered
	 */
	async activate(workflow) {
		const { versionId } = await this.request('GET', `/workflows/${workflow.id}`);
		await this.request('POST', `/workflows/${workflow.id}/activate`, { versionId });
		const { status, triggers } = await this.#publication(workflow, 'not_published');
		if (status !== 'published')
			throw new Error(`'${workflow.name}' is ${status}: ${JSON.stringify(triggers)}`);
	}

	/** Takes a published workflow back and waits until its triggers are gone. */
	async deactivate(workflow) {
		await this.request('POST', `/workflows/${workflow.id}/deactivate`, {});
		const { status } = await this.#publication(workflow, 'published');
		if (status !== 'not_published') throw new Error(`'${workflow.name}' is ${status}`);
	}

	/** Whether all triggers of a workflow are live. */
	async isPublished(workflow) {
		return (await this.#publication(workflow, 'not_published')).status === 'published';
	}

	/** The state of a workflow's triggers, once it is no longer the one before, or after a minute. */
	async #publication(workflow, before) {
		// n8n 1 registers triggers before it answers, and has no such state.
		if (this.server.install.major === 1) {
			const { active } = await this.request('GET', `/workflows/${workflow.id}`);
			return { status: active ? 'published' : 'not_published' };
		}
		for (const end = Date.now() + 60_000; ; await sleep(200)) {
			const state = await this.request('GET', `/workflows/${workflow.id}/publication-status`);
			if (!['in_progress', before].includes(state.status) || Date.now() > end) return state;
		}
	}

	/** Every node type that n8n knows, as its editor gets them. */
	async nodeTypes() {
		const headers = { cookie: this.#cookie };
		for (const end = Date.now() + 30_000; ; await sleep(200)) {
			const response = await fetch(`${this.server.url}/types/nodes.json`, { headers });
			// Until the list is written n8n answers with the page of its editor.
			if (/json/.test(response.headers.get('content-type'))) return await response.json();
			if (Date.now() > end) throw new Error('n8n does not list its node types');
		}
	}

	/** The node types of this package as n8n has loaded them, without the variants for AI agents. */
	async ownNodeTypes() {
		const types = await this.nodeTypes();
		return types.filter(({ name }) => name.startsWith(OWN_TYPES) && !name.endsWith('Tool'));
	}
}

const hasEnded = ({ status }) => !['new', 'running', 'waiting'].includes(status);

/** The items that a node put out on its first output, as plain JSON. */
export function itemsOf(execution, nodeName) {
	const runs = execution.runData[nodeName] ?? [];
	return runs.flatMap((run) => (run.data?.main?.[0] ?? []).map(({ json }) => json));
}
