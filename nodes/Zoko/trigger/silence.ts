import { hasHeard, type SentMessage } from './recent';

/** When news about a message is overdue, in milliseconds; usually it takes seconds. */
const OVERDUE = 15 * 60_000;

/** Messages in a row without any news: one alone may have met a fault of WhatsApp. */
const ENOUGH = 3;

/**
 * Suspects a webhook that Zoko lists but no longer uses: there is no news about messages that this
 * process has sent. First its settings are sent again, then it is replaced. After that nothing is
 * done until something is heard: the way to n8n may be broken, which no webhook repairs.
 */
export class Silence {
	private since = Date.now();
	private tried: 'nothing' | 'update' | 'replace' = 'nothing';

	/**
	 * @param messages what was sent, the newest first
	 * @param webhook digest of its secret
	 * @returns what to do with it; the caller is taken to have done it
	 */
	next(messages: SentMessage[], webhook: string): 'update' | 'replace' | undefined {
		const now = Date.now();
		const sent = messages.filter(({ sentAt }) => sentAt > this.since);
		const lastHeard = sent.findIndex((message) => hasHeard(message, webhook));
		if (lastHeard >= 0) this.tried = 'nothing';
		const unheard = lastHeard >= 0 ? sent.slice(0, lastHeard) : sent;
		const overdue = unheard.filter(({ sentAt }) => now - sentAt > OVERDUE);
		if (overdue.length < ENOUGH || this.tried === 'replace') return undefined;
		this.tried = this.tried === 'nothing' ? 'update' : 'replace';
		this.since = now;
		return this.tried;
	}
}
