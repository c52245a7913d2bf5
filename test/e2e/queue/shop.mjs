// n8n in queue mode and the emulator as the checks use them.
import assert from 'node:assert/strict';
import { WORKERS } from '../../../scripts/lib/queue-mode.mjs';
import { chain, node } from '../batch.mjs';
import { scenarioIn, Shop } from '../trigger/shop.mjs';

/** Fictional numbers (Ofcom's range for drama): one customer for each event. */
export const CUSTOMERS = Array.from(
	{ length: 1000 },
	(_, index) => `44770090${String(index).padStart(4, '0')}`,
);

/** The Zoko node, sending a text. */
export const sendText = (name, recipient, text, x = 220) =>
	node(name, 'n8n-nodes-zoko.zoko', { recipient, text, options: {} }, x);

/** What happens in one shop whose n8n is many processes. */
export class QueueShop extends Shop {
	get queue() {
		return this.context.queue;
	}

	/** Five processes share one machine, which may be slow or busy. */
	async until(what, holds, patienceMs = 180_000) {
		return await super.until(what, holds, patienceMs);
	}

	/** A Zoko Trigger and the nodes after it, in a row. */
	after(events, nodes, options = {}) {
		const { name, nodes: own } = this.workflow(events, options);
		return chain(name, [own[0], ...nodes]);
	}

	/** A process that has ended by itself is told, and does not take the next checks with it. */
	async close() {
		await super.close();
		await this.queue.revive();
	}

	/** Opens the 24-hour windows of customers. */
	async customers(phones) {
		for (const from of phones) {
			await this.emulator.control('POST', '/incoming', { from, text: 'Hi' });
		}
	}

	/** The texts that were sent to customers, of those that begin with something. */
	async texts(beginning = '') {
		const { messages } = await this.emulator.control('GET', '/messages?limit=20000');
		const texts = messages.flatMap(({ body }) => (body.channel && body.message) || []);
		return texts.filter((text) => text.startsWith(beginning));
	}

	/** How many executions a workflow has had, by their status. n8n's own list ends at 100. */
	async counts(stored) {
		const rows = await this.queue.database.query(
			`SELECT status, count(*) FROM execution_entity WHERE "workflowId" = '${stored.id}' GROUP BY status`,
		);
		return Object.fromEntries(
			rows
				.split('\n')
				.filter(Boolean)
				.map((row) => [row.split('|')[0], Number(row.split('|')[1])]),
		);
	}

	/**
	 * Waits until no execution is under way and no event waits for its answer. A request that n8n was
	 * too slow for leaves its event open for a minute.
	 * @returns the counts of the executions
	 */
	async settled(stored) {
		return await this.until('everything to settle', async () => {
			const pending = await this.emulator.control('GET', '/deliveries?limit=5000&state=pending');
			const counts = await this.counts(stored);
			return pending.length === 0 && !counts.new && !counts.running && counts;
		});
	}

	/** How many of some executions each worker took up; all of them have. @returns {Promise<number[]>} */
	async shares(ids) {
		const workers = await this.queue.workers();
		const counts = WORKERS.map((name) => ids.filter((id) => workers.get(id) === name).length);
		assert.ok(
			counts.every((count) => count > 0),
			`the workers took ${counts.join(' and ')}`,
		);
		return counts;
	}
}

/**
 * Makes a scenario of checks in queue mode.
 * @param {Record<string, (shop: QueueShop) => Promise<string | void>>} checks by their name
 */
export const scenarioOf = (checks) => scenarioIn(QueueShop, checks);
