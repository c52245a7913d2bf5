import { isDate } from '../../message/checks';
import { isRecord } from '../../values';

/** What an expression works with, such as `$json.order.id`, and what that is for an item. */
export interface Reference {
	value: unknown;
	/** A method of it is called, so the value itself does not get into the text. */
	isCalled: boolean;
}

const NAME = String.raw`[\p{L}_][\p{L}\p{N}_$]*`;
const QUOTED = String.raw`"[^"]*"|'[^']*'|${'`[^`]*`'}`;

/** `$json`, `$("Order")`, `$input.first()` and what is below them, but for the methods at the end. */
const REFERENCE = new RegExp(
	String.raw`\$(?:${NAME}|\((?:${QUOTED})\))(?![\p{L}\p{N}_$(])` +
		String.raw`(?:\??\.(?:first|last|all)\(\)|\??\.${NAME}(?![\p{L}\p{N}_$(])|(?:\?\.)?\[(?:\d+|${QUOTED})\])*`,
	'gu',
);

/** Functions of n8n's that only choose among what they are given. */
const CHOOSES = /\$(?:if|ifEmpty|max|min|jmespath)\(/g;

/**
 * Everything that an expression works with.
 * @param value what it gives
 * @param evaluate gives the value of another expression; it may throw
 * @returns undefined when it also works with what cannot be told, such as the words of a model
 */
export function referencesIn(
	source: string,
	value: unknown,
	evaluate: (expression: string) => unknown,
): Reference[] | undefined {
	const matches = [...source.matchAll(REFERENCE)];
	// Each evaluation takes n8n longer than all else here.
	if (source.slice(2, -2).trim() === matches[0]?.[0]) return [{ value, isCalled: false }];
	const rest = source.replace(REFERENCE, '').replace(CHOOSES, '');
	if (/\$[\p{L}_(]/u.test(rest)) return undefined;
	return matches.map((match) => {
		const isCalled = /^\??\./.test(source.slice(match.index + match[0].length));
		try {
			return { value: evaluate(`{{ ${match[0]} }}`), isCalled };
		} catch {
			return { value: undefined, isCalled };
		}
	});
}

/** What JavaScript writes into a text for a value that is none. */
const NO_VALUE =
	/\[object [\w ]+\]|undefined|(?<!\p{L})null|null(?!\p{L})|NaN|Infinity|Invalid Date/gu;

/**
 * Whether an expression has made a text out of something that is no text: what JavaScript writes for
 * it stands there, and neither in the expression itself nor in anything that it works with.
 */
export function isMadeOfNothing(source: string, text: string, references: Reference[]): boolean {
	const writesJson = /JSON\.stringify|toJsonString/.test(source);
	const origins = [source, ...references.map(({ value }) => wordsOf(value))].map((origin) =>
		origin.toLowerCase(),
	);
	const isNew = (word: string) =>
		!(writesJson && word === 'null') && !origins.some((each) => each.includes(word.toLowerCase()));
	return (text.match(NO_VALUE) ?? []).some(isNew) || references.some(isClockOf(text));
}

/** A text as it is, and an object with all that is in it. */
function wordsOf(value: unknown): string {
	if (typeof value === 'string') return value;
	if (!isRecord(value) && !Array.isArray(value)) return '';
	try {
		return JSON.stringify(value) ?? '';
	} catch {
		return '';
	}
}

/** Milliseconds of the same day begin with the same digits. */
const DAY = 5;

/** Whether a text has a date in milliseconds, which a date becomes behind a plus sign. */
const isClockOf =
	(text: string) =>
	({ value, isCalled }: Reference): boolean => {
		if (isCalled || !isDate(value)) return false;
		const day = String(Number(value)).slice(0, DAY);
		return (text.match(/\d{13}/g) ?? []).some((digits) => digits.startsWith(day));
	};
