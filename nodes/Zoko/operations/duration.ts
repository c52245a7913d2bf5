import { InvalidInput } from '../errors/invalid-input';
import { numberBetween, oneOf } from '../message/checks';

/** Milliseconds in each unit that a form offers. */
const UNITS = { seconds: 1000, minutes: 60_000, hours: 3_600_000, days: 86_400_000 };

/** A unit of time, as a drop-down stores it. */
export type Unit = keyof typeof UNITS;

/** The longest time that a field takes. */
export interface Longest {
	/** Milliseconds. */
	most: number;
	/** The same in words. */
	words: string;
	/** What to do about a longer one. */
	remedy: string;
}

/** n8n keeps a sleeping run for any time, but nobody means more than this. */
export const A_YEAR: Longest = {
	most: 366 * UNITS.days,
	words: 'a year',
	remedy: 'Give a shorter time.',
};

/**
 * A time in the form: a number, and the unit in the drop-down beside it.
 * @param label what the form calls the number; the drop-down has the same name with "Unit" at its
 * end
 * @param from the smallest number
 * @returns milliseconds
 * @throws InvalidInput
 */
export function durationOf(
	label: string,
	{ amount, unit }: { amount: unknown; unit: unknown },
	units: readonly Unit[],
	{ from, most, words, remedy }: Longest & { from: number },
): number {
	const name = oneOf(`${label} Unit`, unit, units);
	const length = numberBetween(label, amount, from, Number.POSITIVE_INFINITY);
	const duration = Math.round(length * UNITS[name]);
	if (duration <= most) return duration;
	const unitName = length === 1 ? name.slice(0, -1) : name;
	throw new InvalidInput(
		`'${label}' is ${length} ${unitName}, and can be ${words} at most`,
		remedy,
	);
}
