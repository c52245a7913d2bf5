import type { ITriggerFunctions, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';
import { connect } from '../api/connection';
import { type Problem, ZokoError } from '../errors/problem';
import { inOrder } from '../sending/in-order';
import { isNoteRequest, type NoteAnswer, readNote } from '../waiting/note-request';
import { type Due, type Note, Notes, notesAt, tokenIn } from '../waiting/notes';
import { type Fate, type Messenger, resumeRun } from '../waiting/resume';
import { runBase } from '../waiting/run-address';
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

/** Writes the notes into static data when they are others than there. */
export function saveNotes(data: Registration, notes: Notes): void {
	const { saved } = notes;
	if (saved === data.awaited) return;
	if (saved === undefined) delete data.awaited;
	else data.awaited = saved;
}

/**
 * Takes the note of a run that is about to wait for a delivery.
 * @returns undefined for a request that is none
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
		// n8n asks for this right before it saves the static data: notes of the same moment are in it.
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
 * Brings a delivery update to the runs that wait for it. The event then goes its way as any other.
 * A run that cannot be reached is told within a minute, or when Zoko repeats the event: in queue mode
 * the process with the clock does not know of it.
 * @throws ZokoError while Zoko may be asked to repeat the event
 */
export async function bringDelivery(
	context: IWebhookFunctions,
	data: Registration,
	event: ZokoEvent,
): Promise<void> {
	const notes = notesOf(data);
	if (!isDeliveryUpdate(event.name)) return;
	let all = true;
	for (const note of notes.endedBy(event.id, event.status)) {
		notes.base = runBase(context);
		if (!(await end(context, notes, note, event.status))) all = false;
	}
	saveNotes(data, notes);
	if (!all && canWait(String(data.secretDigest), event)) throw new ZokoError(NOT_TOLD);
}

const NOT_TOLD: Problem = {
	category: 'unreachable',
	retryable: true,
	message: 'The run that waits for this delivery could not be reached',
	advice: "n8n has to reach itself, at its own port or at WEBHOOK_URL. Check n8n's log.",
};

/** Waits that are ended at the same time, so that n8n has time for others. */
const SIDE_BY_SIDE = 5;

/**
 * Ends the waits whose time is up, so that the last word is Zoko's and not that of the time when the
 * wait began; called once a minute.
 */
export async function endOverdue(context: ITriggerFunctions): Promise<void> {
	const data = context.getWorkflowStaticData('node') as Registration;
	if (data.secretDigest === undefined) return;
	const notes = notesOf(data);
	const order = { key: ({ note }: Due) => note.token, limit: SIDE_BY_SIDE };
	await inOrder(
		notes.due(Date.now()),
		order,
		async ({ note, status }) => await end(context, notes, note, status),
	);
}

/** @returns whether the run knows, or waits no more */
async function end(
	context: Messenger,
	notes: Notes,
	note: Note,
	status: string | undefined,
): Promise<boolean> {
	const fate = await fateOf(context, notes.base, note, status);
	if (fate === 'running' || fate === 'unreachable') {
		if (status !== undefined) notes.postpone(note, status);
		return false;
	}
	notes.drop(note);
	return true;
}

async function fateOf(
	context: Messenger,
	base: string,
	note: Note,
	status: string | undefined,
): Promise<Fate> {
	const token = tokenIn(note);
	if (!token) return 'late';
	const ending = { id: note.message, delivery: withoutGaps({ status }) };
	try {
		return await resumeRun(context, base, token, ending);
	} catch (error) {
		// A credential that is gone, for example; the trigger's own events go on without it.
		const why = error instanceof Error ? error.message : String(error);
		context.logger.warn(
			`Zoko Trigger of workflow ${context.getWorkflow().id}: execution ${token.executionId} could not be told about its delivery: ${why}`,
		);
		return 'unreachable';
	}
}
