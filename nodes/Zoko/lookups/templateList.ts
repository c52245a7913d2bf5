import type { Connection } from '../api/connection';
import { readTemplates } from '../api/templates';
import type { TemplateRow } from '../api/types';
import { retry } from '../sending/retry';
import { keepNewest } from '../values';

/** A large account's list broke off at times. */
const RETRIES = 2;

/** Somebody looks at a form meanwhile, so a longer pause that Zoko asks for is told, in milliseconds. */
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
 * @param maxAge milliseconds that an earlier list may be old; 0 reads anew
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
	cache.delete(account);
	cache.set(account, entry);
	keepNewest(cache, MAX_ACCOUNTS);
	entry.rows.catch(() => cache.get(account) === entry && cache.delete(account));
	return await entry.rows;
}
