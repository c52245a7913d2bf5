import { isRecord } from '../values';
import type { Connection } from './connection';
import type { TemplateRow } from './types';

/** A large account's list took about 40 seconds in practice, in milliseconds. */
const TIMEOUT = 90_000;

/**
 * The account's templates, all languages and kinds, as `GET /account/templates` lists them.
 * @throws ZokoError
 */
export async function readTemplates(connection: Connection): Promise<TemplateRow[]> {
	const answer = await connection.request({
		method: 'GET',
		path: '/account/templates',
		effect: 'reads',
		timeout: TIMEOUT,
	});
	const rows = rowsIn(answer.body);
	if (rows) return rows;
	throw connection.failed(answer, 'reads');
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
