import type { IDataObject } from 'n8n-workflow';
import { problemOf } from '../../errors/node-error';
import { type Problem, unchanged, ZokoError } from '../../errors/problem';
import { STOPPED } from '../../errors/stopped';
import { isRecord } from '../../values';
import type { RunItem } from '../item';

/** Clients of Zoko report 2,000 and 5,000 as the most; this is below both. */
const LARGEST_PAGE = 1000;

/** Clients of Zoko report one list in 300 seconds, refused ones included; Zoko does not state it. */
const INTERVAL = 300_000;
const MARGIN = 1000;

/** A page of 1,000 customers takes longer than other answers, in milliseconds. */
const TIMEOUT = 90_000;

/**
 * When Zoko last refused the list, by account: asking again too early starts the wait from the
 * beginning.
 */
const refusals = new Map<string, number>();

interface Page {
	customers: IDataObject[];
	isLast: boolean;
}

/**
 * Reads customers in as few pages as possible, one page in 300 seconds. Items that ask for the same
 * share an answer.
 * @param limit the most customers
 * @param first page to begin with, from 1, in pages of `limit` but at most 1,000 customers
 * @throws ZokoError at once when Zoko refuses, because another try would only delay the next
 */
export async function readCustomers(
	item: RunItem,
	query: IDataObject,
	limit: number,
	first: number,
): Promise<IDataObject[]> {
	const pageSize = Math.min(limit, LARGEST_PAGE);
	const whole = { channel: 'whatsapp', ...query, pageSize };
	return await item.once(JSON.stringify([whole, limit, first]), async () => {
		const rows: IDataObject[] = [];
		for (let page = first; ; page++) {
			const { customers, isLast } = await readPage(item, { ...whole, page }, pageSize);
			rows.push(...customers);
			if (isLast || rows.length >= limit) return rows.slice(0, limit);
		}
	});
}

async function readPage(
	item: RunItem,
	query: IDataObject & { page: number },
	pageSize: number,
): Promise<Page> {
	const { connection, surroundings, run } = item;
	const { now, sleep, cancelled } = surroundings;
	if (run.customersReadAt !== undefined) {
		await sleep(run.customersReadAt + INTERVAL + MARGIN - now());
		if (cancelled()) throw STOPPED;
	}
	const { account } = connection;
	const refusedAt = refusals.get(account) ?? Number.NEGATIVE_INFINITY;
	if (now() < refusedAt + INTERVAL) throw tooEarly(refusedAt, 'It was not asked again.');
	run.customersReadAt = now();
	try {
		const request = { method: 'GET', path: '/customer', effect: 'reads', query } as const;
		const answer = await connection.request({ ...request, timeout: TIMEOUT });
		const { body } = answer;
		if (!isRecord(body) || !Array.isArray(body.customers)) throw connection.failed(answer, 'reads');
		refusals.delete(account);
		const customers = body.customers.filter((row: unknown) => isRecord(row)) as IDataObject[];
		const total = Number(body.totalPages);
		const isLast = total > 0 ? query.page >= total : customers.length < pageSize;
		return { customers, isLast: isLast || customers.length === 0 };
	} catch (error) {
		const problem = problemOf(error);
		if (problem.category !== 'rate_limited') throw unchanged(error);
		refusals.set(account, now());
		throw tooEarly(now(), `${problem.message}.`, problem.httpStatus);
	}
}

function tooEarly(refusedAt: number, detail: string, httpStatus?: number): ZokoError {
	const again = refusedAt + INTERVAL + MARGIN;
	const problem: Problem = {
		category: 'rate_limited',
		retryable: true,
		message: `Zoko returns the list of customers once every 5 minutes, and that time is not up yet. ${detail}`,
		advice: `Run it again after ${new Date(again).toISOString()}, and not earlier: refused attempts count too, and each one starts the 5 minutes anew. All workflows and apps of the account share this limit.`,
		retryAfter: again - refusedAt,
		...(httpStatus !== undefined && { httpStatus }),
	};
	return new ZokoError(problem);
}
