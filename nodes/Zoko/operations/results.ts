import type { IDataObject } from 'n8n-workflow';
import { phoneDigitsIn } from '../api/words';
import { numberBetween } from '../message/checks';
import { isRecord } from '../values';
import type { RunItem } from './item';

/** One row in the shape that 'Simplify' chooses. */
export function shapeFor(
	item: RunItem,
	row: IDataObject,
	simplified: (row: IDataObject) => IDataObject,
): IDataObject {
	return String(item.get('simplify')) === 'false' ? row : simplified(row);
}

/**
 * How many results are wanted.
 * @throws InvalidInput
 */
export function limitOf(item: RunItem): number {
	if (item.isOn('returnAll')) return Number.POSITIVE_INFINITY;
	return Math.floor(numberBetween('Limit', item.get('limit'), 1, Number.POSITIVE_INFINITY));
}

/**
 * What a deletion gives. Zoko says in words how many things it deleted, if it says anything; none
 * is no deletion.
 * @param about ids of what was deleted
 */
export function deletion(answer: unknown, about: IDataObject): IDataObject {
	const [said] = [answer].flat() as unknown[];
	const words = isRecord(said) ? `${String(said.details)} ${String(said.message)}` : '';
	const count = /count\s*-\s*(\d+)/.exec(words)?.[1];
	if (count === undefined) return { deleted: true, ...about };
	return { deleted: Number(count) > 0, ...about, count: Number(count) };
}

/** A phone number from Zoko with the plus sign in front; undefined when it is not a number. */
export function plusPhone(...written: unknown[]): string | undefined {
	const digits = phoneDigitsIn(...written);
	return digits === '' ? undefined : `+${digits}`;
}
