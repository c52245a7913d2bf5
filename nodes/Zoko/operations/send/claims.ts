import type { IExecuteFunctions } from 'n8n-workflow';
import { ZokoError } from '../../api/errors';
import type { Ledger } from '../../sending/ledger';
import { Once } from '../../sending/once';
import { problemOf } from '../../api/node-error';
import { surroundingsOf } from '../surroundings';
import { HELD } from './output';
import type { Accepted, Pending } from './transport';

interface Holder {
	settled: Promise<void>;
	settle(): void;
}

/** The deduplication keys of a run: each is taken right before its message leaves. */
export class Claims {
	private readonly once: Once;
	/** Whose message is on its way, by key and by ledger key. */
	private readonly holders = new Map<string, Holder>();

	constructor(
		context: IExecuteFunctions,
		private readonly ledger: Ledger<Accepted>,
	) {
		const { sleep } = surroundingsOf(context);
		this.once = new Once(context.helpers, String(context.getWorkflow().id), sleep);
	}

	/**
	 * Whether an item's message may go out. An item whose key another item of the run is using waits
	 * for what becomes of that one: it is a duplicate only of a message that went out.
	 * @throws ZokoError when n8n cannot say
	 */
	async take({ options: { deduplication }, ledgerKey }: Pending): Promise<boolean> {
		// With an entry the key is this item's already, from an earlier try of this execution.
		if (!deduplication || this.ledger.read(ledgerKey)) return true;
		const { key, scope } = deduplication;
		const name = `${scope} ${key}`;
		for (let other = this.holders.get(name); other; other = this.holders.get(name)) {
			await other.settled;
		}
		this.hold(name, ledgerKey);
		try {
			const fresh = await this.once.take(key, scope);
			if (fresh) this.ledger.claimed(ledgerKey);
			else this.settle(ledgerKey);
			return fresh;
		} catch (error) {
			this.settle(ledgerKey);
			const problem = lookUpFailed(error);
			throw problem;
		}
	}

	/** The fate of a message is sealed, or in doubt for good: whoever waits for its key may look. */
	settle(ledgerKey: string): void {
		this.holders.get(ledgerKey)?.settle();
	}

	/**
	 * Gives back the key of a message that did not go out.
	 * @returns the error to report
	 */
	async giveBack({ options: { deduplication }, ledgerKey }: Pending, error: unknown) {
		if (!deduplication) return error;
		try {
			await this.once.giveBack(deduplication.key, deduplication.scope);
			this.ledger.forget(ledgerKey);
			return error;
		} catch (fault) {
			return keyStaysTaken(error ?? HELD, fault);
		} finally {
			this.settle(ledgerKey);
		}
	}

	private hold(name: string, ledgerKey: string): void {
		let settle = () => {};
		const settled = new Promise<void>((resolve) => (settle = resolve));
		const holder: Holder = {
			settled,
			settle: () => {
				this.holders.delete(name);
				this.holders.delete(ledgerKey);
				settle();
			},
		};
		this.holders.set(name, holder);
		this.holders.set(ledgerKey, holder);
	}
}

function lookUpFailed(fault: unknown): ZokoError {
	return new ZokoError({
		category: 'unreachable',
		retryable: true,
		message: `n8n could not look up 'Deduplication Key': ${problemOf(fault).message}. Nothing was sent`,
		advice:
			"Run it again. Should it then be skipped as a duplicate although nothing was sent, change the key for this item, or empty the list with n8n's node 'Remove Duplicates'.",
	});
}

function keyStaysTaken(error: unknown, fault: unknown): ZokoError {
	const problem = problemOf(error);
	return new ZokoError({
		...problem,
		advice: `${problem.advice}\nIts 'Deduplication Key' could not be given back (${problemOf(fault).message}), so another execution will skip it as a duplicate: change the key for this item before.`,
	});
}
