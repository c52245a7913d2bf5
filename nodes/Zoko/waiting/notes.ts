import { createHash } from 'node:crypto';
import { isRecord, keepNewest, nonEmpty, setNewest } from '../values';
import { endsWait, type Goal } from './awaited-delivery';
import { readToken, type RunToken } from './token';

/** A run that waits for a delivery, as a trigger knows it. */
export interface Note {
	/** Digest of the message's id. */
	message: string;
	goal: Goal;
	/** See `writeToken`. */
	token: string;
	/** When the time is up; milliseconds since 1970. */
	until: number;
}

/** A note that needs action, with the status that an event brought. */
interface Due {
	note: Note;
	status?: string;
}

/**
 * How much longer n8n itself waits when the time is up: the trigger, which looks once a minute,
 * goes first.
 */
export const GRACE = 150_000;

/** Kept in the workflow's static data, which n8n saves with each run: 80 kB. */
export const MAX_NOTES = 500;

/** More than are used up while older static data may still be around. */
const MAX_USED = 10_000;

/** Tells messages apart in notes. */
export function messageDigest(messageId: string): string {
	return createHash('sha256').update(messageId).digest('base64url').slice(0, 16);
}

/**
 * The runs that wait for a delivery that one registered webhook brings. n8n loads the static data anew
 * for each request and saves it whole, so notes that come at the same moment meet here.
 */
export class Notes {
	/** By token. */
	private readonly open = new Map<string, Note>();
	/** Tokens of notes that are done with; older static data may still hold them. */
	private readonly used = new Set<string>();
	/** Notes whose event has come but could not be brought to the run, with its status. */
	private readonly heard = new Map<string, string>();
	/** See `runBase`; n8n reveals it only to requests, not to the clock. */
	base = '';
	private learnt: unknown;

	/** Takes over what static data holds; other processes may have written it. */
	learn(saved: unknown): void {
		if (saved === this.learnt) return;
		this.learnt = saved;
		const { base, notes } = parsed(saved);
		this.base ||= base;
		for (const note of notes) this.add(note);
	}

	/** @returns false when there is no room */
	add(note: Note): boolean {
		if (this.used.has(note.token) || this.open.has(note.token)) return true;
		if (this.open.size >= MAX_NOTES) this.forgetOld();
		if (this.open.size >= MAX_NOTES) return false;
		this.open.set(note.token, note);
		return true;
	}

	/** Whether static data holds a note. */
	static holds(saved: unknown, { token }: Note): boolean {
		return parsed(saved).notes.some((note) => note.token === token);
	}

	/** The notes whose wait ends with a status of a message. */
	endedBy(messageId: string, status: string): Note[] {
		const message = messageDigest(messageId);
		return [...this.open.values()].filter(
			(note) => note.message === message && endsWait(note.goal, status),
		);
	}

	/**
	 * The notes whose time is up, or whose event could not be brought to the run, with that event's
	 * status.
	 */
	due(now: number): Due[] {
		return [...this.open.values()]
			.map((note) => ({ note, status: this.heard.get(note.token) }))
			.filter(({ note, status }) => status !== undefined || note.until <= now);
	}

	/** Keeps a note for another try. */
	postpone({ token }: Note, status: string): void {
		this.heard.set(token, status);
	}

	/** Removes a note whose run no longer waits. */
	drop({ token }: Note): void {
		this.open.delete(token);
		this.heard.delete(token);
		this.used.add(token);
		keepNewest(this.used, MAX_USED);
	}

	/** What static data is to hold; undefined for nothing. */
	get saved(): string | undefined {
		this.forgetOld();
		const notes = [...this.open.values()];
		return notes.length === 0 ? undefined : JSON.stringify({ base: this.base, notes });
	}

	/** n8n ends runs whose time was up a while ago. */
	private forgetOld(): void {
		const now = Date.now();
		for (const note of this.open.values()) if (note.until + GRACE < now) this.drop(note);
	}
}

function parsed(saved: unknown): { base: string; notes: Note[] } {
	const value: unknown = typeof saved === 'string' ? JSON.parse(saved) : undefined;
	const { base, notes } = isRecord(value) ? value : {};
	return {
		base: nonEmpty(base) ?? '',
		notes: Array.isArray(notes) ? (notes as Note[]) : [],
	};
}

/** @returns undefined for a text that is not a token */
export function tokenIn({ token }: Note): RunToken | undefined {
	return readToken(token)?.token;
}

/** More webhooks than an n8n instance has. */
const MAX_WEBHOOKS = 500;

const notebooks = new Map<string, Notes>();

/** The notes at a registered webhook, by the digest of its secret. */
export function notesAt(webhook: string): Notes {
	return setNewest(notebooks, webhook, notebooks.get(webhook) ?? new Notes(), MAX_WEBHOOKS);
}
