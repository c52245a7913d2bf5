import type { TemplateRow } from '../api/types';

/** One item's form. Reading it has no side effect, so every item can be checked before any is sent. */
export interface Form {
	/** The value of a parameter for this item, expressions resolved; `undefined` when it has none. */
	get(name: string): unknown;
	/**
	 * A link under which the file in a binary field can be fetched without a login.
	 * @throws InvalidInput when there is no such file, or n8n cannot make a link that works
	 */
	fileUrl(field: string, medium: Medium): string;
	/** Whether URLs may point into this network: only when Zoko itself is there, as the emulator. */
	reach: 'public' | 'anywhere';
	/** The account's templates, when the operation asked for them. */
	templates: TemplateRow[];
	/** What the form calls the text above buttons or a list, when that is not 'Body'. */
	bodyLabel?: string;
	/** Code points that each payload has to leave free, for a send that waits for the answer. */
	reserved?: number;
}

/** What was filled in where the form offers fields or JSON for the same thing. */
export interface FormOrJson {
	/** The field that holds it, as the form calls it. */
	label: string;
	value: unknown;
	/** Whether it is JSON, which may still be text. */
	json: boolean;
}

/** What a media message consists of. */
export type Medium = 'image' | 'video' | 'document' | 'audio' | 'sticker';
