import { DataDeduplicationService } from 'n8n-core';
import type {
	DeduplicationItemTypes,
	DeduplicationScope,
	ICheckProcessedContextData,
	ICheckProcessedOptions,
	IDataDeduplicator,
	IDeduplicationOutput,
} from 'n8n-workflow';

/** Stand-in for n8n's database of processed values, with the parts of it that nodes use. */
export class TestDeduplicator implements IDataDeduplicator {
	private readonly known = new Map<string, Set<DeduplicationItemTypes>>();

	/** Set to make every call fail, as when the database is away. */
	failure: Error | undefined;

	/** Calls so far, in order. */
	readonly calls: string[] = [];

	async checkProcessedAndRecord(
		values: DeduplicationItemTypes[],
		scope: DeduplicationScope,
		context: ICheckProcessedContextData,
		options: ICheckProcessedOptions,
	): Promise<IDeduplicationOutput> {
		const known = this.open('check', scope, context);
		const fresh = values.filter((value) => !known.has(value));
		const processed = values.filter((value) => known.has(value));
		for (const value of fresh) known.add(value);
		const surplus = known.size - (options.maxEntries ?? Number.POSITIVE_INFINITY);
		for (const oldest of [...known].slice(0, Math.max(0, surplus))) known.delete(oldest);
		return { new: fresh, processed };
	}

	async removeProcessed(
		values: DeduplicationItemTypes[],
		scope: DeduplicationScope,
		context: ICheckProcessedContextData,
	): Promise<void> {
		const known = this.open('remove', scope, context);
		for (const value of values) known.delete(value);
	}

	async clearAllProcessedItems(
		scope: DeduplicationScope,
		context: ICheckProcessedContextData,
	): Promise<void> {
		this.open('clear', scope, context).clear();
	}

	async getProcessedDataCount(
		scope: DeduplicationScope,
		context: ICheckProcessedContextData,
	): Promise<number> {
		return this.open('count', scope, context).size;
	}

	/** Forgets everything. */
	reset(): void {
		this.known.clear();
		this.calls.length = 0;
		this.failure = undefined;
	}

	private open(call: string, scope: DeduplicationScope, context: ICheckProcessedContextData) {
		this.calls.push(call);
		if (this.failure) throw this.failure;
		const owner = scope === 'node' ? (context.node?.name ?? '') : '';
		const key = `${context.workflow.id}/${scope}/${owner}`;
		const known = this.known.get(key) ?? new Set<DeduplicationItemTypes>();
		this.known.set(key, known);
		return known;
	}
}

let tests = 0;

/** The id of the workflow that a test runs. What looks after the keys of an earlier test finds another one. */
export function workflowId(): string {
	return `test ${tests}`;
}

/** Gives n8n-core a database of processed values, which is empty before each test. Once per test file. */
export function useDeduplication(): TestDeduplicator {
	const deduplicator = new TestDeduplicator();
	beforeAll(async () => await provideDeduplication(deduplicator));
	beforeEach(() => {
		tests++;
		deduplicator.reset();
	});
	return deduplicator;
}

/** The same outside of tests, for scripts. */
export async function provideDeduplication(deduplicator = new TestDeduplicator()): Promise<void> {
	await DataDeduplicationService.init(deduplicator);
}
