import type { Store } from '../store/store';
import type { Customer } from '../store/types';

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

/** Assigns a customer unless somebody is assigned already and `override` is not set. */
export function assign(store: Store, customer: Customer, assigneeId: string, override: boolean) {
	if (assignee(store, assigneeId) === undefined) return;
	if (customer.assigneeId === null || override) customer.assigneeId = assigneeId;
}

/** `assignment` of a customer; its id is null when nobody is assigned. */
export function assignmentOf(store: Store, customer: Customer) {
	return (customer.assigneeId !== null && assignee(store, customer.assigneeId)) || { id: null };
}
