import type { DeduplicationScope } from 'n8n-workflow';
import { digest, KeyList, type Deduplication, type Sleep } from './key-list';

/** Where keys are kept, by list: all executions of this process that share a list take turns. */
const lists = new Map<string, KeyList>();

/**
 * Lets each key through once. Keys are stored as digests: they may hold order numbers and phones.
 *
 * Executions of one process take turns. Another process can still read the list at the same moment
 * and overwrite what was written here; {@link KeyList} says how they agree all the same.
 */
export class Once {
	/** @param node id of the node, whose keys are apart in scope `node` */
	constructor(
		private readonly helpers: Deduplication,
		private readonly workflow: string,
		private readonly node: string,
		private readonly sleep: Sleep,
	) {}

	/** Whether the key is new. A new key is taken from now on. */
	async take(key: string, scope: DeduplicationScope): Promise<boolean> {
		return await this.ask(key, scope, false);
	}

	/** Like {@link take} in a single database call, for an n8n with one process. */
	async takeAlone(key: string, scope: DeduplicationScope): Promise<boolean> {
		return await this.ask(key, scope, true);
	}

	/** Gives a key back whose message did not go out. */
	async giveBack(key: string, scope: DeduplicationScope): Promise<void> {
		await this.list(scope).remove(digest(key), this.helpers);
	}

	private async ask(key: string, scope: DeduplicationScope, alone: boolean): Promise<boolean> {
		const { helpers, sleep } = this;
		return await new Promise((answer, fail) => {
			this.list(scope).add({ id: digest(key), alone, answer, fail, helpers, sleep });
		});
	}

	private list(scope: DeduplicationScope): KeyList {
		const name = scope === 'node' ? `${this.workflow}/${this.node}` : this.workflow;
		const list = lists.get(name) ?? new KeyList(scope, () => lists.delete(name));
		lists.set(name, list);
		return list;
	}
}
