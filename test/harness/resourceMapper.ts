import type { ResourceMapperField } from 'n8n-workflow';

/** What a node stores of a resource mapper. */
export interface StoredMapping {
	value: Record<string, string> | null;
	schema: ResourceMapperField[];
}

/** The properties of a field that n8n's editor compares when a node is opened. */
const COMPARED = [
	'displayName',
	'required',
	'defaultMatch',
	'display',
	'canBeUsedToMatch',
	'type',
] as const;

/**
 * What n8n's editor makes of a resource mapper with `refreshStaleSchemaOnOpen` when the node is
 * opened: it takes fetched fields over when they differ from the stored ones, whatever their order,
 * and keeps the values of all ids that are still there.
 */
export function reopened(stored: StoredMapping, fetched: ResourceMapperField[]): StoredMapping {
	const now = new Map(fetched.map((field) => [field.id, field]));
	const isStale =
		stored.schema.length !== fetched.length ||
		stored.schema.some((field) =>
			COMPARED.some((property) => field[property] !== now.get(field.id)?.[property]),
		);
	if (!isStale) return stored;
	const kept = Object.entries(stored.value ?? {}).filter(([id]) => now.has(id));
	return { value: Object.fromEntries(kept), schema: structuredClone(fetched) };
}
