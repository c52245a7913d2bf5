import type { Connection } from '../api/connection';
import { readTemplates } from '../api/templates';
import type { TemplateRow } from '../api/types';
import { retry } from '../sending/retry';
import { setNewest } from '../values';

/** The transfer of a large account's list has been seen to break off. */
const RETRIES = 2;

/**
 * In milliseconds. Somebody is looking at a form, so a longer pause that Zoko asks for becomes an
 * error.
 */
const MAX_WAIT = 5000;

/** Long enough for picking a template and filling its form, short enough to see a new template. */
const FRESH_FOR = 60_000;

/** Memory is bounded: an n8n instance rarely has more than a few Zoko accounts. */
const MAX_ACCOUNTS = 20;

interface Entry {
	readAt: number;
	rows: Promise<TemplateRow[]>;
}

const cache = new Map<string, Entry>();

/**
 * The account's templates, all languages and kinds, kept for a while.
 * @param maxAge how old an earlier list may be, in milliseconds; 0 reads it again
 * @throws ZokoError
 */
export async function listTemplates(
	connection: Connection,
	maxAge = FRESH_FOR,
): Promise<TemplateRow[]> {
	const { account } = connection;
	const known = cache.get(account);
	if (known && Date.now() - known.readAt < maxAge) return await known.rows;

	const read = async () => await readTemplates(connection);
	const entry: Entry = {
		readAt: Date.now(),
		rows: retry(read, { retries: RETRIES, maxWait: MAX_WAIT }),
	};
	setNewest(cache, account, entry, MAX_ACCOUNTS);
	entry.rows.catch(() => cache.get(account) === entry && cache.delete(account));
	return await entry.rows;
}
