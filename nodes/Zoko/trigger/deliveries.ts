import type { ITriggerFunctions, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';
import { connect } from '../api/connection';
import { type Problem, ZokoError } from '../errors/problem';
import { isNoteRequest, type NoteAnswer, readNote } from '../waiting/note-request';
import { type Note, Notes, notesAt, tokenIn } from '../waiting/notes';
import {
	type Bringing,
	type Fate,
	inTime,
	isOver,
	type Messenger,
	resumeRun,
} from '../waiting/resume';
import { runBase } from '../waiting/run-address';
import type { RunToken } from '../waiting/token';
import { withoutGaps } from '../values';
import { isDeliveryUpdate } from './events';
import type { ZokoEvent } from './read-event';
import type { Registration } from './registration';
import { canWait } from './undecided';

/** The notes of a trigger, with what other processes have added. */
export function notesOf(data: Registration): Notes {
	const notes = notesAt(String(data.secretDigest));
	notes.learn(data.awaited);
	return notes;
}

/** Writes the notes to the static data when they have changed. */
export function saveNotes(data: Registration, notes: Notes): void {
	const { saved } = notes;
	if (saved === data.awaited) return;
	if (saved === undefined) delete data.awaited;
	else data.awaited = saved;
}

/**
 * Takes the note of a run that is about to wait for a delivery.
 * @returns undefined for a request that is not a note
 */
export async function takeNote(
	context: IWebhookFunctions,
	data: Registration,
): Promise<IWebhookResponseData | undefined> {
	const body: unknown = context.getBodyData();
	if (!isNoteRequest(body)) return undefined;
	const note = readNote(await connect(context), body);
	if (!note) return { webhookResponse: words({ noted: false, message: UNSIGNED }) };
	const kept = Notes.holds(data.awaited, note);
	const notes = notesOf(data);
	notes.base = runBase(context);
	if (!notes.add(note)) return { webhookResponse: words({ noted: false, message: FULL }) };
	return {
		// n8n asks for this right before it saves the static data, so that notes of the same moment are
		// in it.
		get webhookResponse() {
			saveNotes(data, notes);
			return words({ noted: true, kept });
		},
	};
}

const UNSIGNED = 'it is signed with a different API key';
const FULL = 'too many runs are waiting at the same time';

function words(answer: NoteAnswer): string {
	return JSON.stringify(answer);
}

/**
 * Brings a delivery update to the runs that wait for it. After that the event is treated like any
 * other. A run that cannot be reached is told within a minute, or when Zoko repeats the event: in
 * queue mode the process with the clock does not know about it.
 * @throws ZokoError while Zoko may be asked to repeat the event
 */
export async function bringDelivery(
	context: IWebhookFunctions,
	data: Registration,
	event: ZokoEvent,
): Promise<void> {
	const notes = notesOf(data);
	if (!isDeliveryUpdate(event.name)) return;
	const due = notes.endedBy(event.id, event.status);
	if (due.length > 0) notes.base = runBase(context);
	const ends = due.map((note) => end(context, notes, note, event.status));
	const told = await Promise.all(ends.map(inTime));
	saveNotes(data, notes);
	// n8n that is silent gets to it, and if not, the clock does.
	const all = told.every((known) => known === true || known === 'silent');
	if (!all && canWait(String(data.secretDigest), event)) throw new ZokoError(NOT_TOLD);
}

const NOT_TOLD: Problem = {
	category: 'unreachable',
	retryable: true,
	message: 'The run that waits for this delivery could not be reached',
	advice: "n8n has to reach itself, at its own port or at WEBHOOK_URL. Check n8n's log.",
};

/**
 * Ends the waits whose time is up, so that they end with what Zoko says now, not with what was
 * known when the wait began; called once a minute.
 */
export async function endOverdue(context: ITriggerFunctions): Promise<void> {
	const data = context.getWorkflowStaticData('node') as Registration;
	if (data.secretDigest === undefined) return;
	const notes = notesOf(data);
	const due = notes.due(Date.now());
	await Promise.all(due.map(({ note, status }) => end(context, notes, note, status).outcome));
}

/** @returns whether the run knows, or no longer waits */
function end(
	context: Messenger,
	notes: Notes,
	note: Note,
	status: string | undefined,
): Pick<Bringing<boolean>, 'outcome' | 'heard'> {
	const token = tokenIn(note);
	if (!token) {
		notes.drop(note);
		return { outcome: Promise.resolve(true), heard: () => true };
	}
	const ending = { id: note.message, delivery: withoutGaps({ status }) };
	const { outcome, heard } = resumeRun(context, notes.base, token, ending);
	const settled = async () => {
		const fate = await outcome.catch((error) => notTold(context, token, error));
		if (isOver(fate)) notes.drop(note);
		else if (status !== undefined) notes.postpone(note, status);
		return isOver(fate);
	};
	return { outcome: settled(), heard };
}

/** For example when a credential is gone; the trigger's own events do without it. */
function notTold(context: Messenger, { executionId }: RunToken, error: unknown): Fate {
	const why = error instanceof Error ? error.message : String(error);
	context.logger.warn(
		`Zoko Trigger of workflow ${context.getWorkflow().id}: execution ${executionId} could not be told about its delivery: ${why}`,
	);
	return 'unreachable';
}
