import type { Agent, Customer } from '../store/types';
import { secondsTimestamp, type WebhookEvent } from './events';

/** An agent as chat events show one: the name ends in a blank when there is no last name. */
const shown = ({ id, email, firstName, lastName }: Agent) => ({
	id,
	email,
	name: `${firstName} ${lastName ?? ''}`,
});

/** Undefined: the key is absent. */
type MaybeAgent = Agent | null | undefined;

/** `zoko:chat:assigned`; such events have no id. */
export function chatAssigned(customer: Customer, agent: MaybeAgent, at: number): WebhookEvent {
	return chatEvent('assigned', customer, agent, at);
}

/** `zoko:chat:closed`. */
export function chatClosed(
	customer: Customer,
	agent: MaybeAgent,
	closedBy: MaybeAgent,
	at: number,
): WebhookEvent {
	return {
		...chatEvent('closed', customer, agent, at),
		...(closedBy !== undefined && {
			closedBy: closedBy && { type: 'agent', agent: shown(closedBy) },
		}),
	};
}

function chatEvent(
	status: 'assigned' | 'closed',
	customer: Customer,
	agent: MaybeAgent,
	at: number,
): WebhookEvent {
	return {
		event: `zoko:chat:${status}`,
		customerId: customer.id,
		eventAt: secondsTimestamp(at),
		status,
		...(agent !== undefined && { agent: agent && shown(agent) }),
	};
}
