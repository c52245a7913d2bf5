import type { LoggedRequest } from '../../emulator';

/** What the node said of a message. */
export type Verdict = 'sent' | 'refused' | 'ambiguous' | 'skipped';

/**
 * How often something can happen at most, at 95 % confidence, that did not happen once in `trials`:
 * the rule of three (Hanley and Lippman-Hand, JAMA 1983).
 */
export const ruleOfThree = (trials: number): number => 3 / trials;

interface BatchReport {
	items: number;
	out: number;
	uncertain: number;
	refused: number;
	untried: number;
}

interface Entry {
	id: string;
	body?: { message?: string };
}

/** What the node reported, held against the book of what the server accepted. */
export class Account {
	readonly problems: string[] = [];
	readonly tally: Record<Verdict | 'untried', number> = {
		sent: 0,
		refused: 0,
		ambiguous: 0,
		skipped: 0,
		untried: 0,
	};
	accepted = 0;
	duplicates = 0;
	requests = 0;
	maxInFlight = 0;
	/** How often each kind of fault struck; `taken` where Zoko had the message all the same. */
	readonly struck = new Map<string, number>();
	private readonly met = new Map<string, string[]>();
	private readonly reports = new Map<string, Array<{ verdict: Verdict; messageId: string }>>();
	private readonly batches = new Map<string, BatchReport>();

	problem(text: string): void {
		this.problems.push(text);
	}

	/** A request that Zoko got, for what struck it. */
	meet({ fault, taken, httpStatus, body }: LoggedRequest): void {
		if (fault === undefined) return;
		const code = fault === 'status' ? ` ${httpStatus}` : '';
		const kind = `${fault}${code}${taken ? ', taken' : ''}`;
		this.strike(kind, 1);
		const text = String((body as { message?: unknown } | undefined)?.message);
		this.met.set(text, [...(this.met.get(text) ?? []), kind]);
	}

	strike(kind: string, times: number): void {
		this.struck.set(kind, (this.struck.get(kind) ?? 0) + times);
	}

	/** Items that the node said something about. */
	get reported(): number {
		return Object.values(this.tally).reduce((sum, count) => sum + count, 0);
	}

	/** One item of one execution; the text of its message names it. */
	report(text: string, verdict: Verdict, messageId: string): void {
		this.reports.set(text, [...(this.reports.get(text) ?? []), { verdict, messageId }]);
		this.tally[verdict]++;
	}

	/** A whole execution that told figures only. */
	reportBatch(prefix: string, report: BatchReport): void {
		const { items, out, uncertain, refused, untried } = report;
		if (out + uncertain + refused + untried !== items) {
			this.problem(`${prefix} accounts for ${JSON.stringify(report)}`);
		}
		this.batches.set(prefix, report);
		this.tally.sent += out;
		this.tally.ambiguous += uncertain;
		this.tally.refused += refused;
		this.tally.untried += untried;
	}

	/** Compares all reports with the accepted messages. */
	compare(book: Entry[]): void {
		this.accepted = book.length;
		const accepted = new Map<string, string[]>();
		for (const { id, body } of book) {
			const text = String(body?.message);
			accepted.set(text, [...(accepted.get(text) ?? []), id]);
		}
		for (const [text, ids] of accepted) {
			if (ids.length === 1) continue;
			this.duplicates += ids.length - 1;
			this.problem(`${text} was accepted ${ids.length} times (${this.faultsOf(text)})`);
		}
		for (const [text, reports] of this.reports) this.compareItem(text, reports, accepted.get(text));
		for (const [prefix, report] of this.batches) {
			const found = [...accepted.keys()].filter((text) => text.startsWith(prefix)).length;
			if (found < report.out || found > report.out + report.uncertain) {
				this.problem(`${prefix} has ${found} accepted messages and says ${JSON.stringify(report)}`);
			}
		}
	}

	private faultsOf(text: string): string {
		return this.met.get(text)?.join(' | ') ?? 'no fault';
	}

	private compareItem(
		text: string,
		reports: Array<{ verdict: Verdict; messageId: string }>,
		ids: string[] = [],
	): void {
		const says = reports.map(({ verdict }) => verdict);
		const sent = reports.filter(({ verdict }) => verdict === 'sent');
		const wrong = (why: string) =>
			this.problem(`${text}: ${says.join(', ')}, but ${why} (${this.faultsOf(text)})`);
		if (sent.length > 1) wrong('that is more than once');
		for (const { messageId } of sent)
			if (!ids.includes(messageId)) wrong('the book has no such ID');
		if (ids.length > 0 && !says.includes('sent') && !says.includes('ambiguous')) {
			wrong('it was accepted');
		}
		const skippedAt = says.indexOf('skipped');
		if (
			skippedAt !== -1 &&
			!says.slice(0, skippedAt).some((v) => v === 'sent' || v === 'ambiguous')
		) {
			wrong('nothing went out before it was skipped');
		}
	}
}
