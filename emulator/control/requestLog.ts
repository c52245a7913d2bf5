export interface LoggedRequest {
	/** 1 for the first request since the last reset. */
	number: number;
	/** Epoch milliseconds of the emulated clock. */
	at: number;
	method: string;
	/** Path with its query, without `/v2`. */
	path: string;
	/** Method and path as in the API's tables, for example `GET /message/:id`. */
	operation: string;
	/** Without the API key. */
	headers: Record<string, unknown>;
	body?: unknown;
	/** Code that was answered; undefined while the request is under way or when none ever came. */
	httpStatus?: number;
	/** The fault that struck. */
	fault?: string;
	/** Whether the request took effect although a fault struck; undefined when it was refused. */
	taken?: boolean;
}

const LOG_SIZE = 20_000;
const LOG_SLACK = 2000;

/** Requests to the API: the latest ones in full, and counts of all. */
export class RequestLog {
	readonly entries: LoggedRequest[] = [];
	total = 0;
	readonly byOperation = new Map<string, number>();
	private readonly bySubject = new Map<string, number>();
	private sends = 0;
	private readonly sendsByRecipient = new Map<string, number>();
	/** Most sends that were under way at one moment, and most to one recipient. */
	maxInFlight = 0;
	maxInFlightPerRecipient = 0;

	add(entry: Omit<LoggedRequest, 'number'>): LoggedRequest {
		const logged = { number: ++this.total, ...entry };
		this.byOperation.set(entry.operation, (this.byOperation.get(entry.operation) ?? 0) + 1);
		this.entries.push(logged);
		if (this.entries.length > LOG_SIZE + LOG_SLACK) this.entries.splice(0, LOG_SLACK);
		return logged;
	}

	/** Counts a request to an operation about a subject; both ordinals start at 1. */
	count(operation: string, subject: string): { number: number; attempt: number } {
		const count = (key: string) => {
			const next = (this.bySubject.get(key) ?? 0) + 1;
			this.bySubject.set(key, next);
			return next;
		};
		const number = count(operation);
		return { number, attempt: subject === operation ? number : count(`${operation} ${subject}`) };
	}

	/** Notes that a send is under way; returns the function that notes its end. */
	sendStarted(recipient: string): () => void {
		const here = (this.sendsByRecipient.get(recipient) ?? 0) + 1;
		this.sendsByRecipient.set(recipient, here);
		this.maxInFlightPerRecipient = Math.max(this.maxInFlightPerRecipient, here);
		this.maxInFlight = Math.max(this.maxInFlight, ++this.sends);
		let ended = false;
		return () => {
			if (ended) return;
			ended = true;
			this.sends--;
			const left = (this.sendsByRecipient.get(recipient) ?? 1) - 1;
			if (left === 0) this.sendsByRecipient.delete(recipient);
			else this.sendsByRecipient.set(recipient, left);
		};
	}

	/** Forgets everything but the sends that are still under way. */
	clear() {
		this.entries.length = 0;
		this.total = 0;
		this.byOperation.clear();
		this.bySubject.clear();
		this.maxInFlight = this.sends;
		this.maxInFlightPerRecipient = Math.max(0, ...this.sendsByRecipient.values());
	}
}
