import { numberBetween, oneOf } from '../message/checks';

/** Milliseconds in each unit that a form offers. */
const UNITS = { seconds: 1000, minutes: 60_000, hours: 3_600_000, days: 86_400_000 };

/** A unit of time, as a drop-down stores it. */
export type Unit = keyof typeof UNITS;

/**
 * A time in the form: a number, and the unit in the drop-down beside it.
 * @param label what the form calls the number; the drop-down has the same name with "Unit" at its
 * end
 * @param from the smallest number
 * @param most milliseconds
 * @returns milliseconds
 * @throws InvalidInput
 */
export function durationOf(
	label: string,
	{ amount, unit }: { amount: unknown; unit: unknown },
	units: readonly Unit[],
	{ from, most }: { from: number; most: number },
): number {
	const length = UNITS[oneOf(`${label} Unit`, unit, units)];
	return Math.round(numberBetween(label, amount, from, most / length) * length);
}
