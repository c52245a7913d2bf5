/** Forgets the oldest entries of a set or map until `max` are left. */
export function keepNewest(entries: Set<string> | Map<string, unknown>, max: number): void {
	for (const oldest of entries.keys()) {
		if (entries.size <= max) break;
		entries.delete(oldest);
	}
}
