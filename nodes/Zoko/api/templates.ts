import { createHash } from 'node:crypto';
import { isRecord } from '../message/checks';
import { failed, zokoRequest, type Connection, type RequestContext } from './request';
import type { TemplateRow } from './types';

/**
 * A large account's list took about 40 seconds in practice and broke off at times, so it is given
 * time, tried again, and kept for a while.
 */
const TIMEOUT = 90_000;
const ATTEMPTS = 3;

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
 * The account's templates, all languages and kinds, as `GET /account/templates` lists them.
 * @param maxAge milliseconds that an earlier list may be old; 0 reads anew
 * @throws ZokoError
 */
export async function listTemplates(
	context: RequestContext,
	connection: Connection,
	maxAge = FRESH_FOR,
): Promise<TemplateRow[]> {
	const account = accountKey(connection);
	const known = cache.get(account);
	if (known && Date.now() - known.readAt < maxAge) return await known.rows;

	const entry: Entry = { readAt: Date.now(), rows: readTemplates(context, connection) };
	cache.delete(account);
	cache.set(account, entry);
	for (const oldest of cache.keys()) {
		if (cache.size <= MAX_ACCOUNTS) break;
		cache.delete(oldest);
	}
	try {
		return await entry.rows;
	} catch (error) {
		if (cache.get(account) === entry) cache.delete(account);
		const problem: unknown = error;
		throw problem;
	}
}

/** Tells accounts apart in memory, without keeping their keys. */
export function accountKey({ baseUrl, credentials }: Connection): string {
	const secret = String(credentials.data.apiKey ?? '');
	return createHash('sha256').update(`${baseUrl}\n${secret}`).digest('hex');
}

async function readTemplates(
	context: RequestContext,
	connection: Connection,
): Promise<TemplateRow[]> {
	const request = {
		method: 'GET',
		path: '/account/templates',
		effect: 'reads',
		timeout: TIMEOUT,
	} as const;
	for (let attempt = 1; ; attempt++) {
		try {
			const answer = await zokoRequest(context, connection, request);
			const rows = rowsIn(answer.body);
			if (rows) return rows;
			throw failed(answer, 'reads', connection);
		} catch (error) {
			const problem: unknown = error;
			const worthwhile =
				isRecord(problem) && isRecord(problem.problem) && problem.problem.retryable === true;
			if (attempt >= ATTEMPTS || !worthwhile) throw problem;
		}
	}
}

/** The bare list that Zoko answers with; a wrapper was reported once, so it is accepted. */
function rowsIn(body: unknown): TemplateRow[] | undefined {
	const list = isRecord(body) ? (body.templates ?? body.data) : body;
	if (!Array.isArray(list)) return undefined;
	return list
		.filter((row: unknown) => isRecord(row) && typeof row.templateId === 'string')
		.map(toRow);
}

/** An older page of Zoko shows booleans and numbers as text. */
function toRow(row: Record<string, unknown>): TemplateRow {
	return {
		channel: String(row.channel ?? 'whatsapp'),
		isRichTemplate: String(row.isRichTemplate) === 'true',
		templateType: String(row.templateType) as TemplateRow['templateType'],
		templateId: String(row.templateId),
		templateLanguage: String(row.templateLanguage ?? 'en'),
		templateDesc: String(row.templateDesc ?? ''),
		templateVariableCount: Number(row.templateVariableCount) || 0,
		active: String(row.active) !== 'false',
	};
}
