import { createHash } from 'node:crypto';
import type { DeduplicationScope } from 'n8n-workflow';
import { problemOf } from '../errors/node-error';
import { ZokoError } from '../errors/problem';
import { STOPPED } from '../errors/stopped';
import type { Once } from './once';

/** A message, as the record knows it. */
export interface Message {
	/** See {@link SendRecord.idOf}. */
	id: string;
	/** A message is a duplicate when another one with the same key went out. */
	deduplication?: { key: string; scope: DeduplicationScope };
}

/** What a run reports about a message. */
export type Outcome<Answer> =
	| { state: 'sent'; result: Answer }
	/** Refused, or uncertain. */
	| { state: 'failed'; error: unknown }
	/** Not sent, because its deduplication key was taken. */
	| { state: 'skipped' }
	/** Because an earlier message failed or the execution was stopped. */
	| { state: 'untried' };

/** Entries are small, because n8n may save them with the execution. */
type Entry<Answer> =
	| { state: 'claimed' }
	| { state: 'uncertain' }
	| { state: 'accepted'; answer: Answer };

const SECTION = 'zokoSends';

/**
 * What became of each message of one run of a node.
 *
 *     untried ───claim──▶ claimed ──attempt──▶ uncertain ──an id──▶ accepted
 *        ▲                 │   ▲                  │
 *        └─────giveUp──────┘   └─────refused──────┘
 *
 * Without a deduplication key there is no `claimed`: an attempt begins, and a refusal ends, where the
 * message was before. So a refusal leaves uncertain what an earlier attempt left uncertain, and
 * nothing but an id ever ends that. An uncertain message keeps its key.
 *
 * The states are kept in n8n's context of the node, which lasts as long as the execution: when
 * "Retry On Fail" runs the node again with all its items, only the rest is sent. A state belongs to
 * one run, one item and what that item is made of: a loop's next round, another call of a tool, a
 * changed message or another node never inherits it. Which keys are taken is kept for all executions
 * in n8n's database, see {@link Once}.
 */
export class SendRecord<Answer> {
	private readonly entries: Record<string, Entry<Answer>>;
	private readonly prefix: string;
	/** What the last uncertain attempt of a message failed with. */
	private readonly faults = new Map<string, unknown>();
	/** Which message is using a deduplication key until its own fate is sealed. */
	private readonly users = new Map<string, { id: string; done: Promise<void>; end(): void }>();

	/**
	 * @param store n8n's context of the node
	 * @param run names the run of the node within its execution
	 */
	constructor(
		private readonly store: Record<string, unknown>,
		run: number | string,
		private readonly keys: Pick<Once, 'take' | 'giveBack'>,
	) {
		const known = store[SECTION];
		this.entries = (known ?? {}) as Record<string, Entry<Answer>>;
		if (!known) store[SECTION] = this.entries;
		this.prefix = `${run}.`;
	}

	/**
	 * The name of an item's message.
	 * @param origin what the message is made of, or the message itself
	 */
	idOf(itemIndex: number, origin: object): string {
		const digest = createHash('sha256').update(JSON.stringify(origin)).digest('base64url');
		return `${this.prefix}${itemIndex}.${digest.slice(0, 22)}`;
	}

	/** Whether there is anything left to try. */
	isOpen(message: Message, retryUncertain: boolean): boolean {
		const { state } = this.outcomeOf(message);
		return state === 'untried' || (state === 'failed' && retryUncertain);
	}

	/** What to report about a message that is not tried, or not tried again. */
	outcomeOf({ id }: Message): Outcome<Answer> {
		const entry = this.entries[id];
		if (entry?.state === 'accepted') return { state: 'sent', result: entry.answer };
		if (entry?.state !== 'uncertain') return { state: 'untried' };
		return failedWith(this.faults.get(id) ?? UNCERTAIN_BEFORE);
	}

	/**
	 * Takes the deduplication key of a message right before it leaves. While another message of the
	 * run uses the key, it waits to see what becomes of that one.
	 * @returns whether the message may go out
	 * @throws ZokoError when n8n cannot say
	 */
	async claim(message: Message): Promise<boolean> {
		const { id, deduplication } = message;
		// With a state the key is this message's already, from an earlier try of this execution.
		if (!deduplication || this.entries[id]) return true;
		const name = nameOf(deduplication);
		for (let user = this.users.get(name); user; user = this.users.get(name)) await user.done;
		let end = () => {};
		this.users.set(name, { id, done: new Promise((resolve) => (end = resolve)), end: () => end() });
		try {
			const fresh = await this.keys.take(deduplication.key, deduplication.scope);
			if (fresh) this.entries[id] = { state: 'claimed' };
			else this.settle(message);
			return fresh;
		} catch (error) {
			this.settle(message);
			throw lookUpFailed(error);
		}
	}

	/**
	 * One request: uncertain from the moment that it leaves.
	 * @throws what the request failed with
	 */
	async attempt(message: Message, request: () => Promise<Answer>): Promise<Answer> {
		const { id } = message;
		const before = this.entries[id];
		this.entries[id] = { state: 'uncertain' };
		return await request().then(
			(answer) => {
				this.entries[id] = { state: 'accepted', answer };
				this.settle(message);
				return answer;
			},
			(error: unknown) => {
				if (problemOf(error).category === 'ambiguous') {
					this.faults.set(id, error);
					this.settle(message);
				} else if (before) this.entries[id] = before;
				else delete this.entries[id];
				throw error;
			},
		);
	}

	/**
	 * Ends the tries of a message; its key is given back when it certainly did not go out.
	 * @param error what the last attempt failed with; nothing when there was none
	 */
	async giveUp(message: Message, error?: unknown): Promise<Outcome<Answer>> {
		const { id, deduplication } = message;
		const outcome = this.outcomeOf(message);
		if (outcome.state !== 'untried') return outcome;
		if (deduplication) {
			try {
				await this.keys.giveBack(deduplication.key, deduplication.scope);
				delete this.entries[id];
			} catch (fault) {
				return failedWith(keyStaysTaken(error ?? STOPPED, fault));
			} finally {
				this.settle(message);
			}
		}
		return error === undefined ? outcome : failedWith(error);
	}

	/** How many messages of this run are in a state. */
	count(state: Entry<Answer>['state']): number {
		return this.own().filter((id) => this.entries[id]?.state === state).length;
	}

	/** Nothing is left to retry in this run, so nothing has to be remembered. */
	close(): void {
		for (const id of this.own()) delete this.entries[id];
		if (Object.keys(this.entries).length === 0) delete this.store[SECTION];
	}

	private own(): string[] {
		return Object.keys(this.entries).filter((id) => id.startsWith(this.prefix));
	}

	/**
	 * The fate of a message is sealed, or uncertain for good: whoever waits for its key may go on.
	 */
	private settle({ id, deduplication }: Message): void {
		const name = deduplication && nameOf(deduplication);
		const user = name === undefined ? undefined : this.users.get(name);
		if (name === undefined || user?.id !== id) return;
		this.users.delete(name);
		user.end();
	}
}

/** The outcome of a message that was refused or whose fate is uncertain. */
export function failedWith(error: unknown): { state: 'failed'; error: unknown } {
	return { state: 'failed', error };
}

function nameOf({ key, scope }: { key: string; scope: string }): string {
	return `${scope} ${key}`;
}

/** The error of a message that an earlier try sent without learning what became of it. */
const UNCERTAIN_BEFORE = new ZokoError({
	category: 'ambiguous',
	retryable: false,
	message:
		'An earlier try of this execution sent this message, and it is not known whether it arrived. It was not sent again',
	advice:
		"Look in Zoko whether the message is there. To send such messages again all the same, switch on 'Retry Uncertain Sends' in Options.",
});

function lookUpFailed(fault: unknown): ZokoError {
	return new ZokoError({
		category: 'unreachable',
		retryable: true,
		message: `n8n could not look up 'Deduplication Key': ${problemOf(fault).message}`,
		advice:
			"Run it again. If it is then skipped as a duplicate although nothing was sent, change the key for this item, or empty the list with n8n's node 'Remove Duplicates'.",
	});
}

function keyStaysTaken(error: unknown, fault: unknown): ZokoError {
	const problem = problemOf(error);
	return new ZokoError({
		...problem,
		advice: `${problem.advice}\nIts 'Deduplication Key' could not be given back (${problemOf(fault).message}), so another execution will skip it as a duplicate: change the key for this item before.`,
	});
}
