import { unchanged, ZokoError } from '../errors/problem';
import { documentedEvents } from './events';

/**
 * Registers a webhook for events, of which Zoko documents only three for its API. If it refuses the
 * others, the webhook is registered without them: they can be ticked for it in the dashboard.
 * @param register one request with these events
 * @returns what `register` returns, and the events that Zoko took
 * @throws what `register` throws for another reason
 */
export async function withTakenEvents<Result>(
	events: string[],
	register: (events: string[]) => Promise<Result>,
): Promise<{ result: Result; taken: string[] }> {
	try {
		return { result: await register(events), taken: events };
	} catch (error) {
		const documented = documentedEvents(events);
		const refused = error instanceof ZokoError && error.problem.category === 'rejected';
		if (!refused || covers(documented, events)) throw unchanged(error);
		return { result: await register(documented), taken: documented };
	}
}

/** Whether a webhook brings the events that it is for; others may have been ticked for it. */
export function covers(present: string[], events: string[]): boolean {
	return events.every((event) => present.includes(event));
}

/** Whether Zoko took all of these events, or those of them that it documents. */
export function isTakenFrom(taken: string[], events: string[]): boolean {
	const same = (other: string[]) => covers(taken, other) && covers(other, taken);
	return same(events) || same(documentedEvents(events));
}
