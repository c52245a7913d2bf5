import { unchanged, ZokoError } from '../errors/problem';
import { documentedEvents } from './events';

/**
 * Registers a webhook for events, of which Zoko documents but three for its API. Should it refuse
 * the others, the webhook is registered without them: they can be ticked for it in the dashboard.
 * @param register one request with these events
 * @returns what it returns, and the events that Zoko took
 * @throws what it throws for another reason
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

/** Whether a webhook brings the events that it is there for; others may have been ticked for it. */
export function covers(present: string[], events: string[]): boolean {
	return events.every((event) => present.includes(event));
}

/** Whether what Zoko took is what it takes of these events: all of them, or those it documents. */
export function isTakenFrom(taken: string[], events: string[]): boolean {
	const same = (other: string[]) => covers(taken, other) && covers(other, taken);
	return same(events) || same(documentedEvents(events));
}
