import { InvalidInput } from '../../errors/invalid-input';
import { toText } from '../../message/checks';
import { excerpt, quoted } from '../../values';
import type { Part } from './expressions';

/**
 * The deduplication key of an item.
 * @param parts what the `{{ }}` parts of its expression give, one by one
 * @throws InvalidInput when it is empty, or something is missing in it
 */
export function deduplicationKey(given: unknown, parts: () => Part[]): string {
	const key = toText('Deduplication Key', given).trim();
	if (!key) {
		throw new InvalidInput(
			"'Deduplication Key' is empty",
			'Without a key, repeats cannot be recognized. Fill it in, for example with the order number, or remove the option.',
		);
	}
	refuseHoles(key, parts());
	return key;
}

/** What an expression puts into a text when it finds nothing. */
const NOTHING = /(?<![\p{L}\p{N}])(?:undefined|null|NaN|\[object \w+\])(?![\p{L}\p{N}])/u;

/** A separator at the beginning or the end of a key, or two side by side, with a gap where it may be. */
const OPEN_END = /^[-_:|/.]|[-_:|/.]$|([-_:|/.])\1/;

const isNothing = (value: unknown) => String(value ?? '').trim() === '';

const worksWith = (part: Part) => (part.references() ?? [part]).map(({ value }) => value);

/** A key with a gap is the same for many customers, and all but the first would be skipped. */
function refuseHoles(key: string, parts: Part[]): void {
	const hole =
		parts.find(({ value }) => isNothing(value) || NOTHING.test(String(value))) ??
		parts.find((part) => OPEN_END.test(key) && worksWith(part).some(isNothing)) ??
		(parts.flatMap(worksWith).every(isNothing)
			? parts.find((part) => worksWith(part).length > 0)
			: undefined);
	if (!hole && !NOTHING.test(key)) return;
	throw new InvalidInput(
		hole
			? `'Deduplication Key' has a part that is empty: ${excerpt(hole.source)}`
			: `'Deduplication Key' is ${quoted(key)}, in which a part is missing`,
		'Items without it would count as repeats of one another. Check that the incoming item has that field.',
	);
}
