/** What the node said of a message. */
export type Verdict = 'sent' | 'refused' | 'ambiguous' | 'skipped';

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
	private readonly reports = new Map<string, Array<{ verdict: Verdict; messageId: string }>>();
	private readonly batches = new Map<string, BatchReport>();

	problem(text: string): void {
		this.problems.push(text);
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
			this.problem(`${text} was accepted ${ids.length} times`);
		}
		for (const [text, reports] of this.reports) this.compareItem(text, reports, accepted.get(text));
		for (const [prefix, report] of this.batches) {
			const found = [...accepted.keys()].filter((text) => text.startsWith(prefix)).length;
			if (found < report.out || found > report.out + report.uncertain) {
				this.problem(`${prefix} has ${found} accepted messages and says ${JSON.stringify(report)}`);
			}
		}
	}

	private compareItem(
		text: string,
		reports: Array<{ verdict: Verdict; messageId: string }>,
		ids: string[] = [],
	): void {
		const says = reports.map(({ verdict }) => verdict);
		const sent = reports.filter(({ verdict }) => verdict === 'sent');
		const wrong = (why: string) => this.problem(`${text}: ${says.join(', ')}, but ${why}`);
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
