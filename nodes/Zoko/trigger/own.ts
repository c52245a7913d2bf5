import { sleep } from 'n8n-workflow';
import { keepNewest, setNewest } from '../values';

/** Ids kept for each trigger; the oldest go first. */
const MAX_IDS = 10_000;

/** More triggers than an n8n instance has published. */
const MAX_TRIGGERS = 1000;

/**
 * Which news about a message a trigger leaves out: all of it, or all except its failure, which
 * another trigger may be there to report.
 */
export type NewsScope = 'all' | 'all but failures';

/** The messages whose news must not start one Zoko Trigger, in this process. */
export class OwnMessages {
	private readonly ids = new Map<string, NewsScope>();
	private readonly underWay = new Set<Promise<unknown>>();

	/** Notes the message of a send under way, as soon as its id is known. */
	async note<T extends { messageId: string }>(
		send: Promise<T>,
		scope: NewsScope = 'all',
	): Promise<T> {
		const ended = send.then(
			({ messageId }) => this.add(messageId, scope),
			() => undefined,
		);
		this.underWay.add(ended);
		try {
			return await send;
		} finally {
			await ended;
			this.underWay.delete(ended);
		}
	}

	/**
	 * Whether news about a message is to be left out. News can come before Zoko has answered the
	 * send, so this waits for sends that are under way.
	 * @param patience milliseconds
	 */
	async has(messageId: string, patience: number, event = ''): Promise<boolean> {
		if (!this.ids.has(messageId) && this.underWay.size > 0) {
			await Promise.race([Promise.all(this.underWay), sleep(patience)]);
		}
		const scope = this.ids.get(messageId);
		return scope === 'all' || (scope !== undefined && event !== 'messageFailed');
	}

	private add(messageId: string, scope: NewsScope): void {
		this.ids.set(messageId, scope);
		keepNewest(this.ids, MAX_IDS);
	}
}

const byTrigger = new Map<string, OwnMessages>();

/** The messages whose news must not start a trigger. @param trigger name of the node */
export function ownMessages(workflowId: string | undefined, trigger: string): OwnMessages {
	const key = `${workflowId}/${trigger}`;
	return setNewest(byTrigger, key, byTrigger.get(key) ?? new OwnMessages(), MAX_TRIGGERS);
}
