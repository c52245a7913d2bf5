import { sleep } from 'n8n-workflow';
import { keepNewest } from './newest';

/** Ids kept for each trigger; the oldest go first. */
const MAX_IDS = 10_000;

/** The messages that runs of one Zoko Trigger have sent, in this process. */
export class OwnMessages {
	private readonly ids = new Set<string>();
	private readonly underWay = new Set<Promise<unknown>>();

	/** Notes the message of a send under way, as soon as its id is known. */
	async note<T extends { messageId: string }>(send: Promise<T>): Promise<T> {
		const ended = send.then(
			({ messageId }) => this.add(messageId),
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
	 * Whether a message is one of these. News about a message can come before Zoko has answered its
	 * send, so what is under way is waited for.
	 * @param patience milliseconds
	 */
	async has(messageId: string, patience: number): Promise<boolean> {
		if (!this.ids.has(messageId) && this.underWay.size > 0) {
			await Promise.race([Promise.all(this.underWay), sleep(patience)]);
		}
		return this.ids.has(messageId);
	}

	private add(messageId: string): void {
		this.ids.add(messageId);
		keepNewest(this.ids, MAX_IDS);
	}
}

const byTrigger = new Map<string, OwnMessages>();

/** The messages that runs of a trigger have sent. @param trigger name of the node */
export function ownMessages(workflowId: string | undefined, trigger: string): OwnMessages {
	const key = `${workflowId}/${trigger}`;
	const own = byTrigger.get(key) ?? new OwnMessages();
	byTrigger.set(key, own);
	return own;
}
