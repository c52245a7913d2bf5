import type { IDataObject } from 'n8n-workflow';
import { isRecord, numberBetween } from '../message/checks';
import type { RunItem } from './item';

/** Leaves out what Zoko did not say, so that keys are there only with a value. */
export function present(fields: Record<string, unknown>): IDataObject {
	return Object.fromEntries(
		Object.entries(fields).filter(([, value]) => value !== undefined),
	) as IDataObject;
}

/** Rows up to 'Limit', in the form that 'Simplify' chooses. */
export function rowsFor(
	item: RunItem,
	rows: IDataObject[],
	simplified: (row: IDataObject) => IDataObject = (row) => row,
): IDataObject[] {
	return rows.slice(0, limitOf(item)).map((row) => shapeFor(item, row, simplified));
}

/** One row in the form that 'Simplify' chooses. */
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
	return Math.floor(numberBetween('Limit', item.get('limit'), 1, Number.MAX_SAFE_INTEGER));
}

/**
 * What a deletion gives. Zoko says in words how many things it deleted, if it says anything.
 * @param about ids of what was deleted
 */
export function deletion(answer: unknown, about: IDataObject): IDataObject {
	const [said] = [answer].flat() as unknown[];
	const words = isRecord(said) ? `${String(said.details)} ${String(said.message)}` : '';
	const count = /count\s*-\s*(\d+)/.exec(words)?.[1];
	return { deleted: true, ...about, ...(count !== undefined && { count: Number(count) }) };
}

/** A phone number of Zoko's, which are digits, with the plus sign in front. */
export function plusPhone(value: unknown): string | undefined {
	const digits = String(value ?? '').replace(/\D/g, '');
	return digits === '' ? undefined : `+${digits}`;
}
