import { chatAssigned } from '../delivery/chatEvents';
import type { Store } from '../store/store';
import type { Customer } from '../store/types';
import type { World } from '../world';

/** The agent or team with an id, as `assignment` shows it. */
export function assignee(store: Store, id: string) {
	const agent = store.agents.find((candidate) => candidate.id === id);
	if (agent !== undefined) {
		const name = [agent.firstName, agent.lastName].filter(Boolean).join(' ');
		return { id, name, email: agent.email, team: false };
	}
	const team = store.teams.find((candidate) => candidate.id === id);
	return team && { id, name: team.name, team: true };
}

/**
 * Assigns a customer unless somebody is assigned already and `override` is not set, and tells the
 * webhooks. A team is no agent: the event's `agent` is null then.
 */
export async function assign(
	world: World,
	customer: Customer,
	assigneeId: string,
	override: boolean,
): Promise<void> {
	const { store, clock, webhooks, feed } = world;
	if (assignee(store, assigneeId) === undefined) return;
	if (customer.assigneeId !== null && !override) return;
	customer.assigneeId = assigneeId;
	feed.everythingChanged();
	const agent = store.agents.find(({ id }) => id === assigneeId) ?? null;
	await webhooks.publish(chatAssigned(customer, agent, clock.now()));
}

/** `assignment` of a customer; its id is null when nobody is assigned. */
export function assignmentOf(store: Store, customer: Customer) {
	return (customer.assigneeId !== null && assignee(store, customer.assigneeId)) || { id: null };
}
