// n8n and the emulator as the trigger's checks use them.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';

export const ASHA = '919876543201';
export const NOT_ON_WHATSAPP = '919876543226';
export const TEAM = '919876543202';
export const COD = {
	type: 'buttonTemplate',
	templateId: 'order_confirm_cod',
	templateLanguage: 'en',
	templateArgs: ['Asha', 'A1001', '₹ 1,499', 'confirm-A1001', 'cancel-A1001'],
};
export const PATIENCE_MS = 30_000;
/** Long enough for a run that must not be to show itself. */
export const QUIET_MS = 2_000;

/** A delivery update about any message. */
export const update = (id, deliveryStatus = 'delivered') => ({
	event: 'message:delivery:update',
	id,
	deliveryStatus,
	platform: 'WHATSAPP',
	platformSenderId: `+${ASHA}`,
	platformTimestamp: new Date().toISOString(),
});

/** What happens in one shop. */
export class Shop {
	constructor(context) {
		this.context = context;
		this.emulator = context.emulator;
		this.browser = context.browser;
		this.stored = [];
		this.published = new Set();
		this.secrets = new Set();
	}

	get n8n() {
		return this.context.n8n;
	}

	get client() {
		return this.n8n.client;
	}

	async example(file) {
		const found = this.context.examples.find((example) => example.file === file);
		assert.ok(found, `there is no example ${file}`);
		return found.workflow;
	}

	/** A trigger and a node after it. */
	workflow(events, options = {}) {
		const nodes = [
			{
				id: 'trigger',
				name: 'Zoko Trigger',
				type: 'n8n-nodes-zoko.zokoTrigger',
				typeVersion: 1,
				position: [0, 0],
				webhookId: randomUUID(),
				parameters: { events, options },
			},
			{
				id: 'end',
				name: 'End',
				type: 'n8n-nodes-base.noOp',
				typeVersion: 1,
				position: [220, 0],
				parameters: {},
			},
		];
		const connections = { 'Zoko Trigger': { main: [[{ node: 'End', type: 'main', index: 0 }]] } };
		return { name: `Trigger ${this.stored.length}`, nodes, connections };
	}

	async store(workflow) {
		const credential = await this.context.credential();
		const stored = await this.client.createWorkflow(workflow, credential);
		this.stored.push(stored);
		return stored;
	}

	async publish(workflow) {
		const stored = await this.store(workflow);
		await this.client.activate(stored);
		this.published.add(stored);
		await this.until('the webhook', async () => (await this.webhooks()).length > 0);
		return stored;
	}

	/** Takes a workflow back; what it registered has to be gone. */
	async withdraw(stored) {
		this.published.delete(stored);
		await this.client.deactivate(stored);
		await this.until('the webhook to go', async () => (await this.webhooks()).length === 0);
	}

	/** Active webhooks at Zoko. */
	async webhooks() {
		const all = (await this.emulator.control('GET', '/webhooks')).filter(({ active }) => active);
		for (const { url } of all) {
			const secret = /[0-9a-f]{32}$/.exec(url)?.[0];
			if (secret) this.secrets.add(secret);
		}
		return all;
	}

	async settings(changes) {
		await this.emulator.control('PATCH', '/settings', changes);
	}

	/** A customer writes. */
	async write(text) {
		await this.emulator.control('POST', '/incoming', { from: ASHA, text });
	}

	async post(url, body) {
		return await fetch(url, {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify(body),
		});
	}

	async executions(stored) {
		return await this.client.executions(stored);
	}

	/** Waits for a number of ended executions. @returns all of them, with their data */
	async runs(stored, count) {
		let all = [];
		const what = () => `${count} executions (${all.map(({ status }) => status).join(', ')})`;
		const ended = await this.until(what, async () => {
			all = await this.executions(stored);
			const done = all.filter(({ status }) => !['new', 'running', 'waiting'].includes(status));
			return done.length >= count && done;
		});
		assert.equal(ended.length, count);
		return await Promise.all(
			ended.map(async ({ id, mode }) => ({ ...(await this.client.execution(id)), mode })),
		);
	}

	/** Nothing more starts. */
	async quiet(stored, count) {
		await sleep(QUIET_MS);
		assert.equal((await this.executions(stored)).length, count);
	}

	/** The newest ended execution of which something holds. */
	async newest(stored, holds) {
		return await this.until('the execution', async () => {
			const [last] = await this.executions(stored);
			const execution = last && (await this.client.execution(last.id));
			return execution && holds(execution) && execution;
		});
	}

	/** @param {string | (() => string)} what is waited for, and how far it is */
	async until(what, holds, patienceMs = PATIENCE_MS * 2) {
		for (const end = Date.now() + patienceMs; ; await sleep(100)) {
			const found = await holds();
			if (found) return found;
			const told = typeof what === 'string' ? what : what();
			assert.ok(Date.now() < end, `waited ${patienceMs / 1000} s for ${told}`);
		}
	}

	async restart() {
		await this.context.restartN8n();
		await this.until('the webhook', async () => (await this.webhooks()).length > 0);
	}

	/** A new day: nothing is registered, and deliveries are quick. */
	async open() {
		await this.emulator.reset();
		await this.settings({ delays: { sent: 50, delivered: 100, seen: 200 } });
	}

	/** Takes back what a check has left published. */
	async close() {
		for (const stored of this.published) {
			await this.client.deactivate(stored).catch(() => undefined);
		}
		this.published.clear();
		await this.emulator.reset();
	}
}

/**
 * Makes a scenario of checks, each of which has the shop for itself.
 * @param {typeof Shop} Kind
 * @param {Record<string, (shop: Shop) => Promise<string | void>>} checks by their name
 */
export const scenarioIn = (Kind, checks) => async (context) => {
	const shop = new Kind(context);
	for (const [name, check] of Object.entries(checks)) {
		await context.check(name, async () => {
			await shop.open();
			try {
				return await check(shop);
			} finally {
				await shop.close();
			}
		});
	}
};
