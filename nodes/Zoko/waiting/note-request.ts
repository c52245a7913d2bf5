import type { Connection } from '../api/connection';
import { isRecord } from '../values';
import type { Goal } from './awaited-delivery';
import { messageDigest, type Note } from './notes';
import { isSigned, signatureOf } from './signature';
import { type RunToken, writeToken } from './token';

/** What a node posts to a trigger of the same account: signed, unlike Zoko's events. */
export interface NoteRequest {
	event: typeof NOTE_EVENT;
	note: string;
	signature: string;
}

/** What a trigger answers. `kept`: the note has been found in what n8n has saved. */
export interface NoteAnswer {
	noted: boolean;
	kept?: boolean;
	message?: string;
}

/** None of Zoko's events has this name. */
const NOTE_EVENT = 'n8n:wait';

/** The request for a note. */
export function noteRequest(
	connection: Pick<Connection, 'sign'>,
	wait: { messageId: string; goal: Goal; token: RunToken; until: number },
): NoteRequest {
	const { messageId, goal, token, until } = wait;
	const content: Note = {
		message: messageDigest(messageId),
		goal,
		token: writeToken(token),
		until,
	};
	const note = JSON.stringify(content);
	return { event: NOTE_EVENT, note, signature: signatureOf(connection, 'note', note) };
}

/** Whether the body of a request to a trigger is a note. */
export function isNoteRequest(body: unknown): body is Record<string, unknown> {
	return isRecord(body) && body.event === NOTE_EVENT;
}

/** @returns undefined for a note that the account has not signed */
export function readNote(
	connection: Pick<Connection, 'sign'>,
	{ note, signature }: Record<string, unknown>,
): Note | undefined {
	return isSigned(connection, 'note', note, signature) ? (JSON.parse(note) as Note) : undefined;
}
